import { CdkDrag, CdkDragHandle, CdkDropList, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { firstValueFrom } from 'rxjs';
import { Formats, Icon, Session, T, Toast, Words } from '#kernel/ui';
import { Editor, Records } from '#workbench/ui';
import { Stage } from '#opportunities/model';
import { STAGE_FORM } from './pipeline-form.ts';
import { Stages } from './stages.ts';

/** The stages of a pipeline from top to bottom: dragged or moved by buttons, edited, retired. */
@Component({
  selector: 'crm-stage-table',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, Icon, MatButton, MatIconButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './stage-table.html',
  styleUrl: './stage-table.scss',
})
export class StageTable {
  readonly pipelineId = input.required<string>();
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly editor = inject(Editor);
  private readonly toast = inject(Toast);
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  protected readonly stages = inject(Stages);
  protected readonly formats = inject(Formats);
  protected readonly page = resource({
    params: () => ({ pipelineId: this.pipelineId(), size: '200', changes: this.records.changes() }),
    loader: ({ params: { pipelineId, size } }) => this.records.list(Stage, { pipelineId, size }),
  });
  /** In the order they will have, before the server has answered. */
  protected readonly shown = linkedSignal<readonly Stage[], readonly Stage[]>({
    source: () => (this.page.hasValue() ? this.page.value().items : []),
    computation: (items, before) => (items.length === 0 && this.page.isLoading() ? (before?.value ?? []) : items),
  });
  protected readonly may = computed(() => this.session.can('stage.update'));
  protected readonly mayAdd = computed(() => this.session.can('stage.create'));

  protected asks({ requiredFields }: Stage): string {
    const fields = requiredFields.map((name) => this.words.t(`stage.requiredFields.${name}`)).join(this.words.chinese() ? '、' : ', ');
    return fields ? this.words.t('pipeline.asks', { fields }) : this.words.t('pipeline.noRequired');
  }
  protected async add(): Promise<void> {
    await this.editor.open(STAGE_FORM, null, { pipelineId: this.pipelineId(), position: this.shown().length + 1 });
    this.stages.reload();
  }
  protected async edit(stage: Stage): Promise<void> {
    await this.editor.open(STAGE_FORM, stage);
    this.stages.reload();
  }
  protected retire(stage: Stage): Promise<void> {
    return this.attempt(() => this.records.verb(Stage, stage, stage.retired ? 'revive' : 'retire'));
  }
  protected remove(stage: Stage): Promise<void> {
    return this.attempt(() => this.records.remove(Stage, stage));
  }
  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    if (previousIndex !== currentIndex) void this.move(previousIndex, currentIndex - previousIndex);
  }
  protected move(index: number, by: number): Promise<void> {
    const stages = [...this.shown()];
    stages.splice(index + by, 0, ...stages.splice(index, 1));
    this.shown.set(stages);
    return this.attempt(() => firstValueFrom(this.http.put(`/api/v1/pipelines/${this.pipelineId()}/order`, { stageIds: stages.map(({ id }) => id) })));
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) => this.toast.fail(error));
    this.page.reload();
    this.stages.reload();
  }
}
