import { computed, signal, type Signal } from '@angular/core';
import type { RecordView } from '#kernel/model';

/** The records of a list that are ticked. */
export class ListSelection<T extends RecordView> {
  private readonly ids = signal<ReadonlySet<string>>(new Set());
  readonly records: Signal<readonly T[]>;

  constructor(items: Signal<readonly T[]>) {
    this.records = computed(() => items().filter(({ id }) => this.ids().has(id)));
  }

  has = ({ id }: T): boolean => this.ids().has(id);

  toggle({ id }: T): void {
    this.ids.update((ids) => new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id]));
  }
  /** All that are loaded, or none when all are. */
  toggleAll(items: readonly T[]): void {
    const whole = items.every((item) => this.has(item));
    this.ids.set(new Set(whole ? [] : items.map(({ id }) => id)));
  }
  clear(): void {
    this.ids.set(new Set());
  }
}
