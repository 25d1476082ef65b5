import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { RefNames } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { Product, type TakenApart } from '#products/model';
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
  private readonly names = inject(RefNames);

  /** What a row costs now, as changes of the row; in a currency without a price it is left as it is. */
  async look(productId: string, quantity: number, { customerId, currency }: Buyer): Promise<Partial<GridLine>> {
    const params = new HttpParams({ fromObject: { productId, ...this.asked(quantity, { customerId, currency }) } });
    const { price, origin, taxRate } = await firstValueFrom(this.http.get<Answer>('/api/v1/prices', { params }));
    return price === null ? { priceOrigin: 'manual', listPrice: null } : { price, priceOrigin: origin, listPrice: price, taxRate };
  }

  /** A bundle as the rows it consists of, which cost together what it costs now. */
  async takeApart(productId: string, quantity: number, buyer: Buyer): Promise<TakenApart> {
    const bundle = await firstValueFrom(this.http.get<TakenApart>(`/api/v1/products/${productId}/components`, { params: this.asked(quantity, buyer) }));
    for (const row of bundle.rows) this.names.learn('product', row.productId, row.name);
    return bundle;
  }
  private asked = (quantity: number, { customerId, currency }: Buyer) => ({ currency, quantity: String(Number.isSafeInteger(quantity) && quantity > 0 ? quantity : 1000), ...(customerId ? { customerId } : {}) });

  /** Rows that come from elsewhere, with the tax rates of their products. */
  async taxed(rows: readonly GridLine[]): Promise<GridLine[]> {
    const ids = [...new Set(rows.flatMap(({ productId }) => productId ?? []))];
    const rates = new Map<string, number | null>();
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const { items } = await this.records.list(Product, { id: ids.slice(start, start + AT_ONCE).join(','), size: '200' });
      for (const { id, taxRate } of items) rates.set(id, taxRate);
    }
    return rows.map((row) => ({ ...row, taxRate: row.taxRate ?? rates.get(row.productId ?? '') ?? null }));
  }

  /** The products that rows name, by their code or else by their name. */
  async find(rows: readonly PastedRow[]): Promise<Map<string, Product>> {
    const found = new Map<string, Product>();
    for (const field of ['name', 'code'] as const) {
      const texts = [...new Set(rows.map(({ what }) => what))].filter((text) => !text.includes(','));
      for (let start = 0; start < texts.length; start += AT_ONCE) {
        const { items } = await this.records.list(Product, { [field]: texts.slice(start, start + AT_ONCE).join(','), onSale: 'true', size: '200' });
        for (const product of items) for (const text of texts.filter((one) => one.toLowerCase() === product[field].toLowerCase())) found.set(text, product);
      }
    }
    return found;
  }
}
