import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Formats } from '#kernel/ui';
import { RecordPage } from '#workbench/ui';
import { priceBookForm } from './price-book-form.ts';
import { PriceGrid } from './price-grid.ts';

/** A price book: for whom and when, and its table of prices. */
@Component({
  selector: 'crm-price-book-page',
  imports: [PriceGrid, RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['kind', 'customerId', 'level', 'currency', 'validFrom', 'validTo', 'active']">
      <ng-container whole>@if (page.current(); as book) { <crm-price-grid [book]="book" /> }</ng-container>
    </crm-record-page>
  `,
})
export class PriceBookPage {
  readonly id = input.required<string>();
  protected readonly layout = priceBookForm(inject(Formats).currency);
}
