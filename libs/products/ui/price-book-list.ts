import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Formats, T } from '#kernel/ui';
import { RecordList, type View } from '#workbench/ui';
import { PriceBook } from '#products/model';
import { priceBookForm } from './price-book-form.ts';

@Component({
  selector: 'crm-price-book-list',
  imports: [MatButton, RecordList, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'kind', 'customerId', 'level', 'currency', 'validFrom', 'validTo', 'active']" [card]="['kind', 'currency', 'validTo']" [views]="views" [layout]="layout"><ng-container tools><a matButton="outlined" routerLink="/price-books/side-by-side">{{ 'price-book.compare.title' | t }}</a></ng-container></crm-record-list>`,
})
export class PriceBookList {
  protected readonly of = PriceBook;
  protected readonly layout = priceBookForm(inject(Formats).currency);
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'active', params: { active: 'true' } }];
}
