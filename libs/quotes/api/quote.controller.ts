import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Assignment } from '#kernel/model';
import { Id, Needs, Version } from '#kernel/api';
import { NewQuote, Quote, QuoteChange } from '#quotes/model';
import { QuoteService } from './quote.service.ts';

@Controller('api/v1/quotes')
export class QuoteController {
  constructor(private readonly quotes: QuoteService) {}

  @Get()
  @Needs(Quote.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.quotes.list(query);
  }

  @Get(':id')
  @Needs(Quote.may.read)
  get(@Id() id: string) {
    return this.quotes.get(id);
  }

  @Post()
  @Needs(Quote.may.create)
  create(@Body() body: NewQuote) {
    return this.quotes.create(body);
  }

  @Patch(':id')
  @Needs(Quote.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: QuoteChange) {
    return this.quotes.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(Quote.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.quotes.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(Quote.may.delete)
  restore(@Id() id: string) {
    return this.quotes.restore(id);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Needs(Quote.may.assign)
  assign(@Id() id: string, @Version() version: number, @Body() { ownerId }: Assignment) {
    return this.quotes.assign(id, version, ownerId);
  }

  @Get(':id/history')
  @Needs(Quote.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.quotes.history(id, after ?? null);
  }
}
