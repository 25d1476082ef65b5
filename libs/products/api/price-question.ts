import { Injectable } from '@nestjs/common';
import { demandReadable, Invalid, tableOf, Workspace } from '#kernel/api';
import { isCurrency, isDay } from '#kernel/model';
import type { PriceQuestion } from '#products/model';

/** What a price is found by: whoever may not see one of these is told none. */
const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  product: ['name', 'price', 'currency', 'taxRate', 'bundling', 'parts'], 'price-entry': ['price', 'minQuantity', 'productId', 'priceBookId'], 'price-book': ['kind', 'currency', 'level', 'customerId', 'active', 'validFrom', 'validTo'],
}; // prettier-ignore
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const isQuantity = (text: string) => /^[1-9]\d{0,11}$/.test(text);

/** Reads from an address what a price is asked for: in the workspace's currency and today unless it says otherwise. */
@Injectable()
export class PriceQuestions {
  constructor(private readonly workspace: Workspace) {}

  /** Throws Invalid, and Forbidden for whoever may not see what a price is found by. */
  async read(productId: string, customerId: string | undefined, quantity: string, currency: string | undefined, on: string | undefined): Promise<PriceQuestion> {
    const [money, day] = [currency ?? (await this.workspace.settings()).currency, on ?? (await this.workspace.today())];
    const faults = [
      UUID.test(productId) ? null : { pointer: '/productId', code: 'reference' },
      customerId === undefined || UUID.test(customerId) ? null : { pointer: '/customerId', code: 'reference' },
      isQuantity(quantity) ? null : { pointer: '/quantity', code: 'whole-number' },
      isCurrency(money) ? null : { pointer: '/currency', code: 'currency' },
      isDay(day) ? null : { pointer: '/on', code: 'day' },
    ].filter((fault) => fault !== null);
    if (faults.length > 0) throw new Invalid(faults);
    for (const [kind, names] of Object.entries(customerId === undefined ? MADE_OF : { ...MADE_OF, customer: ['level'] })) demandReadable(tableOf(kind), names);
    return { productId: productId.toLowerCase(), customerId: customerId?.toLowerCase() ?? null, quantity: Number(quantity), currency: money, on: day };
  }
}
