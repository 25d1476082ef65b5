import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { Id, Needs, Version } from '#kernel/api';
import { Delegation, Submission } from '#approvals/model';
import { Approvals } from './approvals.service.ts';
import { Delegations } from './delegations.service.ts';
import { Inbox } from './inbox.queries.ts';
import { Predictions } from './predictions.service.ts';
import { Views } from './views.service.ts';

const chosenOf = (chosen: string | undefined) => (chosen ? chosen.split(',').slice(0, 20) : []);

/** Approvals as whoever submits and whoever is asked sees them. */
@Controller('api/v1/approvals')
@Needs()
export class ApprovalController {
  constructor(
    private readonly approvals: Approvals,
    private readonly predictions: Predictions,
    private readonly views: Views,
    private readonly inbox: Inbox,
    private readonly delegations: Delegations,
  ) {}

  /** A page of one's inbox: `tab` is waiting, handled, mine or copied. */
  @Get()
  list(@Query('tab') tab?: string, @Query('after') after?: string) {
    return this.inbox.page(tab ?? 'waiting', after ?? null);
  }
  /** How many tasks wait for oneself, up to a hundred. */
  @Get('waiting')
  async waiting() {
    return { waiting: await this.inbox.waiting() };
  }

  /** Who stands in for oneself; null when nobody does. */
  @Get('delegation')
  async delegation() {
    return { delegation: await this.delegations.own() };
  }
  @Put('delegation')
  async delegate(@Body() body: Delegation) {
    return { delegation: await this.delegations.set(body) };
  }
  @Delete('delegation')
  @HttpCode(204)
  stay() {
    return this.delegations.clear();
  }

  /** The rounds of a record, for whoever may see it. */
  @Get(':kind/:id')
  ofRecord(@Param('kind') kind: string, @Id() id: string) {
    return this.views.ofRecord(kind, id);
  }
  /** Who would be asked if whoever asks submitted the record now; `chosen` are the people they would choose. */
  @Get(':kind/:id/prediction')
  prediction(@Param('kind') kind: string, @Id() id: string, @Query('chosen') chosen?: string) {
    return this.predictions.of(kind, id, chosenOf(chosen));
  }
  @Post(':kind/:id/submit')
  @HttpCode(200)
  submit(@Param('kind') kind: string, @Id() id: string, @Version() version: number, @Body() { chosen }: Submission) {
    return this.approvals.submit(kind, id, version, chosen ?? []);
  }
}
