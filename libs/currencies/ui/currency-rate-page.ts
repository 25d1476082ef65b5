import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Formats } from '#kernel/ui';
import { RecordPage } from '#workbench/ui';
import { rateForm } from './currency-rate-form.ts';

@Component({
  selector: 'crm-currency-rate-page',
  imports: [RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-page [layout]="layout" [id]="id()" [highlights]="['validOn', 'rate']" />`,
})
export class CurrencyRatePage {
  readonly id = input.required<string>();
  protected readonly layout = rateForm(inject(Formats).today);
}
