import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { fieldOf } from '#kernel/model';
import { Formats, T, Words, type Shown } from '#kernel/ui';
import { Invoice } from '#receivables/model';

const TITLE = ['titleName', 'titleTaxNumber', 'titleAddress', 'titlePhone', 'titleBank', 'titleBankAccount', 'redNumber', 'reversedOn', 'reason'] as const;

/** To whom an invoice is made out, and for what. */
@Component({
  selector: 'crm-invoice-paper',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dl>@for (fact of facts(); track fact.label) { <div><dt>{{ fact.label }}</dt><dd>{{ fact.text }}</dd></div> }</dl>
    @if (invoice().lines.length > 0) {
      <table>
        <thead><tr><th>{{ 'invoice.field.description' | t }}</th><th class="num">{{ 'invoice.field.taxRate' | t }}</th><th class="num">{{ 'invoice.field.amount' | t }}</th></tr></thead>
        <tbody>@for (line of invoice().lines; track $index) { <tr><td>{{ line.description }}</td><td class="num">{{ line.taxRate === null ? '—' : formats.percent(line.taxRate) }}</td><td class="num">{{ formats.money(line.amount, invoice().currency) }}</td></tr> }</tbody>
      </table>
    }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 8px 16px; margin: 8px 0; } dt { font-size: 12px; color: var(--mat-sys-on-surface-variant); } dd { margin: 0; }
    table { width: 100%; margin-top: 12px; border-collapse: collapse; font-variant-numeric: tabular-nums; } th { font-size: 12px; font-weight: 400; text-align: start; color: var(--mat-sys-on-surface-variant); } td, th { padding: 6px 0; } .num { text-align: end; } tbody tr { border-top: 1px solid var(--mat-sys-outline-variant); }
  `,
})
export class InvoicePaper {
  readonly invoice = input.required<Invoice>();
  protected readonly formats = inject(Formats);
  private readonly words = inject(Words);
  protected readonly facts = computed(() =>
    TITLE.flatMap((name) => {
      const field = fieldOf(Invoice, name);
      const text = field ? this.formats.text(Invoice, field, this.invoice() as object as Shown) : '';
      return text ? [{ label: this.words.label(Invoice, name), text }] : [];
    }),
  );
}
