import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Formats } from '#kernel/ui';
import { RecordPage } from '#workbench/ui';
import { productForm } from './product-form.ts';

@Component({
  selector: 'crm-product-page',
  imports: [RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-page [layout]="layout" [id]="id()" [highlights]="['code', 'price', 'categoryId', 'onSale']" />`,
})
export class ProductPage {
  readonly id = input.required<string>();
  protected readonly layout = productForm(inject(Formats).currency);
}
