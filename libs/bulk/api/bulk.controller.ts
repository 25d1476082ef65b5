import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NewBulk, NewExport } from '#bulk/model';
import { FreshSignIn, Id, Needs, NotFound } from '#kernel/api';
import { BulkResults } from './bulk-results.service.ts';
import { Bulk } from './bulk.service.ts';
import { Exports } from './exports.service.ts';

@Controller('api/v1/bulk')
export class BulkController {
  constructor(
    private readonly bulk: Bulk,
    private readonly results: BulkResults,
  ) {}

  /** Starts one thing with many records; it goes on in the background. Needs `<kind>.bulk` and the action's own permission. */
  @Post()
  @HttpCode(202)
  @Needs()
  start(@Body() asked: NewBulk) {
    return this.bulk.start(asked);
  }

  @Get(':id')
  @Needs()
  get(@Id() id: string) {
    return this.bulk.get(id);
  }

  /** What became of each record, as CSV. */
  @Get(':id/results')
  @Needs()
  async file(@Id() id: string, @Res() reply: FastifyReply) {
    const text = await this.results.csv(id);
    return reply.header('Content-Type', 'text/csv; charset=utf-8').header('Content-Disposition', 'attachment; filename="results.csv"').send(text);
  }

  /** Takes it back from every record that nobody changed since, or ends it before its end. */
  @Post(':id/:step')
  @HttpCode(202)
  @Needs()
  step(@Id() id: string, @Param('step') step: string) {
    if (step !== 'undo' && step !== 'cancel') throw new NotFound();
    return this.bulk[step](id);
  }
}

@Controller('api/v1/exports')
export class ExportController {
  constructor(private readonly exports: Exports) {}

  /** Starts a file with the records of a list. Needs `<kind>.export`, and a sign-in of the last five minutes. */
  @Post()
  @HttpCode(202)
  @Needs()
  @FreshSignIn()
  start(@Body() asked: NewExport) {
    return this.exports.start(asked);
  }

  @Get(':id')
  @Needs()
  get(@Id() id: string) {
    return this.exports.get(id);
  }

  /** The file, for the one who asked for it, for a day. */
  @Get(':id/file')
  @Needs()
  async file(@Id() id: string, @Res() reply: FastifyReply) {
    const { bytes, view } = await this.exports.file(id);
    const type = view.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return reply.header('Content-Type', type).header('Content-Disposition', `attachment; filename="${view.kind}.${view.format}"`).send(Buffer.from(bytes));
  }
}
