import { CdkDrag, CdkDragHandle, CdkDropList, moveItemInArray, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { Icon, Problems, T, Toast, Words } from '#kernel/ui';
import { Confirm, StatusChip } from '#workbench/ui';
import { EMPTY_FLOW, flowFaults, type FlowDefinition, type FlowStep, type FlowView } from '#approvals/model';
import { ApprovalsClient } from './approvals-client.ts';
import { FlowSettings } from './flow-settings.ts';
import { FlowTrial } from './flow-trial.ts';
import { FlowVersions } from './flow-versions.ts';
import { FlowWords } from './flow-words.ts';
import { StepEditor } from './step-editor.ts';

const BLANK: Omit<FlowStep, 'id' | 'kind' | 'name'> = { when: [], who: 'superior', people: [], role: null, level: 1, how: 'in-turn', nobody: 'administrator', submitter: 'skip', timeoutHours: null, onTimeout: null };

/** Draws a flow: its steps from top to bottom, the chosen one open at the side. */
@Component({
  selector: 'crm-flow-page',
  imports: [CdkDrag, CdkDragHandle, CdkDropList, FlowSettings, FlowTrial, FlowVersions, Icon, MatButton, MatIconButton, MatMenuModule, RouterLink, StatusChip, StepEditor, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './flow-page.html',
  styleUrl: './flow-page.scss',
})
export class FlowPage {
  readonly id = input.required<string>();
  private readonly client = inject(ApprovalsClient);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  private readonly problems = inject(Problems);
  protected readonly says = inject(FlowWords);
  protected readonly stored = signal<FlowView | null>(null);
  protected readonly failed = signal(false);
  protected readonly busy = signal(false);
  protected readonly name = signal('');
  protected readonly draft = signal<FlowDefinition>(EMPTY_FLOW);
  /** The step that is open; null shows the settings of the flow. */
  protected readonly chosen = signal<string | null>(null);
  private readonly kinds = resource({ loader: () => this.client.flows() });
  protected readonly typeSet = computed(() => (this.kinds.hasValue() ? (this.kinds.value().kinds.find(({ kind }) => kind === this.stored()?.kind)?.typeSet ?? null) : null));
  protected readonly dirty = computed(() => this.stored() !== null && (JSON.stringify(this.draft()) !== JSON.stringify(this.stored()?.draft) || this.name() !== this.stored()?.name));
  protected readonly step = computed(() => this.draft().steps.find(({ id }) => id === this.chosen()) ?? null);
  private readonly faults = computed(() => flowFaults(this.draft()));
  protected readonly wrong = computed(() => new Set(this.faults().map(({ pointer }) => pointer.split('/')[2])));

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => void this.client.flow(id).then((flow) => this.take(flow), () => this.failed.set(true))); // prettier-ignore
    });
    const warn = (event: BeforeUnloadEvent) => this.dirty() && event.preventDefault();
    window.addEventListener('beforeunload', warn);
    inject(DestroyRef).onDestroy(() => window.removeEventListener('beforeunload', warn));
  }

  /** Asks before what was drawn and not saved is left. */
  leave(): Promise<boolean> | true {
    return !this.dirty() || this.confirm.ask('ui.leaveQuestion', 'ui.discard');
  }

  protected add(kind: FlowStep['kind'], at: number): void {
    const step: FlowStep = { ...BLANK, id: crypto.randomUUID().slice(0, 8), kind, name: this.words.t(kind === 'copy' ? 'flow.newCopy' : 'flow.newStep') };
    this.draft.update((draft) => ({ ...draft, steps: draft.steps.toSpliced(at, 0, step) }));
    this.chosen.set(step.id);
  }
  protected set(step: FlowStep): void {
    this.draft.update((draft) => ({ ...draft, steps: draft.steps.map((one) => (one.id === step.id ? step : one)) }));
  }
  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }
  protected move(from: number, to: number): void {
    const steps = [...this.draft().steps];
    moveItemInArray(steps, from, to);
    this.draft.update((draft) => ({ ...draft, steps }));
  }
  protected remove(id: string): void {
    this.draft.update((draft) => ({ ...draft, steps: draft.steps.filter((one) => one.id !== id) }));
    if (this.chosen() === id) this.chosen.set(null);
  }

  protected save(): Promise<boolean> {
    return this.during(async (flow) => this.take(await this.client.writeFlow(flow, this.name(), this.draft())), 'flow.saved');
  }
  protected async publish(): Promise<void> {
    const [fault] = this.faults();
    if (fault) {
      const at = this.draft().steps[Number(fault.pointer.split('/')[2])];
      if (at) this.chosen.set(at.id);
      return this.toast.say(`${at?.name ?? this.name()}: ${this.problems.sentence(fault.code)}`);
    }
    if (this.dirty() && !(await this.save())) return;
    await this.during(async (flow) => this.take(await this.client.setFlow(flow, 'publish')), 'flow.publishedNow');
  }
  protected async withdraw(): Promise<void> {
    if (await this.confirm.ask('flow.withdrawQuestion', 'flow.withdraw')) await this.during(async (flow) => this.take(await this.client.setFlow(flow, 'withdraw')), 'flow.withdrawn');
  }
  protected async delete(): Promise<void> {
    if (!(await this.confirm.ask('flow.deleteQuestion', 'ui.delete', { name: this.name() }))) return;
    if (await this.during((flow) => this.client.removeFlow(flow), 'flow.deleted')) {
      this.stored.set(null);
      await this.router.navigate(['/approval-flows']);
    }
  }
  /** What was published before becomes what is written next. */
  protected takeOver(definition: FlowDefinition): void {
    this.draft.set(definition);
    this.chosen.set(null);
  }

  private take(flow: FlowView): void {
    this.stored.set(flow);
    this.name.set(flow.name);
    this.draft.set(flow.draft);
  }
  private async during(work: (flow: FlowView) => Promise<unknown>, says: string): Promise<boolean> {
    const flow = this.stored();
    if (!flow) return false;
    this.busy.set(true);
    try {
      await work(flow);
      this.toast.show(says);
      return true;
    } catch (error) {
      this.toast.fail(error);
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}
