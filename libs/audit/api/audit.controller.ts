import { Body, Controller, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Id, Needs } from '#kernel/api';
import { AuditQuery, AuditRetention } from '#audit/model';
import { AuditExports } from './audit-exports.service.ts';
import { AuditLog } from './audit-log.service.ts';
import { AuditWatch } from './audit-watch.service.ts';
import { Retention } from './retention.service.ts';

/** The audit: to be read, verified and taken along; nobody changes it. */
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    private readonly trail: AuditLog,
    private readonly watch: AuditWatch,
    private readonly retention: Retention,
    private readonly exports: AuditExports,
  ) {}

  @Get()
  @Needs('audit.read')
  list(@Query() query: Record<string, unknown>) {
    return this.trail.list(query);
  }

  @Get('actions')
  @Needs('audit.read')
  async actions() {
    return { items: await this.trail.actions() };
  }

  /** The last verdict on the chain, and how long the audit is kept. */
  @Get('state')
  @Needs('audit.read')
  state() {
    return this.watch.state();
  }

  /** Reads the whole chain again, in the background. */
  @Post('verify')
  @HttpCode(202)
  @Needs('audit.read')
  async verify() {
    await this.watch.verifyLater();
    return this.watch.state();
  }

  @Put('retention')
  @Needs('audit.manage')
  async keepFor(@Body() { days }: AuditRetention) {
    await this.retention.keepFor(days);
    return this.watch.state();
  }

  /** Starts a CSV file of what these filters show. */
  @Post('exports')
  @HttpCode(202)
  @Needs('audit.read')
  export(@Body() filters: AuditQuery) {
    return this.exports.start(Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null)));
  }

  @Get('exports/:id')
  @Needs('audit.read')
  exported(@Id() id: string) {
    return this.exports.get(id);
  }

  @Get('exports/:id/file')
  @Needs('audit.read')
  async file(@Id() id: string, @Res() reply: FastifyReply) {
    const bytes = await this.exports.file(id);
    return reply.header('Content-Type', 'text/csv; charset=utf-8').header('Content-Disposition', 'attachment; filename="audit.csv"').send(Buffer.from(bytes));
  }

  @Get(':id')
  @Needs('audit.read')
  get(@Id() id: string) {
    return this.trail.get(id);
  }
}
