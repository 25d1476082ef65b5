import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Named } from '#kernel/model';
import { Formats, Session, T } from '#kernel/ui';
import { Records } from '#workbench/ui';
import type { Product } from '#products/model';
import { StockLevel } from '#stock/model';
import { MovementMenu } from './movement-menu.ts';
import { StockEntries } from './stock-entries.ts';

/** On the page of a product: how much of it lies where, and how it came and went. */
@Component({
  selector: 'crm-product-stock',
  imports: [MovementMenu, RouterLink, StockEntries, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (kept()) {
      <section>
        <header><h2>{{ 'stock.here' | t }}</h2> @if (session.can('stock.move')) { <crm-movement-menu [at]="{ productId: record().id }" /> }</header>
        <div class="scroll">
          @if (levels().length > 0) {
            <table>
              <thead><tr><th>{{ 'stock.field.warehouseId' | t }}</th><th class="num">{{ 'stock.field.onHand' | t }}</th><th class="num">{{ 'stock.field.reserved' | t }}</th><th class="num">{{ 'stock.field.available' | t }}</th><th class="num">{{ 'stock.field.inTransit' | t }}</th></tr></thead>
              <tbody>
                @for (level of levels(); track level.id) {
                  <tr><td><a [routerLink]="['/stock', level.id]">{{ formats.named(level.warehouse) }}</a></td><td class="num">{{ number(level.onHand) }}</td><td class="num">{{ number(level.reserved) }}</td><td class="num" [class.short]="level.available < 0">{{ number(level.available) }}</td><td class="num">{{ number(level.inTransit) }}</td></tr>
                }
              </tbody>
            </table>
          } @else if (!page.isLoading()) { <p>{{ 'stock.none' | t }}</p> }
        </div>
      </section>
      @if (levels().length > 0 && session.can('stock-entry.read')) { <crm-stock-entries [query]="own()" /> }
    }
  `,
  styles: `
    :host { display: grid; gap: 12px; min-width: 0; } :host:empty { display: none; } section { padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); min-width: 0; }
    header { display: flex; align-items: center; min-height: 40px; } h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 600; } .scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; } th { font-weight: 400; text-align: start; font-size: 12px; color: var(--mat-sys-on-surface-variant); } td, th { padding: 6px 4px; white-space: nowrap; } .num { text-align: end; }
    tbody tr { border-top: 1px solid var(--mat-sys-outline-variant); } p { margin: 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); } .short { color: var(--mat-sys-error); }
  `,
})
export class ProductStock {
  readonly record = input.required<Product>();
  private readonly records = inject(Records);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly own = computed(() => ({ productId: this.record().id }));
  protected readonly page = resource({
    params: () => ({ productId: this.record().id, size: '200', changes: this.records.changes() }),
    loader: ({ params: { productId, size } }) => this.records.list(StockLevel, { productId, size }),
  });
  protected readonly levels = computed(() => (this.page.hasValue() ? this.page.value().items : []) as (StockLevel & { warehouse?: Named | null })[]);
  /** Of most services no stock is kept: nothing stands here then. */
  protected readonly kept = computed(() => this.levels().length > 0 || ['strict', 'back-order'].includes(this.record().stocking ?? ''));
  protected number = (quantity: number) => this.formats.number(quantity, 3);
}
