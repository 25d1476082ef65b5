import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { RecordView } from '#kernel/model';
import { LineSummary } from '#products/ui';
import { Records, RelatedCard } from '#workbench/ui';
import { Quote } from '#quotes/model';
import { QUOTE_FORM } from './quote-form.ts';

const TEMPLATE = `<crm-related-card [of]="of" [query]="query()" [shows]="['status', 'total', 'validUntil']" [layout]="layout" [start]="query()" />`;

/** The quotes of a customer, on the customer's page. */
@Component({ selector: 'crm-customer-quotes', imports: [RelatedCard], changeDetection: ChangeDetectionStrategy.OnPush, template: TEMPLATE })
export class CustomerQuotes {
  readonly record = input.required<RecordView>();
  protected readonly of = Quote;
  protected readonly layout = QUOTE_FORM;
  protected readonly query = computed(() => ({ customerId: this.record().id }));
}

/** The quotes of a deal, on the deal's page; a new one takes its products over. */
@Component({ selector: 'crm-opportunity-quotes', imports: [RelatedCard], changeDetection: ChangeDetectionStrategy.OnPush, template: TEMPLATE })
export class OpportunityQuotes {
  readonly record = input.required<RecordView>();
  protected readonly of = Quote;
  protected readonly layout = QUOTE_FORM;
  protected readonly query = computed(() => ({ opportunityId: this.record().id }));
}

/** What a quote offers, for whoever is asked to approve it. */
@Component({
  selector: 'crm-quote-to-approve',
  imports: [LineSummary],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (loaded.hasValue()) { <crm-line-summary [of]="loaded.value()" [total]="loaded.value().total" /> }`,
})
export class QuoteToApprove {
  readonly record = input.required<RecordView>();
  protected readonly loaded = inject(Records).follow(Quote, () => this.record().id);
}
