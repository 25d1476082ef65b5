import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { fieldOf, type Class } from '#kernel/model';
import { Formats, Icon, T, type RecordForm } from '#kernel/ui';
import { Control } from '#workbench/ui';
import { Invoice, InvoiceLine } from '#receivables/model';

type Known = 'description' | 'amount' | 'taxRate';

/** The lines of an invoice: their sum is its amount. */
@Component({
  selector: 'crm-invoice-lines-part',
  imports: [Control, Icon, MatButton, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h3>{{ 'invoice.field.lines' | t }}</h3>
    @for (line of lines(); track $index; let index = $index) {
      <div class="line">
        @for (name of names; track name) {
          <div [class]="name"><small>{{ 'invoice.field.' + name | t }}</small><crm-control [of]="of()" [field]="fields[name]" [label]="'invoice.field.' + name | t" [bare]="true" [value]="line[name]" (valueChange)="set(index, name, $event)" /></div>
        }
        <button matIconButton type="button" (click)="drop(index)" [attr.aria-label]="'ui.remove' | t"><crm-icon name="close" /></button>
      </div>
    }
    <footer><button matButton type="button" (click)="add()"><crm-icon name="add" /> {{ 'invoice.addLine' | t }}</button> @if (lines().length > 0) { <b>{{ 'invoice.sum' | t }} {{ sum() }}</b> }</footer>
  `,
  styles: `
    h3 { margin: 0 0 8px; font-size: 14px; font-weight: 600; } .line { display: grid; grid-template-columns: 1fr 1fr 40px; gap: 6px 8px; align-items: end; padding: 8px 0; border-bottom: 1px solid var(--mat-sys-outline-variant); }
    .description { grid-column: 1 / -1; } small { color: var(--mat-sys-on-surface-variant); } footer { display: flex; justify-content: space-between; align-items: center; padding-top: 6px; font-variant-numeric: tabular-nums; }
  `,
})
export class InvoiceLinesPart {
  readonly form = input.required<RecordForm>();
  readonly of = input<Class>(Invoice);
  private readonly formats = inject(Formats);
  protected readonly names: readonly Known[] = ['description', 'amount', 'taxRate'];
  protected readonly fields = Object.fromEntries(this.names.map((name) => [name, fieldOf(InvoiceLine, name)])) as Record<Known, NonNullable<ReturnType<typeof fieldOf>>>;
  protected readonly lines = computed(() => this.form().draft()['lines'] as InvoiceLine[]);
  private readonly total = computed(() => this.lines().reduce((sum, { amount }) => sum + (Number.isSafeInteger(amount) ? amount : 0), 0));
  protected readonly sum = computed(() => this.formats.money(this.total(), (this.form().draft()['currency'] as string | null) ?? undefined));

  protected add(): void {
    this.write([...this.lines(), { description: null, amount: null, taxRate: 1300 } as never as InvoiceLine]);
  }
  protected drop(index: number): void {
    this.write(this.lines().filter((_, at) => at !== index));
  }
  protected set(index: number, name: Known, value: unknown): void {
    this.write(this.lines().map((line, at) => (at === index ? { ...line, [name]: value } : line)));
  }
  private write(lines: InvoiceLine[]): void {
    this.form().draft.update((draft) => ({ ...draft, lines }));
    if (lines.length > 0) this.form().draft.update((draft) => ({ ...draft, amount: this.total() }));
  }
}
