import { inject, Injectable, resource } from '@angular/core';
import { daysBetween } from '#kernel/model';
import { Formats, Words } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { Pipeline, Stage, type Opportunity } from '#opportunities/model';

/** The pipelines and their stages, loaded once. */
@Injectable({ providedIn: 'root' })
export class Stages {
  private readonly records = inject(Records);
  private readonly words = inject(Words);
  private readonly formats = inject(Formats);
  readonly pipelines = resource({ loader: () => this.records.list(Pipeline, { size: '200' }) });
  private readonly stages = resource({ loader: () => this.records.list(Stage, { size: '200' }) });

  reload(): void {
    this.stages.reload();
    this.pipelines.reload();
  }
  /** How many days a deal is in its stage, when that is more than the stage allows; 0 otherwise. */
  late({ status, stageId, stageSince }: Pick<Opportunity, 'status' | 'stageId' | 'stageSince'>): number {
    const allowed = status === 'open' ? this.one(stageId)?.staleAfterDays : null;
    const days = allowed ? daysBetween(stageSince.slice(0, 10), this.formats.today) : 0;
    return allowed && days > allowed ? days : 0;
  }
  /** Those that deals may enter, in order. */
  of(pipelineId: string): readonly Stage[] {
    return (this.stages.hasValue() ? this.stages.value().items : []).filter((stage) => stage.pipelineId === pipelineId && !stage.retired);
  }
  /** The stages of a deal's way: those it may enter, and the one it is in. */
  way(deal: Pick<Opportunity, 'pipelineId' | 'stageId'> | undefined): readonly Stage[] {
    const all = this.stages.hasValue() ? this.stages.value().items : [];
    return all.filter(({ id, pipelineId, retired }) => pipelineId === deal?.pipelineId && (!retired || id === deal.stageId));
  }
  one(id: string): Stage | undefined {
    return (this.stages.hasValue() ? this.stages.value().items : []).find((stage) => stage.id === id);
  }
  /** In the reader's language. */
  name = ({ name, nameZh }: Pick<Stage, 'name' | 'nameZh'>) => (this.words.chinese() && nameZh ? nameZh : name);
}
