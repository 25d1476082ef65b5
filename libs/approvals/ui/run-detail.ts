import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { modelNamed, recordOf, type RecordView } from '#kernel/model';
import { Formats, OptionSets, problemOf, T, Words } from '#kernel/ui';
import { ChangeWords, Panels, StatusChip } from '#workbench/ui';
import { RUN_TONES, type RunView } from '#approvals/model';
import { ApprovalsClient } from './approvals-client.ts';
import { FlowWords } from './flow-words.ts';
import { RunActions } from './run-actions.ts';
import { RunCourse } from './run-course.ts';

/** What is asked: the facts that matter, what changed since it was last approved, its way so far; the answers stay in sight below. */
@Component({
  selector: 'crm-run-detail',
  imports: [MatButton, Panels, RouterLink, RunActions, RunCourse, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './run-detail.html',
  styleUrl: './run-detail.scss',
})
export class RunDetail {
  readonly id = input.required<string>();
  readonly answered = output<RunView>();
  private readonly client = inject(ApprovalsClient);
  private readonly options = inject(OptionSets);
  private readonly words = inject(Words);
  private readonly says = inject(ChangeWords);
  private readonly flows = inject(FlowWords);
  protected readonly formats = inject(Formats);
  protected readonly tones: Readonly<Record<string, string>> = RUN_TONES;
  private readonly actions = viewChild(RunActions);
  protected readonly loaded = resource({ params: () => this.id(), loader: ({ params }) => this.client.run(params) });
  protected readonly run = computed(() => (this.loaded.hasValue() ? this.loaded.value() : null));
  protected readonly gone = computed(() => this.loaded.status() === 'error' && problemOf(this.loaded.error()).status === 404);
  private readonly model = computed(() => modelNamed(this.run()?.kind ?? ''));
  protected readonly link = computed(() => {
    const [model, run] = [this.model(), this.run()];
    return model && run?.opens ? ['/', recordOf(model).path, run.recordId] : null;
  });
  /** What other slices show of the record to whoever is asked and may read it, such as its files. */
  protected readonly shown = computed(() => {
    const [of, run] = [this.model(), this.run()];
    return of && run?.opens ? { of, view: { id: run.recordId } as RecordView } : null;
  });
  protected readonly facts = computed(() => {
    const run = this.run();
    if (!run) return [];
    const { customer, discount, type, typeSet, customerLevel, owner, team } = run.facts;
    const all: readonly (readonly [string, string | null | undefined])[] = [
      ['customer', customer?.name], ['discount', discount === null ? null : this.formats.percent(discount)], ['type', type && (typeSet ? this.options.label(typeSet, type) : type)], ['level', customerLevel && this.flows.level(customerLevel)],
      ['owner', owner?.name], ['team', team?.name], ['submitter', run.submitter.name], ['submittedAt', this.formats.moment(run.submittedAt)],
    ]; // prettier-ignore
    return all.flatMap(([name, text]) => (text ? [{ name, text }] : []));
  });
  protected readonly changes = computed(() => this.run()?.changes?.map(({ field, old, new: now }) => {
    const of = this.model();
    return { field, label: this.says.label(of, field), old: this.says.value(of, field, old), now: this.says.value(of, field, now) };
  })); // prettier-ignore
  protected readonly kind = computed(() => this.words.t(`${this.run()?.kind ?? ''}.one`));

  agree(): void {
    void this.actions()?.agree();
  }
  refuse(): void {
    void this.actions()?.refuse();
  }
  protected follow(run: RunView): void {
    if (run.id === this.id()) this.loaded.set(run);
  }
}
