import { computed, signal, untracked, type Signal } from '@angular/core';
import type { Class, RecordView } from '#kernel/model';
import type { RememberedList } from './list-memory.ts';
import type { Query, Records } from './records.ts';

/** How many records a page has unless it is asked for more, and the most it can have. */
const [USUAL, MOST] = [50, 200];

/** The pages of one list as they come in; what arrives too late is dropped. */
export class ListSource<T extends RecordView> {
  readonly items = signal<readonly T[]>([]);
  readonly total = signal<{ total: number; totalIs: 'exact' | 'atLeast' } | null>(null);
  /** What was asked for what is on the screen; null until something is. */
  readonly shown = signal<Query | null>(null);
  readonly loading = signal(false);
  readonly failure = signal<unknown>(null);
  readonly empty = computed(() => !this.loading() && !this.failure() && this.items().length === 0 && this.total() !== null);
  private next: string | null = null;
  private asked = 0;
  /** The fields that what is here came with. */
  private had: readonly string[] = [];

  constructor(
    private readonly of: Class<T>,
    private readonly records: Records,
    /** The fields that are shown. */
    private readonly fields: Signal<readonly string[]>,
  ) {}

  /** Loads from the start. */
  async load(query: Query): Promise<void> {
    const mine = ++this.asked;
    this.had = untracked(this.fields);
    this.loading.set(true);
    this.failure.set(null);
    try {
      const page = await this.records.list(this.of, { ...query, fields: this.had.join(',') });
      if (mine !== this.asked) return;
      this.items.set(page.items);
      this.total.set(page);
      this.shown.set(query);
      this.next = page.next;
    } catch (error) {
      if (mine === this.asked) this.failure.set(error);
    } finally {
      if (mine === this.asked) this.loading.set(false);
    }
  }

  /** Adds the next page, if there is one. */
  async more(query: Query): Promise<void> {
    if (!this.next || this.loading()) return;
    const mine = this.asked;
    this.loading.set(true);
    try {
      const page = await this.records.list(this.of, { ...query, fields: this.had.join(','), after: this.next });
      if (mine !== this.asked) return;
      this.items.update((items) => [...items, ...page.items]);
      this.next = page.next;
    } catch (error) {
      this.failure.set(error);
    } finally {
      if (mine === this.asked) this.loading.set(false);
    }
  }

  /** Loads again what is here, when it came without a field that is shown by now. */
  async widen(query: Query): Promise<void> {
    if (!this.total() || this.fields().every((name) => this.had.includes(name))) return;
    const size = Math.min(MOST, this.items().length);
    await this.load(size > Number(query['size'] ?? USUAL) ? { ...query, size: String(size) } : query);
  }

  /** Puts a record in the place of the one it was. */
  replace(record: T): void {
    this.items.update((items) => items.map((item) => (item.id === record.id ? record : item)));
  }

  recall({ items, next, total, totalIs, fields }: RememberedList, query: Query): void {
    this.had = fields;
    this.shown.set(query);
    this.items.set(items as readonly T[]);
    this.total.set({ total, totalIs });
    this.next = next;
  }
  remember(): Pick<RememberedList, 'items' | 'next' | 'total' | 'totalIs' | 'fields'> {
    const { total = 0, totalIs = 'exact' } = this.total() ?? {};
    return { items: this.items(), next: this.next, total, totalIs, fields: this.had };
  }
}
