import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Session, T } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { Product } from '#products/model';

/** The bundles a product is a component of; nothing where there are none. */
@Component({
  selector: 'crm-in-bundles',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (bundles().length > 0) { <section><h2>{{ 'product.parts.in' | t }}</h2> @for (bundle of bundles(); track bundle.id) { <a [routerLink]="['/products', bundle.id]">{{ bundle.name }}</a> }</section> }`,
  styles: 'section { display: grid; gap: 6px; padding: 8px 16px 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0 2px; font-size: 14px; font-weight: 600; }',
})
export class InBundles {
  readonly product = input.required<Product>();
  private readonly records = inject(Records);
  private readonly session = inject(Session);
  private readonly page = resource({
    params: () => (this.session.reads(Product, 'parts') ? { productId: this.product().id, fields: 'name', size: '20', changes: this.records.changes() } : undefined),
    loader: ({ params: { productId, fields, size } }) => this.records.list(Product, { productId, fields, size }),
  });
  protected readonly bundles = computed(() => (this.page.hasValue() ? this.page.value().items : []));
}
