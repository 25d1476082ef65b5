import { CdkDrag, CdkDragHandle, CdkDropList, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, model } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import type { Fault } from '#kernel/model';
import { Formats, Icon, Problems, T, Toast, Words } from '#kernel/ui';
import { typedFirst } from '#workbench/ui';
import { isSection, pricedRows, type Product } from '#products/model';
import { blankLine, countable, headingLine, isEmptyLine, moved, type Change, type GridLine } from './grid-line.ts';
import { LineNumber } from './line-number.ts';
import { LinePrices } from './line-prices.ts';
import { LineTotals } from './line-totals.ts';
import { LineWhat } from './line-what.ts';
import { pastedRows, type PastedRow } from './pasted-rows.ts';

/** The rows of a document: products, headings and options, written like a spreadsheet, with what they add up to. On a phone each row is a card. */
@Component({
  selector: 'crm-line-grid',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, Icon, LineNumber, LineTotals, LineWhat, MatButton, MatIconButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown)': 'press($event)', '(paste)': 'paste($event)' },
  templateUrl: './line-grid.html',
  styleUrl: './line-grid.scss',
})
export class LineGrid {
  readonly lines = model.required<readonly GridLine[]>();
  /** Discount on the whole, in minor units. */
  readonly discount = model<number | null>(null);
  readonly currency = input.required<string>();
  readonly customerId = input<string | null>(null);
  /** Neither headings nor options, and prices that do not say where they come from. */
  readonly plain = input(false);
  readonly locked = input(false);
  /** What the model or the server says is wrong, by `/lines/<row>/<field>`. */
  readonly faults = input<readonly Fault[]>([]);

  protected readonly formats = inject(Formats);
  private readonly words = inject(Words);
  private readonly problems = inject(Problems);
  private readonly prices = inject(LinePrices);
  private readonly toast = inject(Toast);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  private readonly buyer = computed(() => ({ customerId: this.customerId(), currency: this.currency() }));
  protected readonly priced = computed(() => {
    const rows = this.lines().map(countable);
    const subtotal = pricedRows(rows, 0, this.currency()).totals.subtotal;
    const discount = this.discount();
    return pricedRows(rows, Number.isSafeInteger(discount) ? Math.min(discount as number, subtotal) : 0, this.currency());
  });
  private readonly bads = computed(() => new Map(this.faults().map(({ pointer, code, params }) => [pointer, this.problems.sentence(code, params)])));

  protected bad = (row: number, field: string): string | null => this.bads().get(`/lines/${row}/${field}`) ?? null;
  protected heading = isSection;
  /** What a row comes to; beside the discount on the whole, which stands below. */
  protected net = (row: number): string => this.formats.money(this.ownNets()[row] ?? 0, this.currency());
  private readonly ownNets = computed(() => pricedRows(this.lines().map(countable), 0, this.currency()).rows.map(({ net }) => net));
  protected origin(line: GridLine): string {
    if (!line.priceOrigin || this.plain() || (line.priceOrigin === 'manual' && !line.productId)) return '';
    const listed = line.priceOrigin === 'manual' ? line.listPrice : null;
    return listed ? this.words.t('lineGrid.listed', { price: this.formats.money(Math.round(listed / 100), this.currency()) }) : this.words.t(`lineGrid.origin.${line.priceOrigin}`);
  }

  protected add(line = blankLine(this.plain()), at = this.lines().length): void {
    this.lines.set([...this.lines().slice(0, at), line, ...this.lines().slice(at)]);
    this.focus(at, line.kind === 'section' ? 'description' : 'what');
  }
  protected addHeading = () => this.add(headingLine());
  protected duplicate(row: number, column = 'what'): void {
    const line = this.lines()[row];
    if (line) this.add({ ...line }, row + 1);
    this.focus(row + 1, column);
  }
  protected drop(row: number): void {
    this.lines.set(this.lines().filter((_, at) => at !== row));
    this.focus(Math.min(row, this.lines().length - 1), 'what');
  }
  protected set(row: number, change: Change): void {
    this.lines.set(this.lines().map((line, at) => (at === row ? ({ ...line, ...change } as GridLine) : line)));
  }
  protected move(row: number, by: number, column = 'what'): void {
    const to = row + by;
    if (to < 0 || to >= this.lines().length) return;
    this.lines.set(moved(this.lines(), row, to));
    void this.announcer.announce(this.words.t('lineGrid.movedTo', { n: to + 1 }));
    this.focus(to, column);
  }
  protected dropped({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    if (previousIndex !== currentIndex) this.lines.set(moved(this.lines(), previousIndex, currentIndex));
  }

  /** A product brings its price and tax rate along. */
  protected async take(row: number, change: Change): Promise<void> {
    this.set(row, change);
    if (change.productId) await this.price(row, true);
  }
  /** A bundle comes as the rows it consists of. */
  protected async open(row: number, productId: string): Promise<void> {
    const line = this.lines()[row];
    try {
      const made = await this.rowsOf(productId, line?.quantity ?? 1000);
      const at = line ? this.lines().indexOf(line) : -1;
      if (at < 0) return;
      this.lines.set([...this.lines().slice(0, at), ...made, ...this.lines().slice(at + 1)]);
      this.focus(at, 'quantity');
    } catch (error) {
      this.toast.fail(error);
    }
  }
  private async rowsOf(bundleId: string, quantity: number): Promise<GridLine[]> {
    const { name, currency, origin, rows } = await this.prices.takeApart(bundleId, quantity, this.buyer());
    this.toast.show(origin ? 'lineGrid.apart' : 'lineGrid.unpriced', { name, currency, n: rows.length });
    return rows.map(({ productId, description, quantity: own, ...told }) => ({ ...blankLine(this.plain()), productId, description, quantity: own, ...this.told(told, true) }) as GridLine);
  }
  /** Another quantity may have another price, unless the price was set by hand. */
  protected async count(row: number, quantity: number | string | null): Promise<void> {
    this.set(row, { quantity });
    const line = this.lines()[row];
    if (!this.plain() && line?.productId && line.priceOrigin !== 'manual') await this.price(row, false);
  }
  protected charge(row: number, price: number | string | null): void {
    this.set(row, this.plain() ? { price } : { price, priceOrigin: 'manual' });
  }

  /** Looks up again what rows cost whose price nobody set by hand. */
  async reprice(): Promise<void> {
    for (const [row, { productId, priceOrigin }] of this.lines().entries()) if (productId && priceOrigin !== 'manual') await this.price(row, false);
  }

  private async price(row: number, withTax: boolean): Promise<void> {
    const asked = this.lines()[row];
    if (!asked?.productId) return;
    try {
      const found = await this.prices.look(asked.productId, asked.quantity, this.buyer());
      const now = this.lines()[row];
      if (now?.productId === asked.productId && now.quantity === asked.quantity) this.set(row, this.told(found, withTax));
    } catch (error) {
      this.toast.fail(error);
    }
  }
  private told({ price, priceOrigin, listPrice, taxRate }: Partial<GridLine>, withTax: boolean): Change {
    return { ...(price === undefined ? {} : { price }), ...(withTax && taxRate !== undefined ? { taxRate } : {}), ...(this.plain() ? {} : { priceOrigin, listPrice }) };
  }

  protected press(event: KeyboardEvent): void {
    const input = event.target as HTMLElement;
    const column = input.dataset['column'];
    const row = Number(input.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? NaN);
    if (!column || Number.isNaN(row) || this.locked() || event.isComposing || event.defaultPrevented) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) typedFirst(event, () => this.move(row, event.key === 'ArrowUp' ? -1 : 1, column));
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd') typedFirst(event, () => this.duplicate(row, column));
    else if (event.key === 'Delete' && isEmptyLine(this.lines()[row] as GridLine)) typedFirst(event, () => this.drop(row));
    else if (event.key === 'Enter' && input.getAttribute('aria-expanded') !== 'true') typedFirst(event, () => this.next(row, column));
  }
  private next(row: number, column: string): void {
    if (row + 1 === this.lines().length) this.add();
    else this.focus(row + 1, column);
  }

  protected async paste(event: ClipboardEvent): Promise<void> {
    const rows = this.locked() ? null : pastedRows(event.clipboardData?.getData('text/plain') ?? '');
    if (!rows) return;
    event.preventDefault();
    const at = Number((event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset['row'] ?? this.lines().length);
    await this.takeRows(rows, at);
  }
  private async takeRows(pasted: readonly PastedRow[], at: number): Promise<void> {
    try {
      const products = await this.prices.find(pasted);
      const made = (await Promise.all(pasted.map((row) => this.taken(row, products.get(row.what))))).flat();
      const before = this.lines();
      const start = before[at] && isEmptyLine(before[at]) ? at : Math.min(at + 1, before.length);
      this.lines.set([...before.slice(0, start), ...made, ...before.slice(start).filter((line, index) => index > 0 || start !== at || !isEmptyLine(line))]);
      this.toast.show('lineGrid.pasted', { n: made.length, free: pasted.filter(({ what }) => !products.has(what)).length });
    } catch (error) {
      this.toast.fail(error);
    }
  }
  private async taken(row: PastedRow, product: Product | undefined): Promise<GridLine[]> {
    return product?.bundling ? this.rowsOf(product.id, row.quantity ?? 1000) : [await this.rowOf(row, product?.id ?? null)];
  }
  private async rowOf({ what, quantity, price }: PastedRow, productId: string | null): Promise<GridLine> {
    const line = { ...blankLine(this.plain()), productId, description: productId ? null : what, quantity: quantity ?? 1000 };
    const found = productId ? this.told(await this.prices.look(productId, line.quantity, this.buyer()), true) : {};
    return { ...line, ...found, ...(price === null ? {} : { price, ...(this.plain() || found.price === price ? {} : { priceOrigin: productId ? 'manual' : null }) }) } as GridLine;
  }

  private focus(row: number, column: string): void {
    window.setTimeout(() => {
      const line = this.element.querySelector(`[data-row="${row}"]`);
      (line?.querySelector<HTMLElement>(`[data-column="${column}"]`) ?? line?.querySelector<HTMLElement>('[data-column]'))?.focus();
    });
  }
}
