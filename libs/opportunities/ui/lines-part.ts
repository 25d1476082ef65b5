import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { fieldOf, type Class } from '#kernel/model';
import { Formats, Icon, Problems, T, Toast, type Draft, type RecordForm } from '#kernel/ui';
import { Control, RefControl, Records } from '#workbench/ui';
import { Opportunity, OpportunityLine } from '#opportunities/model';
import { netOf, Product } from '#products/model';
import { LinePrices } from '#products/ui';

/** The products of a deal: their sum is its amount. */
@Component({
  selector: 'crm-lines-part',
  imports: [Control, Icon, MatButton, MatIconButton, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section>
      <h3>{{ 'opportunity.field.lines' | t }}</h3>
      @for (line of lines(); track $index; let index = $index) {
        <div class="line">
          <crm-ref-control class="product" to="product" [value]="line.productId" (valueChange)="take(index, $event)" [label]="'opportunity.field.productId' | t" />
          <div class="cell"><small>{{ 'opportunity.field.quantity' | t }}</small><crm-control [of]="of()" [field]="fields.quantity" [label]="'opportunity.field.quantity' | t" [bare]="true" [value]="line.quantity" (valueChange)="set(index, { quantity: $event })" /></div>
          <div class="cell"><small>{{ 'opportunity.field.price' | t }}</small><crm-control [of]="of()" [field]="fields.price" [label]="'opportunity.field.price' | t" [bare]="true" [currency]="currency()" [value]="line.price" (valueChange)="set(index, { price: $event })" /></div>
          <div class="cell"><small>{{ 'opportunity.field.discount' | t }}</small><crm-control [of]="of()" [field]="fields.discount" [label]="'opportunity.field.discount' | t" [bare]="true" [value]="line.discount" (valueChange)="set(index, { discount: $event })" /></div>
          <span class="net">{{ net(line) }}</span>
          <button matIconButton type="button" (click)="drop(index)" [attr.aria-label]="'ui.remove' | t"><crm-icon name="close" /></button>
        </div>
      }
      @for (error of faults(); track $index) { <p class="error" role="alert">{{ error }}</p> }
      <footer><button matButton type="button" (click)="add()"><crm-icon name="add" /> {{ 'opportunity.addLine' | t }}</button> @if (lines().length > 0) { <b>{{ 'opportunity.sum' | t }} {{ sum() }}</b> }</footer>
    </section>
  `,
  styles: `
    h3 { margin: 0 0 8px; font-size: 14px; font-weight: 600; } .line { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr) auto 40px; gap: 6px 8px; align-items: end; padding: 8px 0; border-bottom: 1px solid var(--mat-sys-outline-variant); }
    .product { grid-column: 1 / -1; } small { color: var(--mat-sys-on-surface-variant); } .net { font-variant-numeric: tabular-nums; padding-bottom: 10px; } footer { display: flex; justify-content: space-between; align-items: center; padding-top: 6px; }
    .error { color: var(--mat-sys-error); font-size: 12px; margin: 4px 0; }
    @media (max-width: 479px) { .line { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) 40px; } .product, .product + .cell + .cell { grid-column-end: -1; } .net { text-align: end; } }
  `,
})
export class LinesPart {
  readonly form = input.required<RecordForm>();
  readonly of = input<Class>(Opportunity);
  private readonly formats = inject(Formats);
  private readonly problems = inject(Problems);
  private readonly records = inject(Records);
  private readonly prices = inject(LinePrices);
  private readonly toast = inject(Toast);
  protected readonly fields = Object.fromEntries(['quantity', 'price', 'discount'].map((name) => [name, fieldOf(OpportunityLine, name)])) as Record<'quantity' | 'price' | 'discount', NonNullable<ReturnType<typeof fieldOf>>>;

  protected readonly lines = computed(() => this.form().draft()['lines'] as OpportunityLine[]);
  protected readonly currency = computed(() => (this.form().draft()['currency'] as string | null) ?? this.formats.currency);
  private readonly nets = computed(() => this.lines().map((line) => this.netOf(line)));
  protected readonly sum = computed(() => this.formats.money(this.nets().reduce((sum, net) => sum + net, 0), this.currency()));
  /** What is wrong with the lines, once the form was touched. */
  protected readonly faults = computed(() => {
    const tree = this.form().tree as unknown as Record<string, () => { touched(): boolean; errorSummary(): { kind: string; params?: Record<string, unknown> }[] }>;
    const state = tree['lines']?.();
    return state?.touched() ? [...new Set(state.errorSummary().map(({ kind, params }) => this.problems.sentence(kind, params)))] : [];
  });

  protected net = (line: OpportunityLine) => this.formats.money(this.netOf(line), this.currency());

  protected add(): void {
    this.write([...this.lines(), { productId: null, quantity: 1000, price: 0, discount: null, net: null } as never as OpportunityLine]);
  }
  protected drop(index: number): void {
    this.write(this.lines().filter((_, at) => at !== index));
  }
  protected set(index: number, change: Draft): void {
    this.write(this.lines().map((line, at) => (at === index ? { ...line, ...change } : line)));
  }
  /** A product brings its list price along; a bundle comes as the rows it consists of. */
  protected async take(index: number, productId: string | null): Promise<void> {
    this.set(index, { productId });
    if (!productId) return;
    try {
      const { price, bundling } = await this.records.get(Product, productId);
      if (bundling) await this.open(index, productId);
      else this.set(index, { price });
    } catch (error) {
      this.set(index, { productId: null });
      this.toast.fail(error);
    }
  }
  private async open(index: number, bundleId: string): Promise<void> {
    const buyer = { customerId: (this.form().draft()['customerId'] as string | null) ?? null, currency: this.currency() };
    const { name, currency, origin, rows } = await this.prices.takeApart(bundleId, this.lines()[index]?.quantity ?? 1000, buyer);
    const made = rows.map(({ productId, quantity, price }) => ({ productId, quantity, price, discount: null, net: null }) as never as OpportunityLine);
    this.write([...this.lines().slice(0, index), ...made, ...this.lines().slice(index + 1)]);
    this.toast.show(origin ? 'lineGrid.apart' : 'lineGrid.unpriced', { name, currency, n: rows.length });
  }

  private netOf(line: OpportunityLine): number {
    const whole = [line.price, line.quantity, line.discount ?? 0].every(Number.isSafeInteger);
    return whole ? netOf(line, this.currency()) : 0;
  }
  /** With lines the amount is their sum. */
  private write(lines: OpportunityLine[]): void {
    const amount = lines.length > 0 ? lines.reduce((sum, line) => sum + this.netOf(line), 0) : null;
    this.form().draft.update((draft) => ({ ...draft, lines, amount }));
  }
}
