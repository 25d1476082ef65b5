import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, Icon, Session, T } from '#kernel/ui';
import { onPhone, Records, RefControl } from '#workbench/ui';
import { CUSTOMER_LEVELS } from '#customers/model';
import { allCategories } from './all-categories.ts';
import { treeOf } from './category-branches.ts';

/** What a table of price books is asked for, as it stands in the address. */
export type ComparedBy = Readonly<Partial<Record<'on' | 'currency' | 'level' | 'customerId' | 'quantity' | 'q' | 'categoryId', string>>>;

/** For which day, buyer, quantity and currency price books are compared, and for which products. */
@Component({
  selector: 'crm-price-compare-head',
  imports: [Icon, MatButton, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label class="search"><span>{{ 'product.many' | t }}</span><input type="search" [value]="by().q ?? ''" (change)="set({ q: $any($event.target).value })" (search)="set({ q: $any($event.target).value })" [placeholder]="'price-book.compare.search' | t" /></label>
    @if (phone()) { <button matButton="outlined" type="button" class="toggle" [attr.aria-expanded]="open()" (click)="open.set(!open())"><crm-icon name="filter" /> {{ 'ui.filter' | t }} @if (narrowed() > 0) { · {{ narrowed() }} }</button> }
    @if (open()) {
      @if (session.can('category.read')) {
        <label><span>{{ 'category.one' | t }}</span>
          <select (change)="set({ categoryId: $any($event.target).value })"><option value="">{{ 'category.all' | t }}</option>@for (branch of branches(); track branch.category.id) { <option [value]="branch.below.join()" [selected]="branch.below.join() === by().categoryId">{{ indent(branch.depth) }}{{ branch.category.name }}</option> }</select></label>
      }
      <label><span>{{ 'price-book.compare.on' | t }}</span><input type="date" [value]="by().on || formats.today" (change)="set({ on: $any($event.target).value })" /></label>
      <label><span>{{ 'price-book.field.currency' | t }}</span>
        <select (change)="set({ currency: $any($event.target).value })"><option value="">{{ 'price-book.compare.all' | t }}</option>@for (code of currencies(); track code) { <option [value]="code" [selected]="code === by().currency">{{ code }}</option> }</select></label>
      <label><span>{{ 'price-book.compare.buyer' | t }}</span>
        <select (change)="choose($any($event.target).value)">
          <option value="">{{ 'price-book.compare.anybody' | t }}</option>
          @for (level of levels; track level) { <option [value]="level" [selected]="level === by().level">{{ 'price-book.compare.level' | t: { level } }}</option> }
          @if (session.can('customer.read')) { <option value="customer" [selected]="naming()">{{ 'price-book.compare.customer' | t }}</option> }
        </select></label>
      @if (naming()) { <div class="ref"><span>{{ 'customer.one' | t }}</span><crm-ref-control to="customer" [value]="by().customerId ?? null" (valueChange)="set({ customerId: $event ?? '' })" [label]="'customer.one' | t" /></div> }
      <label class="few"><span>{{ 'price-book.compare.quantity' | t }}</span><input class="num" inputmode="decimal" [value]="by().quantity || '1'" (change)="set({ quantity: $any($event.target).value })" /></label>
    }
  `,
  styles: `
    :host { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 12px; } label, .ref { display: grid; gap: 2px; min-width: 0; } label span, .ref span { font-size: 12px; line-height: 18px; color: var(--mat-sys-on-surface-variant); }
    input, select { box-sizing: border-box; height: 36px; max-width: 220px; padding: 0 10px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; color-scheme: inherit; } .search input { width: 220px; } .few input { width: 88px; text-align: end; } .ref { width: 220px; }
    @media (max-width: 767px) { :host { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); } .ref { grid-column: 1 / -1; } .toggle { height: 44px; } input, select, .search input, .few input, .ref { width: 100%; max-width: none; height: 44px; } .ref { height: auto; } }
  `,
})
export class PriceCompareHead {
  readonly by = input.required<ComparedBy>();
  readonly changed = output<ComparedBy>();
  private readonly records = inject(Records);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly phone = onPhone();
  /** On a phone what is rarely asked for is folded away. */
  protected readonly open = linkedSignal(() => !this.phone());
  protected readonly narrowed = computed(() => Object.entries(this.by()).filter(([name, value]) => value && name !== 'q').length);
  protected readonly levels = CUSTOMER_LEVELS;
  protected readonly currencies = computed(() => [...new Set([this.formats.currency, ...(this.session.me()?.workspace.currencies ?? [])])]);
  /** Whether one customer is asked about, though it may not be named yet. */
  protected readonly naming = linkedSignal(() => Boolean(this.by().customerId));
  private readonly categories = resource({ params: () => (this.session.can('category.read') ? {} : undefined), loader: () => allCategories(this.records) });
  protected readonly branches = computed(() => treeOf(this.categories.hasValue() ? this.categories.value() : []));
  protected indent = (depth: number) => '\u2003'.repeat(depth);

  protected set(change: ComparedBy): void {
    this.changed.emit(change);
  }
  protected choose(buyer: string): void {
    this.naming.set(buyer === 'customer');
    this.changed.emit({ level: buyer === 'customer' ? '' : buyer, customerId: '' });
  }
}
