import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Answers, Invalid, Needs } from '#kernel/api';
import { BUNDLINGS, PRICE_BOOK_KINDS, PriceBook, PriceEntry, PriceTableCells, type PriceTable } from '#products/model';
import { CUSTOMER_LEVELS } from '#customers/model';
import { PriceQuestions } from './price-question.ts';
import { PriceTables } from './price-tables.service.ts';

const id = { type: 'string', format: 'uuid' };
const [text, number, day] = [{ type: 'string' }, { type: 'integer' }, { type: ['string', 'null'], format: 'date' }];
const object = (properties: Record<string, object>) => ({ type: 'object', required: Object.keys(properties), properties });
const none = (of: { type: string }) => ({ ...of, type: [of.type, 'null'] });
const TABLE = {
  type: 'object', required: ['on', 'books', 'more', 'items', 'next'],
  properties: {
    on: { type: 'string', format: 'date' },
    books: { type: 'array', items: { type: 'object', required: ['id'], properties: { id, name: text, kind: { type: 'string', enum: [...PRICE_BOOK_KINDS] }, currency: text, customerId: none(id), level: none(text), validFrom: day, validTo: day } } },
    more: { type: 'boolean', description: 'Whether there are more books than can stand side by side; then nothing says which price holds.' },
    items: {
      type: 'array',
      items: object({
        id, code: text, name: text, price: number, currency: text, bundling: { type: ['string', 'null'], enum: [...BUNDLINGS, null] },
        cells: { type: 'array', items: object({ bookId: id, minQuantity: number, price: number }) },
        best: { type: 'array', description: 'By currency the book whose price holds; null for the product’s own.', items: object({ currency: text, bookId: none(id) }) },
      }),
    },
    next: none(text),
  },
}; // prettier-ignore

@Controller('api/v1/price-table')
export class PriceTableController {
  constructor(
    private readonly tables: PriceTables,
    private readonly questions: PriceQuestions,
  ) {}

  /** Products on sale with their prices in the price books that hold on a day, and which of them a customer, or customers of a level, get for a quantity (thousandths; one when not said). */
  @Get()
  @Needs(PriceBook.may.read)
  @Answers(TABLE)
  async page(
    @Query('on') on?: string,
    @Query('customerId') customerId?: string,
    @Query('level') level?: string,
    @Query('currency') currency?: string,
    @Query('quantity') quantity = '1000',
    @Query('q') q?: string,
    @Query('categoryId') categoryId?: string,
    @Query('size') size?: string,
    @Query('after') after?: string,
  ): Promise<PriceTable> {
    if (level !== undefined && !(CUSTOMER_LEVELS as readonly string[]).includes(level)) throw new Invalid([{ pointer: '/level', code: 'choice' }]);
    const asked = await this.questions.buyer(customerId, quantity, currency, on);
    return this.tables.page({ ...asked, level: level ?? null, currency: currency ?? null }, { ...(q ? { q } : {}), ...(categoryId ? { categoryId } : {}), ...(size ? { size } : {}), ...(after ? { after } : {}) });
  }

  /** Makes cells of several books what they are to be, all of them or none; a cell without a price takes its price away. */
  @Post()
  @HttpCode(200)
  @Needs(PriceEntry.may.update)
  @Answers({ type: 'object', properties: { changed: { type: 'integer' } }, required: ['changed'] })
  put(@Body() { cells }: PriceTableCells) {
    return this.tables.put(cells);
  }
}
