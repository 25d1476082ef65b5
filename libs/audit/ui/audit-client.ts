import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { AuditDetail, AuditEntry, AuditExport, AuditState } from '#audit/model';

export type Filters = Readonly<Record<string, string>>;
const AT = '/api/v1/audit';

/** The audit over the API. */
@Injectable({ providedIn: 'root' })
export class AuditClient {
  private readonly http = inject(HttpClient);

  list(filters: Filters, after: string | null): Promise<{ items: AuditEntry[]; next: string | null }> {
    return firstValueFrom(this.http.get<{ items: AuditEntry[]; next: string | null }>(AT, { params: { ...filters, ...(after ? { after } : {}) } }));
  }
  get(id: string): Promise<AuditDetail> {
    return firstValueFrom(this.http.get<AuditDetail>(`${AT}/${id}`));
  }
  async actions(): Promise<string[]> {
    return (await firstValueFrom(this.http.get<{ items: string[] }>(`${AT}/actions`))).items;
  }
  state(): Promise<AuditState> {
    return firstValueFrom(this.http.get<AuditState>(`${AT}/state`));
  }
  keepFor(days: number): Promise<AuditState> {
    return firstValueFrom(this.http.put<AuditState>(`${AT}/retention`, { days }));
  }

  /** Verifies the whole chain, telling how it stands until it is done. */
  async verify(): Promise<AuditState> {
    let now = await firstValueFrom(this.http.post<AuditState>(`${AT}/verify`, {}));
    while (now.running) {
      await new Promise((next) => setTimeout(next, 500));
      now = await this.state();
    }
    return now;
  }

  /** Writes a CSV file of what these filters show and gives it to the browser; how many rows it has. */
  async export(filters: Filters): Promise<number> {
    let now = await firstValueFrom(this.http.post<AuditExport>(`${AT}/exports`, filters));
    while (now.state === 'running') {
      await new Promise((next) => setTimeout(next, 300));
      now = await firstValueFrom(this.http.get<AuditExport>(`${AT}/exports/${now.id}`));
    }
    if (now.state === 'failed') throw new Error('failed');
    const blob = await firstValueFrom(this.http.get(`${AT}/exports/${now.id}/file`, { responseType: 'blob' }));
    const url = URL.createObjectURL(blob);
    Object.assign(document.createElement('a'), { href: url, download: 'audit.csv' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return now.rows;
  }
}
