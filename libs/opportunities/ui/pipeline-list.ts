import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RecordList } from '#workbench/ui';
import { Pipeline } from '#opportunities/model';
import { PIPELINE_FORM } from './pipeline-form.ts';

@Component({
  selector: 'crm-pipeline-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'nameZh', 'position', 'backMoves']" [card]="['nameZh']" [layout]="layout" />`,
})
export class PipelineList {
  protected readonly of = Pipeline;
  protected readonly layout = PIPELINE_FORM;
}
