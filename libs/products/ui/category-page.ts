import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RecordPage, RelatedCard } from '#workbench/ui';
import { Category, Product } from '#products/model';
import { CATEGORY_FORM } from './product-form.ts';

@Component({
  selector: 'crm-category-page',
  imports: [RecordPage, RelatedCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page [layout]="layout" [id]="id()" [highlights]="['parentId']">
      <ng-container related>
        <crm-related-card [of]="product" [query]="products()" [shows]="['code', 'price']" />
        <crm-related-card [of]="category" [query]="below()" [shows]="[]" [layout]="layout" [start]="below()" />
      </ng-container>
    </crm-record-page>
  `,
})
export class CategoryPage {
  readonly id = input.required<string>();
  protected readonly layout = CATEGORY_FORM;
  protected readonly product = Product;
  protected readonly category = Category;
  protected readonly products = computed(() => ({ categoryId: this.id() }));
  protected readonly below = computed(() => ({ parentId: this.id() }));
}
