import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { addDays, daysBetween } from '#kernel/model';
import { Formats, Words } from '#kernel/ui';
import { RecordList, type View } from '#workbench/ui';
import { OUTSTANDING, Receivable } from '#receivables/model';
import { AgeingBar } from './ageing-bar.ts';
import { RECEIVABLE_FORM } from './forms.ts';
import { ReceivablesTabs } from './receivables-tabs.ts';

/** What is to come in, the longest overdue first. */
@Component({
  selector: 'crm-receivable-list',
  imports: [AgeingBar, ReceivablesTabs, RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-receivables-tabs />
    <crm-ageing-bar />
    <crm-record-list [of]="of" [columns]="['name', 'customerId', 'dueOn', 'status', 'open', 'amount', 'received', 'contractId', 'ownerId']" [card]="['customerId', 'open', 'dueOn']" [views]="views" [layout]="layout" [mark]="late" />
  `,
  styles: ':host { display: flex; flex-direction: column; min-height: 0; height: 100%; } crm-record-list { flex: 1; min-height: 0; }',
})
export class ReceivableList {
  private readonly formats = inject(Formats);
  private readonly words = inject(Words);
  protected readonly of = Receivable;
  protected readonly layout = RECEIVABLE_FORM;
  private readonly open = OUTSTANDING.join(',');
  protected readonly views: View[] = [
    { key: 'all', params: {} },
    { key: 'outstanding', params: { status: this.open } },
    { key: 'overdue', params: { status: this.open, 'dueOn.lte': addDays(this.formats.today, -1) } },
    { key: 'due', params: { status: this.open, dueOn: 'next-30-days' } },
    { key: 'mine', params: { ownerId: 'me', status: this.open } },
  ];
  protected readonly late = ({ dueOn, status }: Receivable) => {
    const days = daysBetween(dueOn, this.formats.today);
    return days > 0 && OUTSTANDING.includes(status) ? this.words.t('receivable.late', { n: days }) : '';
  };
}
