import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { Named } from '#kernel/model';
import { Formats, T } from '#kernel/ui';
import type { Opportunity, OpportunityLine } from '#opportunities/model';

/** The products of a deal with their net amounts. */
@Component({
  selector: 'crm-lines-table',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'opportunity.field.lines' | t }}</h2>
    <div class="scroll">
      <table>
        <thead><tr><th>{{ 'opportunity.field.productId' | t }}</th><th class="num">{{ 'opportunity.field.quantity' | t }}</th><th class="num">{{ 'opportunity.field.price' | t }}</th><th class="num">{{ 'opportunity.field.discount' | t }}</th><th class="num">{{ 'opportunity.field.net' | t }}</th></tr></thead>
        <tbody>
          @for (line of deal().lines; track $index) {
            <tr><td>{{ product(line) }}</td><td class="num">{{ formats.number(line.quantity, 3) }}</td><td class="num">{{ formats.money(round(line.price), deal().currency) }}</td><td class="num">{{ line.discount ? formats.percent(line.discount) : '—' }}</td><td class="num">{{ formats.money(line.net ?? 0, deal().currency) }}</td></tr>
          }
        </tbody>
        <tfoot><tr><th colspan="4">{{ 'opportunity.sum' | t }}</th><td class="num">{{ formats.money(deal().amount ?? 0, deal().currency) }}</td></tr></tfoot>
      </table>
    </div>
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; }
    .scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; } th { font-weight: 400; text-align: start; font-size: 12px; color: var(--mat-sys-on-surface-variant); } td, th { padding: 6px 4px; } td:first-child { min-width: 120px; } .num { text-align: end; white-space: nowrap; }
    tbody tr { border-top: 1px solid var(--mat-sys-outline-variant); } tfoot { border-top: 1px solid var(--mat-sys-outline-variant); font-weight: 600; }
  `,
})
export class LinesTable {
  readonly deal = input.required<Opportunity>();
  protected readonly formats = inject(Formats);
  protected product = (line: OpportunityLine) => (line as OpportunityLine & { product: Named | null }).product?.name ?? '';
  /** Ten-thousandths as minor units. */
  protected round = (price: number) => Math.round(price / 100);
}
