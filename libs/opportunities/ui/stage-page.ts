import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RecordPage } from '#workbench/ui';
import { STAGE_FORM } from './pipeline-form.ts';

@Component({
  selector: 'crm-stage-page',
  imports: [RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-page [layout]="layout" [id]="id()" [highlights]="['pipelineId', 'position', 'probability', 'forecastCategory']" />`,
})
export class StagePage {
  readonly id = input.required<string>();
  protected readonly layout = STAGE_FORM;
}
