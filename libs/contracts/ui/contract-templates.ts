import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ContractTemplate, ContractTemplateChange, NewContractTemplate } from '#contracts/model';
import { RecordList, RecordPage, type FormLayout, type View } from '#workbench/ui';
import { TermsPart } from './terms-part.ts';

const TEMPLATE_FORM: FormLayout<ContractTemplate> = {
  of: ContractTemplate, create: NewContractTemplate, change: ContractTemplateChange,
  start: { active: true, terms: '' },
  wide: ['name'],
  groups: [{ key: 'contract-template.group.main', fields: ['name', 'type', 'active'] }],
  part: TermsPart,
}; // prettier-ignore

/** The templates of terms. */
@Component({
  selector: 'crm-contract-template-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'type', 'active']" [card]="['type']" [views]="views" [layout]="layout" />`,
})
export class ContractTemplateList {
  protected readonly of = ContractTemplate;
  protected readonly layout = TEMPLATE_FORM;
  protected readonly views: View[] = [];
}

/** A template of terms, to be read and changed. */
@Component({
  selector: 'crm-contract-template-page',
  imports: [RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['type', 'active']"><ng-container middle>@if (page.current(); as one) { <p>{{ $any(one).terms }}</p> }</ng-container></crm-record-page>`,
  styles: 'p { margin: 0; padding: 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.75; }',
})
export class ContractTemplatePage {
  readonly id = input.required<string>();
  protected readonly layout = TEMPLATE_FORM;
}
