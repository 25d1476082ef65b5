import { Injectable } from '@nestjs/common';
import { Invalid, Workspace } from '#kernel/api';
import { isCurrency, isDay } from '#kernel/model';
import type { PriceQuestion } from '#products/model';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const isQuantity = (text: string) => /^[1-9]\d{0,11}$/.test(text);

/** Reads from an address what a price is asked for: in the workspace's currency and today unless it says otherwise. */
@Injectable()
export class PriceQuestions {
  constructor(private readonly workspace: Workspace) {}

  /** Throws Invalid. */
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
    return { productId: productId.toLowerCase(), customerId: customerId?.toLowerCase() ?? null, quantity: Number(quantity), currency: money, on: day };
  }
}
