import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Formats } from '#kernel/ui';
import { RecordList, type View } from '#workbench/ui';
import { PriceBook } from '#products/model';
import { priceBookForm } from './price-book-form.ts';

@Component({
  selector: 'crm-price-book-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'kind', 'customerId', 'level', 'currency', 'validFrom', 'validTo', 'active']" [card]="['kind', 'currency', 'validTo']" [views]="views" [layout]="layout" />`,
})
export class PriceBookList {
  protected readonly of = PriceBook;
  protected readonly layout = priceBookForm(inject(Formats).currency);
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'active', params: { active: 'true' } }];
}
