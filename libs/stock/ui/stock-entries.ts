import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { fieldOf, type Field, type Named } from '#kernel/model';
import { Formats, Problems, T } from '#kernel/ui';
import { onPhone, type Query, Records, Value } from '#workbench/ui';
import { StockEntry } from '#stock/model';

type Row = StockEntry & { readonly product?: Named | null; readonly warehouse?: Named | null; readonly createdBy?: Named | null };

/** Rows of the ledger, latest first: what changed, for what, and who did it. */
@Component({
  selector: 'crm-stock-entries',
  imports: [MatButton, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'stock.ledger' | t }}</h2>
    @if (failure(); as text) { <p role="alert">{{ text }}</p> }
    @if (phone()) {
      <ul>
        @for (row of rows(); track row.id) {
          <li><crm-value [of]="of" [field]="kind" [record]="row" /><b>{{ whole(row) }}</b><small>{{ formats.moment(row.createdAt) }} · {{ about(row) }}</small></li>
        }
      </ul>
    } @else if (rows().length > 0) {
      <div class="scroll">
        <table>
          <thead><tr><th>{{ 'field.createdAt' | t }}</th><th>{{ 'stock-entry.field.kind' | t }}</th>@if (!query()['productId']) { <th>{{ 'stock.field.productId' | t }}</th> } @if (!query()['warehouseId']) { <th>{{ 'stock.field.warehouseId' | t }}</th> }
            @for (name of figures(); track name) { <th class="num">{{ 'stock.field.' + name | t }}</th> }<th>{{ 'stock.reason' | t }}</th></tr></thead>
          <tbody>
            @for (row of rows(); track row.id) {
              <tr><td [title]="formats.exactly(row.createdAt)">{{ formats.moment(row.createdAt) }}</td><td><crm-value [of]="of" [field]="kind" [record]="row" /></td>@if (!query()['productId']) { <td>{{ row.product?.name }}</td> } @if (!query()['warehouseId']) { <td>{{ formats.named(row.warehouse) }}</td> }
                @for (name of figures(); track name) { <td class="num">{{ signed(row[name]) }}</td> }<td class="about">{{ about(row) }}</td></tr>
            }
          </tbody>
        </table>
      </div>
    }
    @if (loaded() && rows().length === 0) { <p class="none">{{ 'stock-entry.empty' | t }}</p> }
    @if (next()) { <button matButton (click)="more()">{{ 'ui.earlier' | t }}</button> }
  `,
  styles: `
    :host { display: block; min-width: 0; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; }
    .scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; } th { font-weight: 400; text-align: start; font-size: 12px; color: var(--mat-sys-on-surface-variant); white-space: nowrap; } td, th { padding: 6px 6px 6px 0; } .num { text-align: end; padding-inline-end: 12px; }
    tbody tr { border-top: 1px solid var(--mat-sys-outline-variant); } td { white-space: nowrap; } .about { white-space: normal; min-width: 96px; overflow-wrap: anywhere; color: var(--mat-sys-on-surface-variant); } .none { margin: 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); }
    ul { list-style: none; margin: 0; padding: 0; } li { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; padding: 8px 0; border-top: 1px solid var(--mat-sys-outline-variant); } li b { margin-inline-start: auto; font-variant-numeric: tabular-nums; } small { flex-basis: 100%; color: var(--mat-sys-on-surface-variant); }
  `,
})
export class StockEntries {
  readonly query = input.required<Query>();
  private readonly records = inject(Records);
  private readonly problems = inject(Problems);
  protected readonly formats = inject(Formats);
  protected readonly phone = onPhone();
  protected readonly of = StockEntry;
  protected readonly kind = fieldOf(StockEntry, 'kind') as Field;
  protected readonly rows = signal<readonly Row[]>([]);
  protected readonly next = signal<string | null>(null);
  protected readonly loaded = signal(false);
  protected readonly failure = signal<string | null>(null);
  private readonly asked = computed(() => ({ query: this.query(), changes: this.records.changes() }));

  constructor() {
    effect(() => {
      this.asked();
      untracked(() => void this.load(null));
    });
  }

  /** Quantities that none of the rows moved stand nowhere. */
  protected readonly figures = computed(() => (['onHand', 'reserved', 'inTransit'] as const).filter((name) => name === 'onHand' || this.rows().some((row) => row[name] !== 0)));

  protected more = () => this.load(this.next());
  protected signed = (quantity: number) => (quantity === 0 ? '' : `${quantity > 0 ? '+' : '−'}${this.formats.number(Math.abs(quantity), 3)}`);
  protected whole = ({ onHand, reserved, inTransit }: Row) => this.signed(onHand || reserved || inTransit);
  protected about = ({ reason, createdBy }: Row) => [reason, createdBy?.name ?? 'Rapport'].filter(Boolean).join(' · ');

  private async load(after: string | null): Promise<void> {
    const query = this.query();
    try {
      const { items, next } = await this.records.list(StockEntry, { ...query, size: '20', ...(after ? { after } : {}) });
      if (query !== this.query()) return;
      this.rows.set(after ? [...this.rows(), ...(items as Row[])] : (items as Row[]));
      this.next.set(next);
      this.failure.set(null);
      this.loaded.set(true);
    } catch (error) {
      this.failure.set(this.problems.say(error));
    }
  }
}
