import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, T, Toast } from '#kernel/ui';
import { Records, StatusChip } from '#workbench/ui';
import { APPROVAL_TONES, RUN_TONES, type ApprovalState, type RunView } from '#approvals/model';
import { ApprovalsClient } from './approvals-client.ts';
import { PredictedSteps } from './predicted-steps.ts';
import { RefList } from './ref-list.ts';
import { RunActions } from './run-actions.ts';
import { RunCourse } from './run-course.ts';

/** The approval of a record on its page: who would be asked, the running round with what one may do, and the rounds before. */
@Component({
  selector: 'crm-approval-panel',
  imports: [MatButton, PredictedSteps, RefList, RunActions, RunCourse, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.ahead]': 'ahead()' },
  templateUrl: './approval-panel.html',
  styleUrl: './approval-panel.scss',
})
export class ApprovalPanel {
  readonly kind = input.required<string>();
  readonly id = input.required<string>();
  readonly version = input.required<number>();
  readonly approval = input.required<ApprovalState>();
  /** Whether to submit is what comes next here. */
  readonly leads = input(true);
  /** It stands before all else on a page: on a phone, where somebody has to act. */
  readonly ahead = input(false);
  /** The record is different now: it was submitted, or the decision fell. */
  readonly changed = output();
  private readonly client = inject(ApprovalsClient);
  private readonly toast = inject(Toast);
  private readonly records = inject(Records);
  protected readonly formats = inject(Formats);
  protected readonly tones: Readonly<Record<string, string>> = APPROVAL_TONES;
  protected readonly runTones: Readonly<Record<string, string>> = RUN_TONES;
  protected readonly busy = signal(false);
  protected readonly chosen = signal<readonly string[]>([]);

  protected readonly rounds = resource({
    params: () => ({ kind: this.kind(), id: this.id(), version: this.version() }),
    loader: ({ params }) => this.client.ofRecord(params.kind, params.id),
  });
  protected readonly running = computed(() => (this.rounds.hasValue() ? this.rounds.value().running : null));
  protected readonly past = computed(() => (this.rounds.hasValue() ? this.rounds.value().past : []));
  protected readonly returned = computed(() => (this.past()[0]?.state === 'returned' && this.approval() === 'none' ? this.past()[0] : null));
  /** Whether it could be submitted now, as far as the approval knows. */
  protected readonly submits = computed(() => this.rounds.hasValue() && this.rounds.value().submits && ['none', 'rejected'].includes(this.approval()));
  protected readonly predicted = resource({
    params: () => (this.submits() ? { kind: this.kind(), id: this.id(), version: this.version(), chosen: this.chosen() } : undefined),
    loader: ({ params }) => this.client.prediction(params.kind, params.id, params.chosen),
  });
  protected readonly prediction = computed(() => (this.predicted.hasValue() ? this.predicted.value() : null));
  /** Stays once it was asked for: the choice can be made again. */
  protected readonly chooses = computed(() => this.chosen().length > 0 || this.prediction()?.choose === true);

  /** The rounds before that were opened. */
  protected readonly details = signal<Readonly<Record<string, RunView>>>({});
  protected async opened(id: string): Promise<void> {
    if (this.details()[id]) return;
    const run = await this.client.run(id).catch((error: unknown) => this.toast.fail(error));
    if (run) this.details.update((all) => ({ ...all, [id]: run }));
  }

  protected async submit(): Promise<void> {
    this.busy.set(true);
    try {
      const { status } = await this.client.submit(this.kind(), this.id(), this.version(), this.chosen());
      this.toast.show(status === 'approved' ? 'approval.passed' : 'approval.submitted');
      this.chosen.set([]);
      this.follow();
    } catch (error) {
      this.toast.fail(error);
    } finally {
      this.busy.set(false);
    }
  }
  protected follow(): void {
    this.rounds.reload();
    this.records.changes.update((n) => n + 1);
    this.changed.emit();
  }
}
