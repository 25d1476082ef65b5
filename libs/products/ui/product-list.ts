import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Formats, Session, T } from '#kernel/ui';
import { narrow, onPhone, RecordList, type View } from '#workbench/ui';
import { Product } from '#products/model';
import { CategoryTree } from './category-tree.ts';
import { productForm } from './product-form.ts';

/** The catalogue, with its tree beside it where there is room. On a phone it is for looking things up. */
@Component({
  selector: 'crm-product-list',
  imports: [CategoryTree, MatButton, RecordList, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (wide()) { <crm-category-tree /> }
    <crm-record-list [of]="of" [columns]="['name', 'code', 'categoryId', 'unit', 'price', 'cost', 'taxRate', 'onSale', 'stock']" [card]="['code', 'price', 'stock']" [views]="views" [layout]="phone() ? null : layout">
      <ng-container tools>
        @if (!phone()) {
          @if (session.can('price-book.read')) { <a matButton="outlined" routerLink="/price-books">{{ 'price-book.many' | t }}</a> }
          @if (!wide()) { <a matButton="outlined" routerLink="/categories">{{ 'category.many' | t }}</a> }
        }
      </ng-container>
    </crm-record-list>
  `,
  styles: ':host { display: grid; grid-template-columns: minmax(0, 1fr); height: 100%; min-height: 0; } @media (min-width: 1280px) { :host { grid-template-columns: 232px minmax(0, 1fr); } }',
})
export class ProductList {
  protected readonly of = Product;
  protected readonly session = inject(Session);
  protected readonly layout = productForm(inject(Formats).currency);
  protected readonly wide = narrow('(min-width: 1280px)');
  protected readonly phone = onPhone();
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'onSale', params: { onSale: 'true' } }, { key: 'bundles', params: { 'bundling.empty': 'false' } }, { key: 'retired', params: { onSale: 'false' } }];
}
