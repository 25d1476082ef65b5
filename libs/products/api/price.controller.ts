import { Controller, Get, Query } from '@nestjs/common';
import { Answers, Invalid, Needs, Workspace } from '#kernel/api';
import { isCurrency, isDay } from '#kernel/model';
import { PRICE_BOOK_KINDS, Product, type FoundPrice } from '#products/model';
import { Prices } from './prices.service.ts';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const isQuantity = (text: string) => /^[1-9]\d{0,11}$/.test(text);
const FOUND = {
  type: 'object', required: ['price', 'currency', 'origin', 'bookId', 'taxRate'],
  properties: {
    price: { type: ['integer', 'null'], description: 'In 1/10,000 of the currency’s major unit; null when there is none in this currency.' }, currency: { type: 'string' },
    origin: { type: ['string', 'null'], enum: [...PRICE_BOOK_KINDS, null] }, bookId: { type: ['string', 'null'], format: 'uuid' }, taxRate: { type: ['integer', 'null'] },
  },
}; // prettier-ignore

@Controller('api/v1/prices')
export class PriceController {
  constructor(
    private readonly prices: Prices,
    private readonly workspace: Workspace,
  ) {}

  /** What a product costs, for a customer and a quantity (thousandths; one when not said), on a day, and where the price comes from. */
  @Get()
  @Needs(Product.may.read)
  @Answers(FOUND)
  async look(
    @Query('productId') productId = '',
    @Query('customerId') customerId?: string,
    @Query('quantity') quantity = '1000',
    @Query('currency') currency?: string,
    @Query('on') on?: string,
  ): Promise<FoundPrice | (Omit<FoundPrice, 'price' | 'origin'> & { price: null; origin: null })> {
    const [money, day] = [currency ?? (await this.workspace.settings()).currency, on ?? (await this.workspace.today())];
    const faults = [
      UUID.test(productId) ? null : { pointer: '/productId', code: 'reference' },
      customerId === undefined || UUID.test(customerId) ? null : { pointer: '/customerId', code: 'reference' },
      isQuantity(quantity) ? null : { pointer: '/quantity', code: 'whole-number' },
      isCurrency(money) ? null : { pointer: '/currency', code: 'currency' },
      isDay(day) ? null : { pointer: '/on', code: 'day' },
    ].filter((fault) => fault !== null);
    if (faults.length > 0) throw new Invalid(faults);
    const found = await this.prices.look({ productId: productId.toLowerCase(), customerId: customerId?.toLowerCase() ?? null, quantity: Number(quantity), currency: money, on: day });
    return found ?? { price: null, currency: money, origin: null, bookId: null, taxRate: null };
  }
}
