import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { capitalAmount } from '#kernel/model';
import { Formats, RefNames, T, Words } from '#kernel/ui';
import { netOf, priced } from '#products/model';
import type { Amendment, Contract, ContractLine } from '#contracts/model';

/** What a contract sells, with what it adds up to. */
@Component({
  selector: 'crm-contract-lines',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'contract.field.lines' | t }}</h2>
    <div class="scroll">
      <table>
        <thead><tr><th>{{ 'contract.field.productId' | t }}</th><th class="num">{{ 'contract.field.quantity' | t }}</th><th class="num">{{ 'contract.field.price' | t }}</th><th class="num">{{ 'contract.field.discount' | t }}</th><th class="num">{{ 'contract.field.taxRate' | t }}</th><th class="num">{{ 'contract.field.net' | t }}</th></tr></thead>
        <tbody>
          @for (line of of().lines; track $index) {
            <tr>
              <td>{{ nameOf(line) }} @if (line.productId && line.description) { <small>{{ line.description }}</small> }</td>
              <td class="num">{{ formats.number(line.quantity, 3) }}</td><td class="num">{{ money(round(line.price)) }}</td><td class="num">{{ line.discount ? formats.percent(line.discount) : '—' }}</td>
              <td class="num">{{ line.taxRate === null ? '—' : formats.percent(line.taxRate) }}</td><td class="num">{{ money(own(line)) }}</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
    <dl>
      @if (of().discountAmount) { <dt>{{ 'contract.subtotal' | t }}</dt><dd>{{ money(totals().subtotal) }}</dd><dt>{{ 'contract.field.discountAmount' | t }}</dt><dd>−{{ money(of().discountAmount ?? 0) }}</dd> }
      <dt>{{ 'contract.field.net' | t }}</dt><dd>{{ money(totals().net) }}</dd><dt>{{ 'contract.field.tax' | t }}</dt><dd>{{ money(totals().tax) }}</dd>
      <dt><b>{{ 'contract.field.amount' | t }}</b></dt><dd><b>{{ money(totals().total) }}</b>@if (words.chinese()) { <small>{{ capital() }}</small> }</dd>
    </dl>
  `,
  styles: `
    :host { display: block; padding: 8px 16px 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; }
    .scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; } thead th { font-weight: 400; text-align: start; font-size: 12px; color: var(--mat-sys-on-surface-variant); } td, th { padding: 6px 8px; vertical-align: top; } td:first-child, th:first-child { padding-inline-start: 4px; min-width: 120px; } .num, thead .num { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
    tbody tr { border-top: 1px solid var(--mat-sys-outline-variant); } small { display: block; font-size: 12px; font-weight: 400; color: var(--mat-sys-on-surface-variant); }
    dl { display: grid; grid-template-columns: 1fr auto; gap: 4px 24px; margin: 8px 0 0; padding: 10px 8px 0; border-top: 1px solid var(--mat-sys-outline-variant); text-align: end; } dt { color: var(--mat-sys-on-surface-variant); } dd { margin: 0; font-variant-numeric: tabular-nums; }
  `,
})
export class ContractLines {
  readonly of = input.required<Contract | Amendment>();
  protected readonly formats = inject(Formats);
  protected readonly words = inject(Words);
  private readonly names = inject(RefNames);
  protected readonly totals = computed(() => priced(this.of().lines, this.of().discountAmount ?? 0, this.of().currency).totals);
  protected readonly capital = computed(() => capitalAmount(this.totals().total, this.of().currency));
  protected money = (amount: number): string => this.formats.money(amount, this.of().currency);
  protected own = (line: ContractLine): number => netOf(line, this.of().currency);
  /** Ten-thousandths as minor units. */
  protected round = (price: number): number => Math.round(price / 100);
  protected nameOf(line: ContractLine): string {
    const { product } = line as ContractLine & { product?: { name: string } | null };
    return line.productId ? product?.name || this.names.of('product', line.productId) : (line.description ?? '');
  }
}
