import { computed, signal, type Signal } from '@angular/core';
import type { RecordView } from '#kernel/model';

/** The records of a list that are ticked, or all that the list finds. */
export class ListSelection<T extends RecordView> {
  private readonly ids = signal<ReadonlySet<string>>(new Set());
  /** All that the list finds are meant, loaded or not. */
  readonly whole = signal(false);
  readonly records: Signal<readonly T[]>;
  readonly count: Signal<number>;
  /** Where a range starts. */
  private anchor: string | null = null;

  constructor(
    private readonly items: Signal<readonly T[]>,
    total: Signal<number>,
  ) {
    this.records = computed(() => items().filter(({ id }) => this.ids().has(id)));
    this.count = computed(() => (this.whole() ? total() : this.records().length));
  }

  has = ({ id }: T): boolean => this.whole() || this.ids().has(id);

  /** Ticks one or takes its tick away; `range` ticks all from the last one to this one. */
  toggle({ id }: T, range = false): void {
    const items = this.items();
    const [from, to] = [items.findIndex((item) => item.id === this.anchor), items.findIndex((item) => item.id === id)];
    const known = this.whole() ? new Set(items.map((item) => item.id)) : this.ids();
    this.whole.set(false);
    if (range && from >= 0) this.ids.set(new Set([...known, ...items.slice(Math.min(from, to), Math.max(from, to) + 1).map((item) => item.id)]));
    else this.ids.set(new Set(known.has(id) ? [...known].filter((one) => one !== id) : [...known, id]));
    this.anchor = id;
  }
  add({ id }: T): void {
    this.anchor ??= id;
    this.ids.update((ids) => new Set([...ids, id]));
  }
  /** All that are loaded, or none when all are. */
  toggleAll(): void {
    const items = this.items();
    const full = items.every((item) => this.has(item));
    this.whole.set(false);
    this.ids.set(new Set(full ? [] : items.map(({ id }) => id)));
  }
  clear(): void {
    this.whole.set(false);
    this.anchor = null;
    this.ids.set(new Set());
  }

  recall(ids: readonly string[], whole: boolean): void {
    this.ids.set(new Set(ids));
    this.whole.set(whole);
  }
  remember = (): { readonly selected: readonly string[]; readonly whole: boolean } => ({ selected: [...this.ids()], whole: this.whole() });
}
