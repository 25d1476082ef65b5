import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { Answers, Id, Needs, Version } from '#kernel/api';
import { NewPriceBook, PriceBook, PriceBookChange, PriceCells, PriceEntry } from '#products/model';
import { PriceBookService, PriceEntryService } from './price-book.service.ts';

@Controller('api/v1/price-books')
export class PriceBookController {
  constructor(
    private readonly books: PriceBookService,
    private readonly entries: PriceEntryService,
  ) {}

  @Get()
  @Needs(PriceBook.may.read)
  list(@Query() query: Record<string, unknown>) {
    return this.books.list(query);
  }

  @Get(':id')
  @Needs(PriceBook.may.read)
  get(@Id() id: string) {
    return this.books.get(id);
  }

  @Post()
  @Needs(PriceBook.may.create)
  create(@Body() body: NewPriceBook) {
    return this.books.create(body);
  }

  @Patch(':id')
  @Needs(PriceBook.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: PriceBookChange) {
    return this.books.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(PriceBook.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.books.remove(id, version);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Needs(PriceBook.may.delete)
  restore(@Id() id: string) {
    return this.books.restore(id);
  }

  @Get(':id/history')
  @Needs(PriceBook.may.read)
  history(@Id() id: string, @Query('after') after?: string) {
    return this.books.history(id, after ?? null);
  }

  /** Makes cells of the book's table what they are to be, all of them or none; a cell without a price takes its price away. */
  @Post(':id/prices')
  @HttpCode(200)
  @Needs(PriceEntry.may.update)
  @Answers({ type: 'object', properties: { changed: { type: 'integer' } }, required: ['changed'] })
  put(@Id() id: string, @Body() { cells }: PriceCells) {
    return this.entries.put(id, cells);
  }
}
