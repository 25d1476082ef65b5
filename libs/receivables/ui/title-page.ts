import { ChangeDetectionStrategy, Component, computed, input, viewChild } from '@angular/core';
import { T } from '#kernel/ui';
import { RecordPage, StatusChip } from '#workbench/ui';
import { taxNumberOf, type InvoiceTitle } from '#receivables/model';
import { TITLE_FORM } from './forms.ts';

/** A title; an older tax number is marked. */
@Component({
  selector: 'crm-title-page',
  imports: [RecordPage, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['customerId', 'kind', 'taxNumber']">
      <ng-container actions>@if (legacy()) { <crm-status-chip tone="warning">{{ 'invoice-title.legacy' | t }}</crm-status-chip> }</ng-container>
    </crm-record-page>
  `,
})
export class TitlePage {
  readonly id = input.required<string>();
  protected readonly layout = TITLE_FORM;
  private readonly page = viewChild.required<RecordPage<InvoiceTitle>>('page');
  protected readonly legacy = computed(() => taxNumberOf(this.page().current()?.taxNumber ?? '') === 'legacy');
}
