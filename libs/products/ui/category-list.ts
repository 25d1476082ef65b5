import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RecordList } from '#workbench/ui';
import { Category } from '#products/model';
import { CATEGORY_FORM } from './product-form.ts';

@Component({
  selector: 'crm-category-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'parentId']" [card]="['parentId']" [layout]="layout" />`,
})
export class CategoryList {
  protected readonly of = Category;
  protected readonly layout = CATEGORY_FORM;
}
