import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Icon, T, Words } from '#kernel/ui';
import { RecordList, type View } from '#workbench/ui';
import { Opportunity } from '#opportunities/model';
import { OPPORTUNITY_FORM } from './opportunity-form.ts';
import { Stages } from './stages.ts';

@Component({
  selector: 'crm-opportunity-list',
  imports: [Icon, MatButton, RecordList, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-list [of]="of" [columns]="['name', 'customerId', 'status', 'stageId', 'amount', 'expectedCloseOn', 'closedOn', 'ownerId']" [card]="['customerId', 'amount', 'ownerId']" [views]="views" [layout]="layout" [mark]="late" [marks]="['status', 'stageId', 'stageSince']">
      <a tools matButton="outlined" routerLink="/opportunities/board" [attr.aria-label]="'opportunity.view.board' | t"><crm-icon name="kanban" /> <span class="word">{{ 'opportunity.view.board' | t }}</span></a>
    </crm-record-list>
  `,
  styles: 'a crm-icon { vertical-align: middle; } @media (max-width: 767px) { .word { display: none; } }',
})
export class OpportunityList {
  protected readonly of = Opportunity;
  protected readonly layout = OPPORTUNITY_FORM;
  private readonly stages = inject(Stages);
  private readonly words = inject(Words);
  /** Says that a deal is longer in its stage than it should be. */
  protected readonly late = (deal: Opportunity) => {
    const days = this.stages.late(deal);
    return days > 0 ? this.words.t('opportunity.stale', { n: days }) : '';
  };
  protected readonly views: View[] = [
    { key: 'all', params: {} }, { key: 'mine', params: { ownerId: 'me', status: 'open' } }, { key: 'open', params: { status: 'open' } },
    { key: 'stale', params: { stale: 'true' } }, { key: 'closing', params: { status: 'open', expectedCloseOn: 'next-30-days' } }, { key: 'won', params: { status: 'won', sort: '-closedOn' } },
  ]; // prettier-ignore
}
