import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Formats } from '#kernel/ui';
import { RecordList } from '#workbench/ui';
import { CurrencyRate } from '#currencies/model';
import { rateForm } from './currency-rate-form.ts';

@Component({
  selector: 'crm-currency-rate-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['currency', 'validOn', 'rate', 'updatedAt']" [card]="['validOn', 'rate']" [layout]="layout" />`,
})
export class CurrencyRateList {
  protected readonly of = CurrencyRate;
  protected readonly layout = rateForm(inject(Formats).today);
}
