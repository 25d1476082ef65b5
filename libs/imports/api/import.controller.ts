import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CellChange, IMPORT_KINDS, ImportMapping, ReadingChange, type ImportKind } from '#imports/model';
import { Id, Invalid, Needs, NotFound, uploadOf } from '#kernel/api';
import { ImportFiles } from './import-files.service.ts';
import { Imports } from './imports.service.ts';

@Controller('api/v1/imports')
export class ImportController {
  constructor(
    private readonly imports: Imports,
    private readonly files: ImportFiles,
  ) {}

  /** The latest fifty; further back those before an id. */
  @Get()
  @Needs()
  async list(@Query('before') before?: string) {
    if (before !== undefined && !/^[0-9a-f-]{36}$/.test(before)) throw new Invalid([{ pointer: '/before', code: 'reference' }]);
    return { items: await this.imports.list(before ?? null) };
  }

  /** What a file of each kind can fill. */
  @Get('targets')
  @Needs()
  targets() {
    return this.imports.targets();
  }

  /** Takes a CSV, TSV, XLSX or vCard file (multipart/form-data, field `file`). */
  @Post()
  @Needs()
  async upload(@Query('kind') kind: string, @Req() request: FastifyRequest) {
    if (!IMPORT_KINDS.includes(kind as ImportKind)) throw new Invalid([{ pointer: '/kind', code: 'choice', params: { choices: IMPORT_KINDS } }]);
    const { name, content } = await uploadOf(request);
    return this.imports.view(await this.files.upload(kind as ImportKind, name, content));
  }

  @Get(':id')
  @Needs()
  get(@Id() id: string) {
    return this.imports.view(id);
  }

  @Put(':id/mapping')
  @Needs()
  map(@Id() id: string, @Body() mapping: ImportMapping) {
    return this.imports.map(id, mapping);
  }

  /** Reads the file another way; its columns are suggested anew. */
  @Put(':id/reading')
  @Needs()
  reread(@Id() id: string, @Body() reading: ReadingChange) {
    return this.imports.reread(id, reading);
  }

  /** Saved mappings that fit this file. */
  @Get(':id/mappings')
  @Needs()
  async mappings(@Id() id: string) {
    return { items: await this.imports.fitting(id) };
  }

  /** Fifty rows of the file after a line; `bad=true` for those that something is wrong with. */
  @Get(':id/rows')
  @Needs()
  async rows(@Id() id: string, @Query('after') after = '0', @Query('bad') bad?: string) {
    if (bad !== undefined && bad !== 'true' && bad !== 'false') throw new Invalid([{ pointer: '/bad', code: 'flag' }]);
    if (!/^\d{1,9}$/.test(after)) throw new Invalid([{ pointer: '/after', code: 'integer' }]);
    return { items: await this.imports.rows(id, Number(after), bad === 'true') };
  }

  /** A hundred of the records it wrote, the latest first, before a place; after an undo what became of each, `result=kept` for those that stayed alone. */
  @Get(':id/results')
  @Needs()
  async results(@Id() id: string, @Query('before') before?: string, @Query('result') result?: string) {
    if (before !== undefined && !/^\d{1,15}$/.test(before)) throw new Invalid([{ pointer: '/before', code: 'integer' }]);
    if (result !== undefined && result !== 'kept') throw new Invalid([{ pointer: '/result', code: 'choice', params: { choices: ['kept'] } }]);
    return { items: await this.imports.results(id, before === undefined ? Number.MAX_SAFE_INTEGER : Number(before), result === 'kept') };
  }

  /** Puts a cell right before the import is run. */
  @Patch(':id/rows/:line')
  @Needs()
  correct(@Id() id: string, @Param('line') line: string, @Body() change: CellChange) {
    if (!/^\d{1,9}$/.test(line)) throw new NotFound();
    return this.imports.correct(id, Number(line), change);
  }

  /** Starts the dry run, the run or the undo in the background, or stops what is under way. */
  @Post(':id/:phase')
  @HttpCode(202)
  @Needs()
  start(@Id() id: string, @Param('phase') phase: string) {
    if (phase === 'pause' || phase === 'cancel') return this.imports[phase](id);
    if (phase !== 'check' && phase !== 'run' && phase !== 'undo') throw new NotFound();
    return this.imports.start(id, phase);
  }

  /** The rows something is wrong with, with the reasons; CSV. */
  @Get(':id/bad-rows.csv')
  @Needs()
  async badRows(@Id() id: string) {
    return new StreamableFile(await this.imports.badRows(id), { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="problems.csv"' });
  }
}
