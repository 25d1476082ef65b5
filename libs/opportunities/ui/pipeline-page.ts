import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RecordPage, RelatedCard } from '#workbench/ui';
import { Stage } from '#opportunities/model';
import { PIPELINE_FORM, STAGE_FORM } from './pipeline-form.ts';

/** A pipeline with its stages. */
@Component({
  selector: 'crm-pipeline-page',
  imports: [RecordPage, RelatedCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page [layout]="layout" [id]="id()" [highlights]="['position', 'backMoves']">
      <ng-container related><crm-related-card [of]="stage" [query]="query()" [size]="50" [shows]="['position', 'probability', 'forecastCategory']" [layout]="stageForm" [start]="query()" /></ng-container>
    </crm-record-page>
  `,
})
export class PipelinePage {
  readonly id = input.required<string>();
  protected readonly layout = PIPELINE_FORM;
  protected readonly stageForm = STAGE_FORM;
  protected readonly stage = Stage;
  protected readonly query = computed(() => ({ pipelineId: this.id() }));
}
