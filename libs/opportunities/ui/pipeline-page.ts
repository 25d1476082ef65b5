import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RecordPage } from '#workbench/ui';
import { PIPELINE_FORM } from './pipeline-form.ts';
import { StageTable } from './stage-table.ts';

/** A pipeline with its stages. */
@Component({
  selector: 'crm-pipeline-page',
  imports: [RecordPage, StageTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page [layout]="layout" [id]="id()" [highlights]="['backMoves']">
      <ng-container path><crm-stage-table [pipelineId]="id()" /></ng-container>
    </crm-record-page>
  `,
})
export class PipelinePage {
  readonly id = input.required<string>();
  protected readonly layout = PIPELINE_FORM;
}
