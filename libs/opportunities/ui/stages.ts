import { inject, Injectable, resource } from '@angular/core';
import { Words } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { Pipeline, Stage } from '#opportunities/model';

/** The pipelines and their stages, loaded once. */
@Injectable({ providedIn: 'root' })
export class Stages {
  private readonly records = inject(Records);
  private readonly words = inject(Words);
  readonly pipelines = resource({ loader: () => this.records.list(Pipeline, { size: '200' }) });
  private readonly stages = resource({ loader: () => this.records.list(Stage, { size: '200' }) });

  /** In order. */
  of(pipelineId: string): readonly Stage[] {
    return (this.stages.hasValue() ? this.stages.value().items : []).filter((stage) => stage.pipelineId === pipelineId);
  }
  one(id: string): Stage | undefined {
    return (this.stages.hasValue() ? this.stages.value().items : []).find((stage) => stage.id === id);
  }
  /** In the reader's language. */
  name = ({ name, nameZh }: Pick<Stage, 'name' | 'nameZh'>) => (this.words.chinese() && nameZh ? nameZh : name);
}
