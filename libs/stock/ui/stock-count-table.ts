import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Named } from '#kernel/model';
import { Formats, fromTyped, Session, T, Toast, typed } from '#kernel/ui';
import { Confirm, Records, stepInColumn } from '#workbench/ui';
import { StockCount, type CountedLine } from '#stock/model';

type Line = CountedLine & { readonly product?: Named | null };

/** The sheet of a count: a line for each product, typed down the column. */
@Component({
  selector: 'crm-stock-count-table',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h2>{{ 'stock-count.field.lines' | t }} @if (open()) { <small>{{ 'stock-count.left' | t: { n: left() } }}</small> }</h2>
      <input type="search" [value]="look()" (input)="look.set($any($event.target).value)" [placeholder]="'ui.keySearch' | t" [attr.aria-label]="'ui.keySearch' | t" />
      @if (unsaved()) { <button matButton="filled" (click)="save()" [disabled]="busy() || wrong()">{{ 'stock-count.save' | t }}</button> }
      @else if (open()) {
        <button matButton="outlined" (click)="end('cancel')">{{ 'stock-count.cancel' | t }}</button>
        @if (session.can('stock.move')) { <button matButton="filled" (click)="end('post')">{{ 'stock-count.post' | t }}</button> }
      }
    </header>
    <div class="scroll">
      <table>
        <thead><tr><th>{{ 'stock-count.product' | t }}</th><th class="num">{{ 'stock-count.expected' | t }}</th><th class="num">{{ 'stock-count.counted' | t }}</th><th class="num">{{ 'stock-count.difference' | t }}</th></tr></thead>
        <tbody>
          @for (line of shown(); track line.productId; let at = $index) {
            <tr><th scope="row">{{ line.product?.name }}</th><td class="num">{{ number(line.expected ?? 0) }}</td>
              <td class="num">
                @if (open()) { <input class="num" inputmode="decimal" [attr.data-at]="at" [class.bad]="bad(line.productId)" [value]="texts().get(line.productId) ?? ''" (change)="write(line.productId, $any($event.target).value.trim())" (keydown)="step($event, at)" [attr.aria-label]="('stock-count.counted' | t) + ' ' + line.product?.name" /> }
                @else { {{ line.counted === null ? '—' : number(line.counted) }} }
              </td>
              <td class="num" [class.minus]="difference(line) < 0" [class.plus]="difference(line) > 0">{{ sign(difference(line)) }}</td></tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    :host { display: block; min-width: 0; max-width: 920px; margin: 16px 20px 0; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } header { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; min-height: 44px; } h2 { flex: 1; margin: 0; font-size: 15px; font-weight: 600; white-space: nowrap; } small { font-size: 13px; font-weight: 400; color: var(--mat-sys-on-surface-variant); }
    input { height: 34px; padding: 0 10px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; } td input { width: 112px; } .bad { border-color: var(--mat-sys-error); }
    .scroll { overflow: auto; max-height: 64vh; } table { width: 100%; border-collapse: collapse; } thead th { position: sticky; top: 0; background: var(--mat-sys-surface); font-size: 12px; font-weight: 400; color: var(--mat-sys-on-surface-variant); } th, td { padding: 4px; text-align: start; border-bottom: 1px solid var(--mat-sys-outline-variant); } tbody th { font-weight: 500; } th.num, td.num { text-align: end; }
    .minus { color: var(--mat-sys-error); } .plus { color: light-dark(#1B6B3A, #7FD6A0); } @media (max-width: 767px) { :host { margin: 12px 16px; } td input { width: 84px; } header input { flex: 1; min-width: 120px; } }
  `,
})
export class StockCountTable {
  readonly count = input.required<StockCount>();
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  protected readonly session = inject(Session);
  private readonly formats = inject(Formats);
  protected readonly busy = signal(false);
  protected readonly look = signal('');
  protected readonly open = computed(() => this.count().status === 'open' && this.session.can('stock-count.update'));
  private readonly lines = computed(() => this.count().lines as Line[]);
  private readonly stored = computed(() => new Map(this.lines().map(({ productId, counted }) => [productId, counted === null ? '' : typed(counted, 3)])));
  protected readonly texts = linkedSignal<ReadonlyMap<string, string>>(() => this.stored());
  protected readonly shown = computed(() => this.lines().filter(({ product }) => (product?.name ?? '').toLowerCase().includes(this.look().trim().toLowerCase())));
  protected readonly left = computed(() => [...this.texts().values()].filter((text) => text === '').length);
  protected readonly wrong = computed(() => [...this.texts().keys()].some((id) => this.bad(id)));
  protected readonly unsaved = computed(() => [...this.texts()].some(([id, text]) => this.stored().get(id) !== text));
  private readonly differences = computed(() => this.lines().filter((line) => this.difference(line) !== 0).length);

  protected number = (quantity: number) => this.formats.number(quantity, 3);
  protected sign = (quantity: number) => (quantity === 0 ? '' : `${quantity > 0 ? '+' : '−'}${this.number(Math.abs(quantity))}`);
  protected bad = (productId: string) => typeof this.valueOf(productId) === 'string';
  protected difference({ productId, expected }: Line): number {
    const counted = this.valueOf(productId);
    return typeof counted === 'number' ? counted - (expected ?? 0) : 0;
  }
  protected write(productId: string, text: string): void {
    this.texts.set(new Map(this.texts()).set(productId, text));
  }
  /** Enter and the arrows go down and up the column. */
  protected step(event: KeyboardEvent, at: number): void {
    stepInColumn(event, (by) => String(at + by));
  }
  protected async save(): Promise<void> {
    this.busy.set(true);
    try {
      await this.records.change(StockCount, this.count(), { lines: this.lines().map(({ productId }) => ({ productId, counted: this.valueOf(productId) })) });
      this.toast.show('stock-count.saved');
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(false);
  }
  /** Ends the count; asks before, since nothing brings it back. */
  protected async end(verb: 'post' | 'cancel'): Promise<void> {
    if (!(await this.confirm.ask(`stock-count.${verb}Says`, `stock-count.${verb}`, { n: this.differences() }))) return;
    try {
      await this.records.verb(StockCount, this.count(), verb);
      this.toast.show(verb === 'post' ? 'stock-count.posted' : 'stock-count.cancelled');
    } catch (error) {
      this.toast.fail(error);
    }
  }
  private valueOf = (productId: string): number | string | null => {
    const value = fromTyped(this.texts().get(productId) ?? '', 3);
    return typeof value === 'number' && value < 0 ? '' : value;
  };
}
