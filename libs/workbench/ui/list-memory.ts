import { Injectable } from '@angular/core';
import type { RecordView } from '#kernel/model';

export interface RememberedList {
  readonly url: string;
  readonly items: readonly RecordView[];
  readonly next: string | null;
  readonly total: number;
  readonly totalIs: 'exact' | 'atLeast';
  /** The fields the records came with. */
  readonly fields: readonly string[];
  readonly scroll: number;
  /** The ids that are ticked, or whether all that the list finds are. */
  readonly selected: readonly string[];
  readonly whole: boolean;
  /** Place of the row that was at hand. */
  readonly current: number;
}

/** Lists as they were left: going back restores them, and a record page knows its neighbours. */
@Injectable({ providedIn: 'root' })
export class ListMemory {
  private readonly lists = new Map<string, RememberedList>();
  private readonly latest = new Map<string, string>();

  keep(path: string, list: RememberedList): void {
    this.lists.delete(list.url);
    this.lists.set(list.url, list);
    this.latest.set(path, list.url);
    const [oldest] = this.lists.keys();
    if (this.lists.size > 20 && oldest) this.lists.delete(oldest);
  }
  recall(url: string): RememberedList | null {
    return this.lists.get(url) ?? null;
  }
  /** The list of that path people last looked at. */
  last(path: string): RememberedList | null {
    return this.recall(this.latest.get(path) ?? '');
  }

  changed(path: string, record: RecordView): void {
    this.edit(path, (items) => items.map((item) => (item.id === record.id ? record : item)));
  }
  removed(path: string, id: string): void {
    for (const [url, list] of this.lists) {
      const items = list.items.filter((item) => item.id !== id);
      if (this.isOf(url, path)) this.lists.set(url, { ...list, items, total: list.total - (list.items.length - items.length) });
    }
  }
  forget(path: string): void {
    for (const url of this.lists.keys()) if (this.isOf(url, path)) this.lists.delete(url);
  }

  private edit(path: string, change: (items: readonly RecordView[]) => RecordView[]): void {
    for (const [url, list] of this.lists) if (this.isOf(url, path)) this.lists.set(url, { ...list, items: change(list.items) });
  }
  private isOf = (url: string, path: string) => url.split('?')[0] === `/${path}`;
}
