import { HttpClient, HttpParams } from '@angular/common/http';
import { inject, Injectable, resource, signal, type ResourceRef } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { fieldsOf, recordOf, type Class, type HistoryEntry, type Page, type RecordView } from '#kernel/model';
import { ListMemory } from './list-memory.ts';
import { RefNames } from '#kernel/ui';

export type Query = Readonly<Record<string, string>>;

/** Reads and changes records over the API; every change carries the version it was made on. */
@Injectable({ providedIn: 'root' })
export class Records {
  private readonly http = inject(HttpClient);
  private readonly memory = inject(ListMemory);
  private readonly names = inject(RefNames);
  /** Counts changes: what depends on records of any kind loads again. */
  readonly changes = signal(0);

  async list<T extends RecordView>(of: Class<T>, query: Query): Promise<Page<T>> {
    const page = await firstValueFrom(this.http.get<Page<T>>(this.path(of), { params: new HttpParams({ fromObject: { ...query } }) }));
    for (const record of page.items) this.learn(of, record);
    return page;
  }
  async get<T extends RecordView>(of: Class<T>, id: string): Promise<T> {
    return this.learn(of, await firstValueFrom(this.http.get<T>(`${this.path(of)}/${id}`)));
  }
  /** A record that is read anew after every change. Asked for where injection is possible. */
  follow<T extends RecordView>(of: Class<T>, id: () => string): ResourceRef<T | undefined> {
    return resource({ params: () => ({ id: id(), changes: this.changes() }), loader: ({ params }) => this.get(of, params.id) });
  }
  async create<T extends RecordView>(of: Class<T>, body: object): Promise<T> {
    return this.changed(of, await firstValueFrom(this.http.post<T>(this.path(of), body)), true);
  }
  async change<T extends RecordView>(of: Class<T>, { id, version }: RecordView, body: object): Promise<T> {
    return this.changed(of, await firstValueFrom(this.http.patch<T>(`${this.path(of)}/${id}`, body, this.match(version))));
  }
  /** A transition of the domain: `POST /:id/<verb>`. */
  async verb<T extends RecordView>(of: Class<T>, { id, version }: RecordView, verb: string, body: object = {}): Promise<T> {
    return this.changed(of, await firstValueFrom(this.http.post<T>(`${this.path(of)}/${id}/${verb}`, body, this.match(version))));
  }
  async remove<T extends RecordView>(of: Class<T>, { id, version }: RecordView): Promise<void> {
    await firstValueFrom(this.http.delete(`${this.path(of)}/${id}`, this.match(version)));
    this.memory.removed(recordOf(of).path, id);
    this.changes.update((n) => n + 1);
  }
  async restore<T extends RecordView>(of: Class<T>, id: string): Promise<T> {
    return this.changed(of, await firstValueFrom(this.http.post<T>(`${this.path(of)}/${id}/restore`, {})), true);
  }
  /** What is behind the mask of a field; the audit says who looked. */
  async reveal(of: Class, id: string, field: string): Promise<unknown> {
    return (await firstValueFrom(this.http.post<{ value: unknown }>(`${this.path(of)}/${id}/reveal`, { field }))).value;
  }
  history(of: Class<RecordView>, id: string, after: string | null): Promise<{ items: HistoryEntry[]; next: string | null }> {
    return firstValueFrom(this.http.get<{ items: HistoryEntry[]; next: string | null }>(`${this.path(of)}/${id}/history`, { params: after ? { after } : {} }));
  }

  private path = (of: Class) => `/api/v1/${recordOf(of).path}`;
  private match = (version: number) => ({ headers: { 'If-Match': `"${version}"` } });

  private changed<T extends RecordView>(of: Class<T>, record: T, fresh = false): T {
    if (fresh) this.memory.forget(recordOf(of).path);
    else this.memory.changed(recordOf(of).path, record);
    this.changes.update((n) => n + 1);
    return this.learn(of, record);
  }
  /** Remembers the names of what a record points at, for pickers and filters. */
  private learn<T extends RecordView>(of: Class<T>, record: T): T {
    for (const { kind, name, to } of fieldsOf(of)) {
      const named = kind === 'ref' ? ((record as object as Record<string, unknown>)[name.replace(/Id$/, '')] as { id: string; name: string } | null) : null;
      if (named) this.names.learn(to ?? '', named.id, named.name);
    }
    return record;
  }
}
