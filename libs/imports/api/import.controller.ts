import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IMPORT_KINDS, ImportMapping, type ImportKind } from '#imports/model';
import { Id, Invalid, Needs, NotFound } from '#kernel/api';
import { Imports } from './imports.service.ts';

@Controller('api/v1/imports')
export class ImportController {
  constructor(private readonly imports: Imports) {}

  @Get()
  @Needs()
  async list() {
    return { items: await this.imports.list() };
  }

  /** What a file of each kind can fill. */
  @Get('targets')
  @Needs()
  targets() {
    return this.imports.targets();
  }

  /** Takes a CSV or TSV file (multipart/form-data, field `file`). */
  @Post()
  @Needs()
  async upload(@Query('kind') kind: string, @Req() request: FastifyRequest) {
    if (!IMPORT_KINDS.includes(kind as ImportKind)) throw new Invalid([{ pointer: '/kind', code: 'choice', params: { choices: IMPORT_KINDS } }]);
    const part = request.isMultipart() ? await request.file() : undefined;
    if (!part) throw new Invalid([{ pointer: '/file', code: 'required' }]);
    return this.imports.upload(kind as ImportKind, part.filename, await part.toBuffer());
  }

  @Get(':id')
  @Needs()
  get(@Id() id: string) {
    return this.imports.get(id);
  }

  @Put(':id/mapping')
  @Needs()
  map(@Id() id: string, @Body() mapping: ImportMapping) {
    return this.imports.map(id, mapping);
  }

  /** Starts the dry run, the run, or the undo; each goes on in the background. */
  @Post(':id/:phase')
  @HttpCode(202)
  @Needs()
  start(@Id() id: string, @Param('phase') phase: string) {
    if (phase !== 'check' && phase !== 'run' && phase !== 'undo') throw new NotFound();
    return this.imports.start(id, phase);
  }

  @Get(':id/bad-rows.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Needs()
  badRows(@Id() id: string) {
    return this.imports.badRows(id);
  }
}
