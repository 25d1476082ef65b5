import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Formats, T } from '#kernel/ui';
import { RecordList, type View } from '#workbench/ui';
import { Product } from '#products/model';
import { productForm } from './product-form.ts';

@Component({
  selector: 'crm-product-list',
  imports: [MatButton, RecordList, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-list [of]="of" [columns]="['name', 'code', 'categoryId', 'price', 'unit', 'taxRate', 'stock', 'onSale']" [card]="['code', 'price']" [views]="views" [layout]="layout">
      <a tools matButton="outlined" routerLink="/categories">{{ 'category.many' | t }}</a>
    </crm-record-list>
  `,
})
export class ProductList {
  protected readonly of = Product;
  protected readonly layout = productForm(inject(Formats).currency);
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'onSale', params: { onSale: 'true' } }, { key: 'retired', params: { onSale: 'false' } }];
}
