import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { RecordView } from '#kernel/model';
import { RelatedCard } from '#workbench/ui';
import { Opportunity } from '#opportunities/model';
import { OPPORTUNITY_FORM } from './opportunity-form.ts';

/** The deals of a customer, on the customer's page. */
@Component({
  selector: 'crm-customer-opportunities',
  imports: [RelatedCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-related-card [of]="of" [query]="query()" [shows]="['status', 'amount', 'expectedCloseOn']" [layout]="layout" [start]="query()" />`,
})
export class CustomerOpportunities {
  readonly record = input.required<RecordView>();
  protected readonly of = Opportunity;
  protected readonly layout = OPPORTUNITY_FORM;
  protected readonly query = computed(() => ({ customerId: this.record().id }));
}
