import { Injectable } from '@nestjs/common';
import { as, Invalid, Recent, Records, RecordStore, Rejected, SYSTEM } from '#kernel/api';
import { PipelineChange, StageChange } from '#opportunities/model';
import { PipelineEntity, StageEntity } from './pipeline.entity.ts';

/** The ways we sell. */
@Injectable()
export class PipelineService extends RecordStore<PipelineEntity> {
  constructor(kernel: Records) {
    super(PipelineEntity, kernel, PipelineChange);
  }

  /** Throws Rejected while deals are in it, or when it is the last one. */
  override async remove(id: string, version: number): Promise<void> {
    await this.get(id);
    if ((await this.kernel.db.read('SELECT 1 FROM `opportunity` WHERE `pipelineId` = ? LIMIT 1', [id])).length > 0) throw new Rejected('pipeline-used');
    if ((await this.list({ size: '2' })).total < 2) throw new Rejected('last-pipeline');
    await super.remove(id, version);
  }
}

const CHANGED = Symbol('stages changed here');

/** The stages of the pipelines. */
@Injectable()
export class StageService extends RecordStore<StageEntity> {
  private readonly recent = new Recent<StageEntity>(1000);

  constructor(
    kernel: Records,
    private readonly pipelines: PipelineService,
  ) {
    super(StageEntity, kernel, StageChange);
  }

  override add(input: object): Promise<string> {
    return super.add(input, (stage) => void (stage.retired = false));
  }

  /** The stages of a pipeline that deals may enter, in order; of the first pipeline when none is named. */
  async of(pipelineId: string | null): Promise<StageEntity[]> {
    return (await this.all(pipelineId)).filter(({ retired }) => !retired);
  }

  /** The stages of a pipeline, also those that are retired. */
  async all(pipelineId: string | null): Promise<StageEntity[]> {
    return as(SYSTEM, async () => {
      const id = pipelineId ?? (await this.pipelines.list({ size: '1' })).items[0]?.id;
      if (!id) throw new Rejected('no-stage');
      return (await this.list({ pipelineId: id, size: '200' })).items;
    });
  }

  /** A stage as it was at most a second ago, and never older than this instance's own change to it. */
  one(id: string): Promise<StageEntity> {
    const read = () => as(SYSTEM, () => this.get(id));
    return this.changing ? read() : this.recent.of(id, this.kernel.clock.now().getTime(), read);
  }

  override change(...args: Parameters<RecordStore<StageEntity>['change']>): Promise<StageEntity> {
    return this.kernel.work.run(() => {
      this.kernel.work.memo(CHANGED, () => this.kernel.work.afterCommit(() => this.recent.drop()));
      return super.change(...args);
    });
  }
  private get changing(): boolean {
    return this.kernel.work.active && this.kernel.work.has(CHANGED);
  }

  /** Those that say after how many days a deal is stale. */
  async timed(): Promise<StageEntity[]> {
    return as(SYSTEM, async () => (await this.list({ size: '200' })).items.filter(({ staleAfterDays }) => staleAfterDays !== null));
  }

  /** Puts the stages of a pipeline in another order. */
  order(pipelineId: string, ids: readonly string[]): Promise<{ items: StageEntity[] }> {
    return this.kernel.work.run(async () => {
      await this.pipelines.get(pipelineId);
      const own = await this.all(pipelineId);
      if (ids.length !== own.length || own.some(({ id }) => !ids.includes(id))) throw new Invalid([{ pointer: '/stageIds', code: 'choice' }]);
      for (const { id, position } of own) {
        const place = ids.indexOf(id) + 1;
        if (place !== position) await this.change(id, 'update', null, (stage) => void (stage.position = place), 'order');
      }
      return { items: await this.all(pipelineId) };
    });
  }

  /** Lets no deal enter it any more. Throws Rejected for the last one of its pipeline. */
  retire(id: string, version: number): Promise<StageEntity> {
    return this.change(id, 'update', version, async (stage) => {
      await this.demandAnother(stage);
      stage.retired = true;
    }, 'retire'); // prettier-ignore
  }
  revive(id: string, version: number): Promise<StageEntity> {
    return this.change(id, 'update', version, (stage) => void (stage.retired = false), 'revive');
  }

  /** Throws Rejected when a deal is or was in it: it is retired then. */
  override async remove(id: string, version: number): Promise<void> {
    const used = await this.kernel.db.read('SELECT 1 FROM `stage_history` WHERE `stageId` = ? LIMIT 1', [id]);
    if (used.length > 0) throw new Rejected('stage-used');
    await this.demandAnother(await this.get(id));
    await super.remove(id, version);
  }

  private async demandAnother({ id, pipelineId }: StageEntity): Promise<void> {
    if (!(await this.of(pipelineId)).some((stage) => stage.id !== id)) throw new Rejected('last-stage');
  }
}
