import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { HoldView, PersonRecord, PrivacyRequest, RetentionView, TombstoneView } from '#privacy/model';

const AT = '/api/v1/privacy';
export type Asked = Readonly<Record<'email' | 'phone' | 'creditCode' | 'name' | 'customer', string | null>>;

/** The rights of persons over the API. */
@Injectable({ providedIn: 'root' })
export class PrivacyClient {
  private readonly http = inject(HttpClient);

  async search(asked: Asked): Promise<PersonRecord[]> {
    return (await firstValueFrom(this.http.post<{ items: PersonRecord[] }>(`${AT}/search`, asked))).items;
  }
  /** Starts what is asked for and waits until it is over. Throws what ended it. */
  async request(body: object): Promise<PrivacyRequest> {
    let now = await firstValueFrom(this.http.post<PrivacyRequest>(`${AT}/requests`, body));
    while (now.state === 'running') {
      await new Promise((next) => setTimeout(next, 300));
      now = await firstValueFrom(this.http.get<PrivacyRequest>(`${AT}/requests/${now.id}`));
    }
    if (now.state === 'failed') throw new Error(now.code ?? 'failed');
    return now;
  }
  async save(id: string, as: 'json' | 'page'): Promise<void> {
    const blob = await firstValueFrom(this.http.get(`${AT}/requests/${id}/${as}`, { responseType: 'blob' }));
    const url = URL.createObjectURL(blob);
    Object.assign(document.createElement('a'), { href: url, download: as === 'json' ? 'personal-data.json' : 'personal-data.html' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  async holds(): Promise<HoldView[]> {
    return (await firstValueFrom(this.http.get<{ items: HoldView[] }>(`${AT}/holds`))).items;
  }
  hold(record: string, reason: string, until: string): Promise<unknown> {
    return firstValueFrom(this.http.post(`${AT}/holds`, { record, reason, until }));
  }
  lift(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${AT}/holds/${id}`));
  }
  tombstones(before: string | null): Promise<{ items: TombstoneView[]; next: string | null }> {
    return firstValueFrom(this.http.get<{ items: TombstoneView[]; next: string | null }>(`${AT}/tombstones`, { params: before ? { before } : {} }));
  }
  retention(): Promise<RetentionView> {
    return firstValueFrom(this.http.get<RetentionView>(`${AT}/retention`));
  }
  keepImports(days: number): Promise<RetentionView> {
    return firstValueFrom(this.http.put<RetentionView>(`${AT}/retention`, { days }));
  }
}
