import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { RecordView } from '#kernel/model';
import { T } from '#kernel/ui';
import { RelatedCard } from '#workbench/ui';
import { Opportunity } from '#opportunities/model';
import { OPPORTUNITY_FORM } from './opportunity-form.ts';

/** The deals fought against a competitor, on the competitor's page. */
@Component({
  selector: 'crm-competitor-opportunities',
  imports: [RelatedCard, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-related-card [of]="of" [query]="query()" [shows]="['status', 'amount', 'customerId']" [layout]="layout" [start]="query()" [title]="'opportunity.against' | t" />`,
})
export class CompetitorOpportunities {
  readonly record = input.required<RecordView>();
  protected readonly of = Opportunity;
  protected readonly layout = OPPORTUNITY_FORM;
  protected readonly query = computed(() => ({ competitorId: this.record().id }));
}
