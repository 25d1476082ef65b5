import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment } from '#kernel/model';
import { Id, Needs, Version } from '#kernel/api';
import { Invoice, InvoiceChange, Issue, NewInvoice, RedReversal, Voiding } from '#receivables/model';
import { InvoiceService } from './invoice.service.ts';

@Controller('api/v1/invoices')
export class InvoiceController {
  constructor(private readonly invoices: InvoiceService) {}

  @Get()
  @Needs(Invoice.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.invoices.list(query);
  }

  @Get(':id')
  @Needs(Invoice.may.read)
  get(@Id() id: string) {
    return this.invoices.get(id);
  }

  @Post()
  @Needs(Invoice.may.create)
  create(@Body() body: NewInvoice) {
    return this.invoices.create(body);
  }

  @Patch(':id')
  @Needs(Invoice.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: InvoiceChange) {
    return this.invoices.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Invoice.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.invoices.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Invoice.may.delete)
  restore(@Id() id: string) {
    return this.invoices.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Invoice.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.invoices.assign(id, version, ownerId);
  }

  /** Notes the number of the tax office. */
  @Post(':id/issue')
  @HttpCode(200)
  @Needs('invoice.issue')
  issue(@Id() id: string, @Version() version: number, @Body() body: Issue) {
    return this.invoices.issue(id, version, body);
  }

  /** Takes an issued invoice back by a red one. */
  @Post(':id/red-reverse')
  @HttpCode(200)
  @Needs('invoice.issue')
  redReverse(@Id() id: string, @Version() version: number, @Body() body: RedReversal) {
    return this.invoices.redReverse(id, version, body);
  }

  /** Makes a request void that was not issued. */
  @Post(':id/void')
  @HttpCode(200)
  @Needs(Invoice.may.update)
  void(@Id() id: string, @Version() version: number, @Body() { reason }: Voiding) {
    return this.invoices.void(id, version, reason);
  }

  @Get(':id/history')
  @Needs(Invoice.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.invoices.history(id, after ?? null);
  }
}
