import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { minorDigits } from '#kernel/model';
import { Formats, T } from '#kernel/ui';
import { AFTER_RETURN, RECALL, SAME_APPROVER, type FlowDefinition } from '#approvals/model';
import { ConditionsEditor } from './conditions-editor.ts';

/** For which records a flow is, and how it deals with what comes up. */
@Component({
  selector: 'crm-flow-settings',
  imports: [ConditionsEditor, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h3>{{ 'flow.forWhich' | t }}</h3><crm-conditions-editor [when]="draft().when" (whenChange)="set({ when: [...$event] })" [typeSet]="typeSet()" />
    @for (group of groups; track group.name) {
      <fieldset><legend>{{ 'flow.' + group.name | t }}</legend>@for (one of group.choices; track one) { <label><input type="radio" [name]="group.name" [checked]="draft()[group.name] === one" (change)="choose(group.name, one)" />{{ 'flow.' + group.name + 'Is.' + one | t }}</label> }</fieldset>
    }
    <label><input type="checkbox" [checked]="draft().batch" (change)="set({ batch: $any($event.target).checked })" />{{ 'flow.batch' | t }}</label>
    <label class="proof">{{ 'flow.proofAbove' | t }} <input type="number" min="0" step="any" inputmode="decimal" [value]="proof()" (change)="limit($any($event.target).value)" /> {{ currency() }}</label>
  `,
  styles: ':host { display: grid; gap: 10px; } h3, legend { margin: 0; padding: 0; font-size: 13px; font-weight: 500; } fieldset { margin: 0; padding: 0; border: 0; } label { display: flex; align-items: center; gap: 8px; min-height: 30px; font-size: 13px; } .proof { flex-wrap: wrap; } .proof input { width: 120px; height: 36px; padding: 0 8px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; }',
})
export class FlowSettings {
  readonly draft = model.required<FlowDefinition>();
  readonly typeSet = input<string | null>(null);
  protected readonly groups = [{ name: 'sameApprover', choices: SAME_APPROVER }, { name: 'afterReturn', choices: AFTER_RETURN }, { name: 'recall', choices: RECALL }] as const;

  private readonly formats = inject(Formats);
  protected readonly currency = computed(() => this.formats.currency);
  private readonly scale = computed(() => 10 ** minorDigits(this.currency()));
  protected readonly proof = computed(() => (typeof this.draft().proofAbove === 'number' ? (this.draft().proofAbove as number) / this.scale() : ''));

  protected limit(text: string): void {
    const value = Number(text);
    this.set({ proofAbove: text.trim() === '' || !(value >= 0) ? null : Math.round(value * this.scale()) });
  }
  protected set(change: Partial<FlowDefinition>): void {
    this.draft.update((draft) => ({ ...draft, ...change }));
  }
  protected choose(name: 'sameApprover' | 'afterReturn' | 'recall', value: string): void {
    this.set({ [name]: value });
  }
}
