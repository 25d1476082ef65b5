import { HttpClient } from '@angular/common/http';
import { inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { modelNamed, recordOf, type Named } from '#kernel/model';
import { Session } from './session.ts';
import { Words } from './words.ts';

/** Names of records by kind and id: known from what was loaded, asked for otherwise. */
@Injectable({ providedIn: 'root' })
export class RefNames {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  private readonly names = signal<ReadonlyMap<string, string>>(new Map());
  private readonly known = new Map<string, string>();
  private readonly asked = new Set<string>();

  learn(kind: string, id: string, name: string): void {
    this.known.set(`${kind}/${id}`, name);
  }

  /** The name, or '' until it is known. */
  of(kind: string, id: string): string {
    const key = `${kind}/${id}`;
    const name = this.known.get(key) ?? this.names().get(key);
    if (name === undefined && !this.asked.has(key)) {
      this.asked.add(key);
      void this.ask(kind, id);
    }
    return name ?? '';
  }

  /** Records whose name matches what was typed. */
  async find(kind: string, q: string, query: Readonly<Record<string, string>> = {}): Promise<Named[]> {
    const model = modelNamed(kind);
    const path = kind === 'user' ? 'people' : model ? recordOf(model).path : '';
    const params = { ...query, ...(q ? { q } : {}), ...(kind === 'user' ? {} : { size: '20' }) };
    const { items } = await firstValueFrom(this.http.get<{ items: Named[] }>(`/api/v1/${path}`, { params }));
    for (const { id, name } of items) this.learn(kind, id, name);
    return items;
  }

  private async ask(kind: string, id: string): Promise<void> {
    const model = modelNamed(kind);
    try {
      // Names are read where nothing may be written.
      await Promise.resolve();
      if (model && kind !== 'user' && !this.session.can(`${kind}.read`)) throw new Error(kind);
      const [named] =
        kind === 'user'
          ? (await firstValueFrom(this.http.get<{ items: Named[] }>('/api/v1/people', { params: { id } }))).items
          : [await firstValueFrom(this.http.get<Named>(`/api/v1/${model ? recordOf(model).path : kind}/${id}`))];
      this.names.update((names) => new Map(names).set(`${kind}/${id}`, named?.name ?? this.words.t('ui.notYours')));
    } catch {
      this.names.update((names) => new Map(names).set(`${kind}/${id}`, this.words.t('ui.notYours')));
    }
  }
}
