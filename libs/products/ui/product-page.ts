import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, Session, T, Toast } from '#kernel/ui';
import { RecordPage, Records } from '#workbench/ui';
import { Product } from '#products/model';
import { BundleParts } from './bundle-parts.ts';
import { InBundles } from './in-bundles.ts';
import { PriceLook } from './price-look.ts';
import { productForm } from './product-form.ts';

/** A product: its facts, what it costs for whom, and what upper slices know of it. */
@Component({
  selector: 'crm-product-page',
  imports: [BundleParts, InBundles, MatButton, PriceLook, RecordPage, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['code', 'price', 'cost', 'categoryId', 'stock', 'bundling', 'onSale']">
      <ng-container actions>
        @if (page.current(); as product) {
          @if (session.can('product.update')) { <button matButton="outlined" (click)="retire(product)">{{ (product.onSale ? 'product.retire' : 'product.revive') | t }}</button> }
        }
      </ng-container>
      <ng-container whole>@if (page.current(); as product) { @if (product.bundling && session.shows(of, 'parts')) { <crm-bundle-parts [product]="product" /> } }</ng-container>
      <ng-container related>@if (page.current(); as product) { <crm-price-look [product]="product" /> @if (!product.bundling) { <crm-in-bundles [product]="product" /> } }</ng-container>
    </crm-record-page>
  `,
})
export class ProductPage {
  readonly id = input.required<string>();
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  protected readonly of = Product;
  protected readonly session = inject(Session);
  protected readonly layout = productForm(inject(Formats).currency);

  /** Takes a product off sale, or puts it back: what it stands on already stays. */
  protected async retire(product: Product): Promise<void> {
    try {
      await this.records.change(Product, product, { onSale: !product.onSale });
      this.toast.show(product.onSale ? 'product.retired' : 'product.revived', { name: product.name });
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
