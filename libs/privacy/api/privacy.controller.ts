import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FreshSignIn, Id, Needs } from '#kernel/api';
import { ImportDays, NewHold, NewPrivacyRequest, PersonSearch } from '#privacy/model';
import { Finder } from './finder.service.ts';
import { Holds } from './holds.service.ts';
import { RequestQueries } from './request.queries.ts';
import { PrivacyRequests } from './requests.service.ts';
import { RetentionOverview } from './retention.service.ts';

@Controller('api/v1/privacy')
@Needs('privacy.manage')
export class PrivacyController {
  constructor(
    private readonly finder: Finder,
    private readonly requests: PrivacyRequests,
    private readonly queries: RequestQueries,
    private readonly holds: Holds,
    private readonly retention: RetentionOverview,
  ) {}

  /** The records that are, or may be, a person; at most fifty. Nothing of what is asked for is written down. */
  @Post('search')
  @HttpCode(200)
  async search(@Body() asked: PersonSearch) {
    return { items: await this.finder.find(asked) };
  }

  /** Gathers what is held, writes it as a file, or erases it, in the background. Erasing cannot be undone. */
  @Post('requests')
  @HttpCode(202)
  start(@Body() asked: NewPrivacyRequest) {
    return this.requests.start(asked);
  }

  @Get('requests/:id')
  request(@Id() id: string) {
    return this.requests.get(id);
  }

  /** What is held about a person, for the one who asked, for a day. */
  @Get('requests/:id/json')
  @FreshSignIn(3600)
  async json(@Id() id: string, @Res() reply: FastifyReply) {
    const text = await this.requests.file(id, 'json');
    return reply.header('Content-Type', 'application/octet-stream').header('Content-Disposition', 'attachment; filename="personal-data.json"').send(Buffer.from(text));
  }
  /** The same to read and to print. */
  @Get('requests/:id/page')
  @FreshSignIn(3600)
  async page(@Id() id: string, @Res() reply: FastifyReply) {
    const text = await this.requests.file(id, 'html');
    return reply.header('Content-Type', 'text/html; charset=utf-8').header('Content-Disposition', 'attachment; filename="personal-data.html"').send(text);
  }

  @Get('holds')
  async held() {
    return { items: await this.holds.list() };
  }
  /** Keeps a record from being erased until a day is over. */
  @Post('holds')
  async hold(@Body() asked: NewHold) {
    return { items: await this.holds.add(asked) };
  }
  @Delete('holds/:id')
  @HttpCode(204)
  lift(@Id() id: string) {
    return this.holds.lift(id);
  }

  /** Who was erased when, why and by whom, without saying who it was. */
  @Get('tombstones')
  tombstones(@Query('before') before?: string) {
    return this.queries.tombstones(before ?? null);
  }

  @Get('retention')
  kept() {
    return this.retention.view();
  }
  /** After how many days rows and files of finished imports go. */
  @Put('retention')
  keepFor(@Body() { days }: ImportDays) {
    return this.retention.keepImports(days);
  }
}
