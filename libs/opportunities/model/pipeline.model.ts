import { Choice, Flag, InputOf, Integer, PartialType, Percent, RecordOf, RecordView, Ref, Text, Texts } from '#kernel/model';

/** Fields of a deal that a stage may ask for. */
export const REQUIRABLE = ['customerId', 'contactId', 'amount', 'expectedCloseOn', 'lines', 'source', 'note'] as const;
export const FORECAST_CATEGORIES = ['omitted', 'pipeline', 'best-case', 'commit', 'closed'] as const;

/** A way of selling: an ordered list of stages. */
@RecordOf({ name: 'pipeline', path: 'pipelines', search: ['name'], order: 'position', owned: false })
export class Pipeline extends RecordView {
  @Text({ max: 100, filter: true }) name!: string;
  /** Its name in Chinese, where that differs. */
  @Text({ max: 100, optional: true }) nameZh!: string | null;
  @Integer({ min: 0, max: 10_000, sort: true, adds: false }) position!: number;
  /** Whether a deal may return to an earlier stage. */
  @Flag() backMoves!: boolean;
}
export class NewPipeline extends InputOf(Pipeline) {}
export class PipelineChange extends PartialType(NewPipeline) {}

/** A step of a pipeline; changing it never rewrites deals that passed it. */
@RecordOf({ name: 'stage', path: 'stages', search: ['name'], order: 'position', owned: false })
export class Stage extends RecordView {
  @Ref('pipeline', { filter: true }) pipelineId!: string;
  @Text({ max: 100, filter: true }) name!: string;
  @Text({ max: 100, optional: true }) nameZh!: string | null;
  @Integer({ min: 0, max: 10_000, sort: true, adds: false }) position!: number;
  @Percent() probability!: number;
  @Choice(FORECAST_CATEGORIES) forecastCategory!: (typeof FORECAST_CATEGORIES)[number];
  /** Days after which a deal that stays here counts as stale. */
  @Integer({ min: 1, max: 3650, optional: true, adds: false }) staleAfterDays!: number | null;
  /** Fields of a deal that must be filled before it may enter. */
  @Texts('text', { choices: REQUIRABLE, labels: 'stage.requiredFields' }) requiredFields!: string[];
  /** No deal enters it any more; those that are in it stay until they move on. */
  @Flag({ derived: true, optional: true }) retired!: boolean | null;
}
export class NewStage extends InputOf(Stage) {}
export class StageChange extends PartialType(NewStage) {}
/** The stages of a pipeline in their new order. */
export class StageOrder {
  @Texts('text', { max: 100 }) stageIds!: string[];
}
