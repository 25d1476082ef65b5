import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Audience, SavedView } from './list-views.ts';

/** Saved views over the API. */
@Injectable({ providedIn: 'root' })
export class ViewsClient {
  private readonly http = inject(HttpClient);

  of(list: string): Promise<{ items: SavedView[]; default: string | null }> {
    return firstValueFrom(this.http.get<{ items: SavedView[]; default: string | null }>('/api/v1/views', { params: { list } }));
  }
  create(list: string, name: string, address: string, audience: Audience): Promise<SavedView> {
    return firstValueFrom(this.http.post<SavedView>('/api/v1/views', { list, name, address, ...sharing(audience) }));
  }
  rename(view: SavedView, name: string, audience: Audience): Promise<SavedView> {
    return this.change(view, { name, ...sharing(audience) });
  }
  readdress(view: SavedView, address: string): Promise<SavedView> {
    return this.change(view, { address });
  }
  remove({ id, version }: SavedView): Promise<unknown> {
    return firstValueFrom(this.http.delete(`/api/v1/views/${id}`, { headers: { 'If-Match': `"${version}"` } }));
  }
  prefer(list: string, view: string | null): Promise<unknown> {
    return firstValueFrom(this.http.put('/api/v1/views/default', { list, view }));
  }

  private change({ id, version }: SavedView, changes: object): Promise<SavedView> {
    return firstValueFrom(this.http.patch<SavedView>(`/api/v1/views/${id}`, changes, { headers: { 'If-Match': `"${version}"` } }));
  }
}

const sharing = (audience: Audience) => ({ shared: audience === 'everyone', forTeam: audience === 'team' });
