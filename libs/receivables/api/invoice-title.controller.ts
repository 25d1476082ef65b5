import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment, Reveal } from '#kernel/model';
import { Id, Needs, Version } from '#kernel/api';
import { InvoiceTitle, InvoiceTitleChange, NewInvoiceTitle } from '#receivables/model';
import { InvoiceTitleService } from './invoice-title.service.ts';

@Controller('api/v1/invoice-titles')
export class InvoiceTitleController {
  constructor(private readonly titles: InvoiceTitleService) {}

  @Get()
  @Needs(InvoiceTitle.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.titles.list(query);
  }

  @Get(':id')
  @Needs(InvoiceTitle.may.read)
  get(@Id() id: string) {
    return this.titles.get(id);
  }

  @Post()
  @Needs(InvoiceTitle.may.create)
  create(@Body() body: NewInvoiceTitle) {
    return this.titles.create(body);
  }

  @Patch(':id')
  @Needs(InvoiceTitle.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: InvoiceTitleChange) {
    return this.titles.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(InvoiceTitle.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.titles.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(InvoiceTitle.may.delete)
  restore(@Id() id: string) {
    return this.titles.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(InvoiceTitle.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.titles.assign(id, version, ownerId);
  }

  /** Tells what is behind the mask of a field. */
  @Post(':id/reveal')
  @HttpCode(200)
  @Needs('invoice-title.reveal')
  reveal(@Id() id: string, @Body() { field }: Reveal) {
    return this.titles.reveal(id, field);
  }

  @Get(':id/history')
  @Needs(InvoiceTitle.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.titles.history(id, after ?? null);
  }
}
