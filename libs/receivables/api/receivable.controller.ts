import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment } from '#kernel/model';
import { Id, Needs, Version } from '#kernel/api';
import { NewReceivable, Receivable, ReceivableChange } from '#receivables/model';
import { Ageing } from './ageing.queries.ts';
import { ReceivableService } from './receivable.service.ts';

@Controller('api/v1/receivables')
export class ReceivableController {
  constructor(
    private readonly receivables: ReceivableService,
    private readonly ageing: Ageing,
  ) {}

  @Get()
  @Needs(Receivable.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.receivables.list(query);
  }

  /** What is outstanding by how long it is overdue, and by currency; takes the filters of the list. */
  @Get('ageing')
  @Needs(Receivable.may.read)
  ages(@Query() query: Record<string, unknown>) {
    return this.ageing.of(query);
  }

  @Get(':id')
  @Needs(Receivable.may.read)
  get(@Id() id: string) {
    return this.receivables.get(id);
  }

  @Post()
  @Needs(Receivable.may.create)
  create(@Body() body: NewReceivable) {
    return this.receivables.create(body);
  }

  @Patch(':id')
  @Needs(Receivable.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: ReceivableChange) {
    return this.receivables.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Receivable.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.receivables.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Receivable.may.delete)
  restore(@Id() id: string) {
    return this.receivables.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Receivable.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.receivables.assign(id, version, ownerId);
  }

  @Get(':id/history')
  @Needs(Receivable.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.receivables.history(id, after ?? null);
  }
}
