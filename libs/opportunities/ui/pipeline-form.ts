import { type FormLayout } from '#workbench/ui';
import { NewPipeline, NewStage, Pipeline, PipelineChange, Stage, StageChange } from '#opportunities/model';

export const PIPELINE_FORM: FormLayout<Pipeline> = {
  of: Pipeline, create: NewPipeline, change: PipelineChange, start: { position: 10, backMoves: true },
  groups: [{ key: 'opportunity.group.main', fields: ['name', 'nameZh', 'position', 'backMoves'] }],
}; // prettier-ignore
export const STAGE_FORM: FormLayout<Stage> = {
  of: Stage, create: NewStage, change: StageChange, start: { forecastCategory: 'pipeline', probability: 5000 },
  groups: [{ key: 'opportunity.group.main', fields: ['name', 'nameZh', 'probability', 'forecastCategory', 'staleAfterDays', 'requiredFields'] }],
}; // prettier-ignore
