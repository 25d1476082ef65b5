import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RecordPage } from '#workbench/ui';
import { COMPETITOR_FORM } from './competitor-form.ts';

/** A competitor: what is known of them, and the deals they are in. */
@Component({
  selector: 'crm-competitor-page',
  imports: [RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-page [layout]="layout" [id]="id()" [highlights]="['website', 'sells', 'ownerId']" />`,
})
export class CompetitorPage {
  readonly id = input.required<string>();
  protected readonly layout = COMPETITOR_FORM;
}
