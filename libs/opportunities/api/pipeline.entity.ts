import { RecordTable } from '#kernel/api';
import { Pipeline, Stage } from '#opportunities/model';

/** A pipeline as it is stored. */
@RecordTable({ indexes: [['deletedKey', 'position', 'id']] })
export class PipelineEntity extends Pipeline {}

/** A stage as it is stored. */
@RecordTable({ indexes: [['deletedKey', 'position', 'id'], ['pipelineId', 'deletedKey', 'position']] })
export class StageEntity extends Stage {}
