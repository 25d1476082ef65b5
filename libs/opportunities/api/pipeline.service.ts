import { Injectable } from '@nestjs/common';
import { as, Records, RecordStore, Rejected, SYSTEM } from '#kernel/api';
import { PipelineEntity, StageEntity } from './pipeline.entity.ts';

/** The ways we sell. */
@Injectable()
export class PipelineService extends RecordStore<PipelineEntity> {
  constructor(kernel: Records) {
    super(PipelineEntity, kernel);
  }
}

/** The stages of the pipelines. */
@Injectable()
export class StageService extends RecordStore<StageEntity> {
  constructor(
    kernel: Records,
    private readonly pipelines: PipelineService,
  ) {
    super(StageEntity, kernel);
  }

  /** The stages of a pipeline in order; of the first pipeline when none is named. */
  async of(pipelineId: string | null): Promise<StageEntity[]> {
    return as(SYSTEM, async () => {
      const id = pipelineId ?? (await this.pipelines.list({ size: '1' })).items[0]?.id;
      if (!id) throw new Rejected('no-stage');
      return (await this.list({ pipelineId: id, size: '200' })).items;
    });
  }

  one(id: string): Promise<StageEntity> {
    return as(SYSTEM, () => this.get(id));
  }
}
