import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';

/** Which records are meant: these, or all that a list's parameters find. */
export interface Chosen {
  readonly kind: string;
  readonly ids: readonly string[];
  readonly query: string | null;
}
export interface BulkAsked extends Chosen {
  readonly action: 'assign' | 'change' | 'tag' | 'delete' | 'restore';
  readonly ownerId?: string;
  readonly field?: string;
  /** The new value as JSON. */
  readonly value?: string;
  readonly tags?: readonly string[];
}
export interface BulkState {
  readonly id: string;
  readonly action: BulkAsked['action'];
  readonly state: 'collecting' | 'running' | 'done' | 'cancelled' | 'undoing' | 'undone' | 'failed';
  readonly total: number;
  readonly report: { readonly done: number; readonly failed: number; readonly kept: number; readonly reasons: readonly { code: string; count: number; names: readonly string[] }[] };
}
export interface ExportState {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly rows: number;
  readonly code: string | null;
}

/** Work over many records, and files made of lists, over the API. */
@Injectable({ providedIn: 'root' })
export class BulkClient {
  private readonly http = inject(HttpClient);

  start(asked: BulkAsked): Promise<BulkState> {
    return firstValueFrom(this.http.post<BulkState>('/api/v1/bulk', { tags: [], ...asked }));
  }
  get(id: string): Promise<BulkState> {
    return firstValueFrom(this.http.get<BulkState>(`/api/v1/bulk/${id}`));
  }
  step(id: string, step: 'undo' | 'cancel'): Promise<BulkState> {
    return firstValueFrom(this.http.post<BulkState>(`/api/v1/bulk/${id}/${step}`, {}));
  }
  /** Waits until work is over, telling how far it is. */
  async follow(id: string, tell: (now: BulkState) => void): Promise<BulkState> {
    for (;;) {
      const now = await this.get(id);
      tell(now);
      if (!['collecting', 'running', 'undoing'].includes(now.state)) return now;
      await new Promise((next) => setTimeout(next, 300));
    }
  }

  /** What became of each record, as CSV. */
  results(id: string): Promise<Blob> {
    return firstValueFrom(this.http.get(`/api/v1/bulk/${id}/results`, { responseType: 'blob' }));
  }

  async export(chosen: Chosen, columns: readonly string[], format: 'csv' | 'xlsx'): Promise<ExportState> {
    const { id } = await firstValueFrom(this.http.post<ExportState>('/api/v1/exports', { ...chosen, columns, format }));
    for (;;) {
      const now = await firstValueFrom(this.http.get<ExportState>(`/api/v1/exports/${id}`));
      if (now.state !== 'running') return now;
      await new Promise((next) => setTimeout(next, 300));
    }
  }
  file(id: string): Promise<Blob> {
    return firstValueFrom(this.http.get(`/api/v1/exports/${id}/file`, { responseType: 'blob' }));
  }
}
