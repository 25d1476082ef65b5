import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Competitor } from '#competitors/model';
import { RecordList, type View } from '#workbench/ui';
import { COMPETITOR_FORM } from './competitor-form.ts';

@Component({
  selector: 'crm-competitor-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'status', 'sells', 'website', 'tags', 'ownerId', 'createdAt']" [card]="['sells', 'ownerId']" [views]="views" [layout]="layout" />`,
})
export class CompetitorList {
  protected readonly of = Competitor;
  protected readonly layout = COMPETITOR_FORM;
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'watched', params: { status: 'watched' } }, { key: 'mine', params: { ownerId: 'me' } }];
}
