import { Controller, Get, Query } from '@nestjs/common';
import { Answers, Needs } from '#kernel/api';
import { PRICE_ORIGINS, Product, type FoundPrice } from '#products/model';
import { PriceQuestions } from './price-question.ts';
import { Prices } from './prices.service.ts';

const FOUND = {
  type: 'object', required: ['price', 'currency', 'origin', 'bookId', 'taxRate'],
  properties: {
    price: { type: ['integer', 'null'], description: 'In 1/10,000 of the currency’s major unit; null when there is none in this currency.' }, currency: { type: 'string' },
    origin: { type: ['string', 'null'], enum: [...PRICE_ORIGINS, null] }, bookId: { type: ['string', 'null'], format: 'uuid' }, taxRate: { type: ['integer', 'null'] },
  },
}; // prettier-ignore

@Controller('api/v1/prices')
export class PriceController {
  constructor(
    private readonly prices: Prices,
    private readonly questions: PriceQuestions,
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
    const asked = await this.questions.read(productId, customerId, quantity, currency, on);
    return (await this.prices.look(asked)) ?? { price: null, currency: asked.currency, origin: null, bookId: null, taxRate: null };
  }
}
