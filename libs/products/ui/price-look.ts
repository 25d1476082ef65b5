import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Formats, fromTyped, Problems, Session, T } from '#kernel/ui';
import { Records, RefControl } from '#workbench/ui';
import { Product, type FoundPrice } from '#products/model';
import { BundleRows } from './bundle-rows.ts';

/** What a product costs for a customer and a quantity today, and where the price comes from. */
@Component({
  selector: 'crm-price-look',
  imports: [BundleRows, RefControl, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'product.look.title' | t }}</h2>
    @if (session.can('customer.read')) { <div class="field"><span>{{ 'customer.one' | t }}</span><crm-ref-control to="customer" [value]="customerId()" (valueChange)="customerId.set($event)" [label]="'customer.one' | t" /></div> }
    <div class="row">
      <label><span>{{ 'product.look.quantity' | t }}</span><input class="num" inputmode="decimal" [value]="quantity()" (change)="quantity.set($any($event.target).value)" /></label>
      <label><span>{{ 'product.field.currency' | t }}</span><select [value]="currency()" (change)="currency.set($any($event.target).value)">@for (code of currencies(); track code) { <option [value]="code" [selected]="code === currency()">{{ code }}</option> }</select></label>
    </div>
    @if (found.hasValue()) {
      <p class="price" aria-live="polite">
        @if (found.value().price !== null) {
          <b>{{ money() }}</b>
          <span>{{ 'product.look.' + found.value().origin | t }}@if (found.value().bookId && session.can('price-book.read')) { · <a [routerLink]="['/price-books', found.value().bookId]">{{ 'price-book.one' | t }}</a> }</span>
        } @else { <span>{{ 'product.look.none' | t: { currency: currency() } }}</span> }
      </p>
    } @else if (found.status() === 'error') { <p class="price" role="alert">{{ problems.say(found.error()) }}</p> }
    @if (product().bundling && product().parts.length > 0 && asked(); as bundle) { <crm-bundle-rows [asked]="bundle" [version]="product().version" /> }
  `,
  styles: `
    :host { display: grid; gap: 10px; padding: 8px 16px 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0 0; font-size: 14px; font-weight: 600; }
    label, .field { display: grid; gap: 4px; min-width: 0; } label span, .field span { font-size: 12px; color: var(--mat-sys-on-surface-variant); } .row { display: grid; grid-template-columns: minmax(0, 1fr) 96px; gap: 8px; }
    input, select { width: 100%; height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; }
    .price { display: grid; margin: 0; min-height: 44px; } .price b { font-size: 20px; font-weight: 600; font-variant-numeric: tabular-nums; } .price span { font-size: 13px; color: var(--mat-sys-on-surface-variant); }
  `,
})
export class PriceLook {
  readonly product = input.required<Product>();
  private readonly http = inject(HttpClient);
  private readonly formats = inject(Formats);
  private readonly records = inject(Records);
  protected readonly problems = inject(Problems);
  protected readonly session = inject(Session);
  protected readonly customerId = signal<string | null>(null);
  protected readonly quantity = signal('1');
  protected readonly currency = linkedSignal(() => this.product().currency);
  protected readonly currencies = computed(() => [...new Set([this.product().currency, ...(this.session.me()?.workspace.currencies ?? [])])]);
  protected readonly asked = computed(() => {
    const quantity = fromTyped(this.quantity(), 3);
    return typeof quantity === 'number' && quantity > 0 ? { productId: this.product().id, quantity: String(quantity), currency: this.currency(), ...(this.customerId() ? { customerId: this.customerId() as string } : {}) } : undefined;
  });
  protected readonly found = resource({
    params: () => { const asked = this.asked(); return asked && { asked, changes: this.records.changes() }; }, // prettier-ignore
    loader: ({ params }) => firstValueFrom(this.http.get<Omit<FoundPrice, 'price'> & { price: number | null }>('/api/v1/prices', { params: params.asked })),
  });
  protected readonly money = computed(() => {
    const { price, currency } = this.found.hasValue() ? this.found.value() : { price: null, currency: '' };
    return price === null ? '' : this.formats.unitPrice(price, currency);
  });
}
