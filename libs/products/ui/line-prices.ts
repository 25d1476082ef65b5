import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Records } from '#workbench/ui';
import { Product } from '#products/model';
import type { GridLine } from './grid-line.ts';
import type { PastedRow } from './pasted-rows.ts';

/** For whom and in what currency prices are looked up. */
export interface Buyer {
  readonly customerId: string | null;
  readonly currency: string;
}
interface Answer {
  readonly price: number | null;
  readonly origin: string | null;
  readonly taxRate: number | null;
}
/** Names in a list's filter are set apart by commas. */
const AT_ONCE = 50;

/** What products cost a customer, and which products rows of a spreadsheet mean. */
@Injectable({ providedIn: 'root' })
export class LinePrices {
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);

  /** What a row costs now, as changes of the row; in a currency without a price it is left as it is. */
  async look(productId: string, quantity: number, { customerId, currency }: Buyer): Promise<Partial<GridLine>> {
    const params = new HttpParams({ fromObject: { productId, currency, quantity: String(Number.isSafeInteger(quantity) && quantity > 0 ? quantity : 1000), ...(customerId ? { customerId } : {}) } });
    const { price, origin, taxRate } = await firstValueFrom(this.http.get<Answer>('/api/v1/prices', { params }));
    return price === null ? { priceOrigin: 'manual', listPrice: null } : { price, priceOrigin: origin, listPrice: price, taxRate };
  }

  /** The ids of the products that rows name, by their code or else by their name. */
  async find(rows: readonly PastedRow[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const field of ['name', 'code'] as const) {
      const texts = [...new Set(rows.map(({ what }) => what))].filter((text) => !text.includes(','));
      for (let start = 0; start < texts.length; start += AT_ONCE) {
        const { items } = await this.records.list(Product, { [field]: texts.slice(start, start + AT_ONCE).join(','), onSale: 'true', size: '200' });
        for (const product of items) for (const text of texts.filter((one) => one.toLowerCase() === product[field].toLowerCase())) found.set(text, product.id);
      }
    }
    return found;
  }
}
