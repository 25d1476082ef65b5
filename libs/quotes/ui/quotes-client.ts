import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { handOver, Records } from '#workbench/ui';
import { Product } from '#products/model';
import { type PriceChange, type Quote, type QuoteLink, type QuoteVersion } from '#quotes/model';

/** What whoever asks may give away, and what a new quote starts with. */
export interface OwnRules {
  readonly discountLimit: number;
  readonly validDays: number;
  readonly termsZh: string | null;
  readonly termsEn: string | null;
  /** Whether quotes can be sent by mail. */
  readonly mail: boolean;
}

/** What quotes answer besides themselves. */
@Injectable({ providedIn: 'root' })
export class QuotesClient {
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);

  rules = (): Promise<OwnRules> => firstValueFrom(this.http.get<OwnRules>('/api/v1/quote-settings/mine'));
  versions = async (id: string): Promise<QuoteVersion[]> => (await firstValueFrom(this.http.get<{ items: QuoteVersion[] }>(`/api/v1/quotes/${id}/versions`))).items;
  priceChanges = async (id: string): Promise<PriceChange[]> => (await firstValueFrom(this.http.get<{ items: PriceChange[] }>(`/api/v1/quotes/${id}/price-changes`))).items;

  links = async (id: string): Promise<QuoteLink[]> => (await firstValueFrom(this.http.get<{ items: QuoteLink[] }>(`/api/v1/quotes/${id}/links`))).items;
  link = async (id: string): Promise<string> => (await firstValueFrom(this.http.post<{ url: string }>(`/api/v1/quotes/${id}/links`, {}))).url;
  unlink = (id: string): Promise<unknown> => firstValueFrom(this.http.delete(`/api/v1/quotes/${id}/links`));

  document(id: string, language: string): Promise<Blob> {
    return firstValueFrom(this.http.get(`/api/v1/quotes/${id}/document.pdf`, { params: { language }, responseType: 'blob' }));
  }
  async download({ id, number, revision }: Quote, language: string): Promise<void> {
    handOver(await this.document(id, language), `${number}${revision > 1 ? `-V${revision}` : ''}.pdf`);
  }

  /** What a unit of products costs us, for those who may see it: by id, with its currency. */
  async costs(ids: readonly string[]): Promise<Map<string, { cost: number; currency: string }>> {
    const found = new Map<string, { cost: number; currency: string }>();
    for (let start = 0; start < ids.length; start += 100) {
      const { items } = await this.records.list(Product, { id: ids.slice(start, start + 100).join(','), size: '200' });
      for (const { id, cost, currency } of items) if (typeof cost === 'number') found.set(id, { cost, currency });
    }
    return found;
  }
}
