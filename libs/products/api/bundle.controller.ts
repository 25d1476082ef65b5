import { Controller, Get, Query } from '@nestjs/common';
import { Answers, Id, Needs } from '#kernel/api';
import { PRICE_ORIGINS, Product, type TakenApart } from '#products/model';
import { Bundles } from './bundles.service.ts';
import { PriceQuestions } from './price-question.ts';

const ROW = {
  type: 'object', required: ['productId', 'name', 'description', 'quantity', 'price', 'priceOrigin', 'listPrice', 'taxRate'],
  properties: {
    productId: { type: 'string', format: 'uuid' }, name: { type: 'string' }, description: { type: 'string' }, quantity: { type: 'integer', description: 'In thousandths.' },
    price: { type: 'integer', description: 'In 1/10,000 of the currency’s major unit.' }, priceOrigin: { type: 'string', enum: [...PRICE_ORIGINS, 'manual'] },
    listPrice: { type: ['integer', 'null'], description: 'What it costs by itself.' }, taxRate: { type: ['integer', 'null'] },
  },
}; // prettier-ignore
const APART = {
  type: 'object', required: ['name', 'currency', 'amount', 'origin', 'rows'],
  properties: {
    name: { type: 'string' }, currency: { type: 'string' }, amount: { type: 'integer', description: 'What the rows add up to, in minor units.' },
    origin: { type: ['string', 'null'], enum: [...PRICE_ORIGINS, null] }, rows: { type: 'array', items: ROW },
  },
}; // prettier-ignore

@Controller('api/v1/products')
export class BundleController {
  constructor(
    private readonly bundles: Bundles,
    private readonly questions: PriceQuestions,
  ) {}

  /** A bundle as the rows of a document: its components with their prices for a customer and a quantity (thousandths; one when not said), on a day. They add up to what the bundle costs. */
  @Get(':id/components')
  @Needs(Product.may.read)
  @Answers(APART)
  async components(
    @Id() id: string,
    @Query('customerId') customerId?: string,
    @Query('quantity') quantity = '1000',
    @Query('currency') currency?: string,
    @Query('on') on?: string,
  ): Promise<TakenApart> {
    return this.bundles.takeApart(await this.questions.read(id, customerId, quantity, currency, on));
  }
}
