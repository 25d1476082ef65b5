import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Formats, fromTyped, Icon, Problems, Session, T, Toast, Words } from '#kernel/ui';
import { Confirm, onPhone, stepInColumn, typedFirst } from '#workbench/ui';
import { MOST_BOOKS, type PriceTable, type PriceTableBook, type PriceTableRow } from '#products/model';
import { pastedInto, standing, toSave, typedInto } from './price-columns.ts';
import { PriceCompareHead, type ComparedBy } from './price-compare-head.ts';
import { isNoPrice, keepsPrices, pasted, readPrice } from './price-table.ts';

/** Cells that are saved at once. */
const AT_ONCE = 1000;
const OWN = 'own';

/** Price books side by side: which price holds for whom, and all of them changed in one place. On a phone one book at a time is looked up. */
@Component({
  selector: 'crm-price-compare',
  imports: [Icon, MatButton, PriceCompareHead, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown)': 'press($event)' },
  templateUrl: './price-compare.html',
  styleUrl: './price-compare.scss',
})
export class PriceCompare {
  readonly on = input<string>();
  readonly currency = input<string>();
  readonly level = input<string>();
  readonly customerId = input<string>();
  readonly quantity = input<string>();
  readonly q = input<string>();
  readonly categoryId = input<string>();
  /** The book that is shown on a phone. */
  readonly book = input<string>();

  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly problems = inject(Problems);
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly phone = onPhone();
  protected readonly most = MOST_BOOKS;
  protected readonly own = OWN;
  protected readonly may = computed(() => !this.phone() && keepsPrices(this.session));

  protected readonly by = computed((): ComparedBy => ({ on: this.on(), currency: this.currency(), level: this.level(), customerId: this.customerId(), quantity: this.quantity(), q: this.q(), categoryId: this.categoryId() }));
  /** In thousandths; one piece for what is no quantity. */
  protected readonly pieces = computed(() => {
    const quantity = fromTyped(this.quantity() ?? '', 3);
    return typeof quantity === 'number' && quantity > 0 ? quantity : 1000;
  });
  private readonly asked = computed(() => Object.fromEntries(Object.entries({ ...this.by(), quantity: String(this.pieces()) }).filter((entry): entry is [string, string] => Boolean(entry[1]))));
  protected readonly table = signal<PriceTable | null>(null);
  protected readonly loading = signal(false);
  protected readonly failure = signal<string | null>(null);
  private turn = 0;

  protected readonly drafts = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly changes = computed(() => toSave(this.drafts(), readPrice));
  protected readonly busy = signal(false);
  /** On a phone: the book that was chosen, or else the product's own price. */
  protected readonly chosen = computed(() => this.table()?.books.find(({ id }) => id === this.book()) ?? null);

  constructor() {
    effect(() => {
      this.asked();
      untracked(() => void this.load());
    });
  }

  protected standing = (row: PriceTableRow, book: PriceTableBook) => standing(row, book, this.pieces());
  protected readonly wrong = isNoPrice;
  protected holds = ({ best }: PriceTableRow, bookId: string | null, currency: string) => best.some((one) => one.bookId === bookId && one.currency === currency);
  protected price = (price: number | null, currency: string) => (price === null ? '—' : this.formats.unitPrice(price, currency));
  protected whom({ kind, level }: PriceTableBook): string {
    return level ? this.words.t('price-book.compare.level', { level }) : this.words.t(`price-book.kind.${kind}`);
  }
  protected days({ validFrom, validTo }: PriceTableBook): string {
    const [from, to] = [validFrom ? this.formats.day(validFrom) : '', validTo ? this.formats.day(validTo) : ''];
    return from && to ? `${from} – ${to}` : from ? this.words.t('price-book.compare.since', { from }) : to ? this.words.t('price-book.compare.until', { to }) : this.words.t('price-book.compare.always');
  }

  protected go(change: ComparedBy & { readonly book?: string }): void {
    void this.router.navigate([], { queryParams: Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null])), queryParamsHandling: 'merge', replaceUrl: true });
  }
  protected write(row: PriceTableRow, book: PriceTableBook, text: string): void {
    this.drafts.set(typedInto(this.drafts(), this.standing(row, book), text));
  }
  protected paste(event: ClipboardEvent, row: number, column: number): void {
    const texts = pasted(event.clipboardData?.getData('text/plain') ?? '');
    const table = this.table();
    if (!table || (texts.length === 1 && texts[0]?.length === 1)) return;
    event.preventDefault();
    const { drafts, beyond } = pastedInto(this.drafts(), texts, { row, column }, table, this.pieces());
    this.drafts.set(drafts);
    if (beyond > 0) this.toast.show('price-book.compare.beyond', { n: beyond });
  }
  /** Arrow keys and Enter go from cell to cell, up and down. */
  protected step(event: KeyboardEvent, row: number, column: number): void {
    stepInColumn(event, (by) => `${row + by}.${column}`);
  }
  protected press(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') typedFirst(event, () => void this.save());
  }
  protected discard(): void {
    this.drafts.set(new Map());
  }
  async mayLeave(): Promise<boolean> {
    return this.drafts().size === 0 || (await this.confirm.ask('ui.leaveQuestion', 'ui.discard'));
  }

  protected async save(): Promise<void> {
    const cells = this.changes();
    if (!cells || cells.length === 0 || this.busy()) return;
    this.busy.set(true);
    try {
      for (let start = 0; start < cells.length; start += AT_ONCE) await firstValueFrom(this.http.post('/api/v1/price-table', { cells: cells.slice(start, start + AT_ONCE) }));
      this.discard();
      this.toast.show('price-book.saved', { n: cells.length });
      await this.load(this.table()?.items.length ?? 0);
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(false);
  }

  /** Reads the table anew, at least as far down as it was read. */
  protected async load(rows = 0): Promise<void> {
    await this.reading(async () => {
      let table = await this.read(null);
      while (table.next && table.items.length < rows) table = after(table, await this.read(table.next));
      return table;
    });
  }
  protected async more(): Promise<void> {
    const table = this.table();
    if (table?.next && !this.loading()) await this.reading(async () => after(table, await this.read(table.next)));
  }
  private async reading(work: () => Promise<PriceTable>): Promise<void> {
    const turn = ++this.turn;
    this.loading.set(true);
    this.failure.set(null);
    const done = await work().catch((error: unknown) => error);
    if (turn !== this.turn) return;
    if (isTable(done)) this.table.set(done);
    else this.failure.set(this.problems.say(done));
    this.loading.set(false);
  }
  private read(from: string | null): Promise<PriceTable> {
    return firstValueFrom(this.http.get<PriceTable>('/api/v1/price-table', { params: { ...this.asked(), ...(from ? { after: from } : {}) } }));
  }
}

const isTable = (answer: unknown): answer is PriceTable => typeof answer === 'object' && answer !== null && 'items' in answer;
const after = (table: PriceTable, page: PriceTable): PriceTable => ({ ...page, items: [...table.items, ...page.items] });
