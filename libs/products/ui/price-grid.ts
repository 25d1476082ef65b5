import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import type { Page } from '#kernel/model';
import { Formats, fromTyped, grouped, Icon, Problems, Session, T, Toast } from '#kernel/ui';
import { onPhone, Records, RefControl, stepInColumn } from '#workbench/ui';
import { PriceEntry, Product, type PriceBook } from '#products/model';
import { PastePrices } from './price-paste.ts';
import { changed, isNoPrice, keepsPrices, pasted, quantitiesOf, readPrice, rowsOf, written, type PriceRow } from './price-table.ts';

/** Prices of a book that are shown and changed at once; more of them come and go by import and export. */
const MOST = 1000;

/** The prices of a book as a table of products and quantities: typed, or pasted from a spreadsheet, and saved together. */
@Component({
  selector: 'crm-price-grid',
  imports: [Icon, MatButton, MatIconButton, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './price-grid.html',
  styleUrl: './price-grid.scss',
})
export class PriceGrid {
  readonly book = input.required<PriceBook>();
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  private readonly pasting = inject(PastePrices);
  private readonly session = inject(Session);
  protected readonly problems = inject(Problems);
  protected readonly formats = inject(Formats);
  private readonly phone = onPhone();
  /** On a phone prices are looked up, not kept. */
  protected readonly may = computed(() => !this.phone() && keepsPrices(this.session));
  protected readonly entries = resource({ params: () => ({ id: this.book().id, changes: this.records.changes() }), loader: ({ params }) => this.load(params.id) });
  private readonly stored = computed(() => rowsOf(this.entries.hasValue() ? this.entries.value().items : []));
  protected readonly rows = linkedSignal<readonly PriceRow[]>(() => this.stored());
  private readonly added = signal<readonly number[]>([]);
  protected readonly quantities = computed(() => [...new Set([...quantitiesOf(this.rows()), ...this.added()])].sort((a, b) => a - b));
  protected readonly changes = computed(() => changed(this.stored(), this.rows(), readPrice));
  protected readonly more = computed(() => this.entries.hasValue() && this.entries.value().more);
  protected readonly busy = signal(false);
  protected readonly newQuantity = signal('');

  protected readonly grouped = grouped;
  protected readonly text = (row: PriceRow, quantity: number) => row.cells.get(quantity) ?? '';
  protected readonly wrong = isNoPrice;
  protected column = (quantity: number) => this.formats.number(quantity, 3);

  protected write(row: number, column: number, text: string): void {
    this.rows.set(written(this.rows(), { row, column }, this.quantities(), [[text]]));
  }
  protected paste(event: ClipboardEvent, row: number, column: number): void {
    const texts = pasted(event.clipboardData?.getData('text/plain') ?? '');
    if (texts.length === 1 && texts[0]?.length === 1) return;
    event.preventDefault();
    this.rows.set(written(this.rows(), { row, column }, this.quantities(), texts));
  }
  /** Arrow keys and Enter go from cell to cell, up and down. */
  protected step(event: KeyboardEvent, row: number, column: number): void {
    stepInColumn(event, (by) => `${row + by}.${column}`);
  }
  protected async add(productId: string | null): Promise<void> {
    if (!productId || this.rows().some((row) => row.productId === productId)) return;
    const { name, price, currency } = await this.records.get(Product, productId);
    const cells = new Map(currency === this.book().currency ? [[0, String(price / 10_000)]] : []);
    this.rows.set([...this.rows(), { productId, name, cells }]);
  }
  protected addQuantity(): void {
    const quantity = fromTyped(this.newQuantity(), 3);
    if (typeof quantity !== 'number' || quantity <= 0) return;
    this.added.set([...this.added(), quantity]);
    this.newQuantity.set('');
  }
  protected async pasteRows(): Promise<void> {
    const found = await this.pasting.open(this.quantities());
    if (!found) return;
    const rows = new Map(this.rows().map((row) => [row.productId, row]));
    for (const row of found.rows) rows.set(row.productId, { ...row, cells: new Map([...(rows.get(row.productId)?.cells ?? []), ...row.cells]) });
    this.added.set([...this.added(), ...found.quantities]);
    this.rows.set([...rows.values()]);
  }
  protected discard(): void {
    this.rows.set(this.stored());
    this.added.set([]);
  }
  protected async save(): Promise<void> {
    const cells = this.changes();
    if (!cells || cells.length === 0 || this.busy()) return;
    this.busy.set(true);
    try {
      for (let start = 0; start < cells.length; start += MOST) await firstValueFrom(this.http.post(`/api/v1/price-books/${this.book().id}/prices`, { cells: cells.slice(start, start + MOST) }));
      this.toast.show('price-book.saved', { n: cells.length });
      this.added.set([]);
      this.entries.reload();
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(false);
  }

  private async load(priceBookId: string): Promise<{ items: PriceEntry[]; more: boolean }> {
    const items: PriceEntry[] = [];
    let after: string | null = null;
    do {
      const page: Page<PriceEntry> = await this.records.list(PriceEntry, { priceBookId, sort: 'createdAt', size: '200', ...(after ? { after } : {}) });
      items.push(...page.items);
      after = page.next;
    } while (after && items.length < MOST);
    return { items, more: after !== null };
  }
}
