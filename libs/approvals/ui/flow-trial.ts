import { ChangeDetectionStrategy, Component, effect, inject, input, signal, untracked } from '@angular/core';
import { T, Toast } from '#kernel/ui';
import { RefControl } from '#workbench/ui';
import type { FlowDefinition, FlowView, Prediction } from '#approvals/model';
import { ApprovalsClient } from './approvals-client.ts';
import { PredictedSteps } from './predicted-steps.ts';

/** Tries the flow as it is written with a real record: who would be asked, were one to submit it oneself. */
@Component({
  selector: 'crm-flow-trial',
  imports: [PredictedSteps, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p>{{ 'flow.trySays' | t }}</p>
    <crm-ref-control [to]="flow().kind" [value]="record()" (valueChange)="record.set($event)" [label]="'flow.try' | t" />
    @if (ahead(); as one) { <crm-predicted-steps [steps]="one.steps" /> @if (one.steps.length === 0) { <p>{{ 'flow.tryNobody' | t }}</p> } }
  `,
  styles: 'p { margin: 0 0 8px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } crm-predicted-steps { display: block; margin-top: 12px; }',
})
export class FlowTrial {
  readonly flow = input.required<FlowView>();
  readonly name = input.required<string>();
  readonly draft = input.required<FlowDefinition>();
  private readonly client = inject(ApprovalsClient);
  private readonly toast = inject(Toast);
  protected readonly record = signal<string | null>(null);
  protected readonly ahead = signal<Prediction | null>(null);

  constructor() {
    effect(() => {
      const [record, draft] = [this.record(), this.draft()];
      untracked(() => void this.try(record, draft));
    });
  }
  private async try(record: string | null, draft: FlowDefinition): Promise<void> {
    try {
      this.ahead.set(record ? await this.client.tryFlow(this.flow().id, record, this.name() || '—', draft) : null);
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
