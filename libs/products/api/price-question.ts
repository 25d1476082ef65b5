import { Injectable } from '@nestjs/common';
import { demandReadable, Invalid, tableOf, Workspace } from '#kernel/api';
import { isCurrency, isDay, type Fault } from '#kernel/model';
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
  async read(productId: string, ...[customerId, quantity, currency, on]: Parameters<PriceQuestions['buyer']>): Promise<PriceQuestion> {
    return { productId: productId.toLowerCase(), ...(await this.buyer(customerId, quantity, currency, on, UUID.test(productId) ? [] : [{ pointer: '/productId', code: 'reference' }])) };
  }
  /** For whom, how much of it and when; beside what is wrong already. Throws as `read` does. */
  async buyer(customerId: string | undefined, quantity: string, currency: string | undefined, on: string | undefined, wrong: readonly Fault[] = []): Promise<Omit<PriceQuestion, 'productId'>> {
    const [money, day] = [currency ?? (await this.workspace.settings()).currency, on ?? (await this.workspace.today())];
    const faults = [
      ...wrong,
      customerId === undefined || UUID.test(customerId) ? null : { pointer: '/customerId', code: 'reference' },
      isQuantity(quantity) ? null : { pointer: '/quantity', code: 'whole-number' },
      isCurrency(money) ? null : { pointer: '/currency', code: 'currency' },
      isDay(day) ? null : { pointer: '/on', code: 'day' },
    ].filter((fault) => fault !== null);
    if (faults.length > 0) throw new Invalid(faults);
    for (const [kind, names] of Object.entries(customerId === undefined ? MADE_OF : { ...MADE_OF, customer: ['level'] })) demandReadable(tableOf(kind), names);
    return { customerId: customerId?.toLowerCase() ?? null, quantity: Number(quantity), currency: money, on: day };
  }
}
