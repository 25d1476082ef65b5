import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { Session, T, Words } from '#kernel/ui';
import { HOW, MOST_HOURS, MOST_LEVELS, NOBODY, SUBMITTER, TIMEOUTS, WHO, type FlowStep } from '#approvals/model';
import { ConditionsEditor } from './conditions-editor.ts';
import { RefList } from './ref-list.ts';

/** One node of a flow: what it is called, who is asked and how, when, and what happens without anybody. */
@Component({
  selector: 'crm-step-editor',
  imports: [ConditionsEditor, RefList, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>{{ 'flow.stepName' | t }}<input maxlength="100" [value]="step().name" (change)="set({ name: $any($event.target).value.trim() || step().name })" /></label>
    <label>{{ (step().kind === 'copy' ? 'flow.copyTo' : 'flow.who') | t }}<select (change)="set({ who: $any($event.target).value, level: step().level ?? 1 })">@for (one of who; track one) { <option [value]="one" [selected]="one === step().who">{{ 'flow.whoKind.' + one | t }}</option> }</select></label>
    @switch (step().who) {
      @case ('people') { <crm-ref-list to="user" [ids]="step().people" (idsChange)="set({ people: [...$event] })" [label]="'flow.whoKind.people' | t" /> }
      @case ('role') { <label>{{ 'flow.role' | t }}<select (change)="set({ role: $any($event.target).value || null })"><option value="">—</option>@for (one of roles(); track one.key) { <option [value]="one.key" [selected]="one.key === step().role">{{ one.name }}</option> }</select></label> }
      @case ('superior') { <label>{{ 'flow.level' | t }}<input type="number" min="1" [max]="most" [value]="step().level ?? 1" (change)="set({ level: levelOf($any($event.target).value) })" /></label> }
      @case ('superiors') { <label>{{ 'flow.levelUpTo' | t }}<input type="number" min="1" [max]="most" [value]="step().level ?? 1" (change)="set({ level: levelOf($any($event.target).value) })" /></label> }
    }
    @if (step().kind === 'approval') {
      <fieldset><legend>{{ 'flow.how' | t }}</legend>@for (one of how; track one) { <label class="row"><input type="radio" name="how" [checked]="one === step().how" (change)="set({ how: one })" />{{ 'flow.howIs.' + one | t }}</label> }</fieldset>
      <fieldset><legend>{{ 'flow.nobody' | t }}</legend>@for (one of nobody; track one) { <label class="row"><input type="radio" name="nobody" [checked]="one === step().nobody" (change)="set({ nobody: one })" />{{ 'flow.nobodyIs.' + one | t }}</label> }</fieldset>
      <fieldset><legend>{{ 'flow.submitter' | t }}</legend>@for (one of submitter; track one) { <label class="row"><input type="radio" name="submitter" [checked]="one === step().submitter" (change)="set({ submitter: one })" />{{ 'flow.submitterIs.' + one | t }}</label> }</fieldset>
      <div class="due">
        <label>{{ 'flow.timeoutHours' | t }}<input type="number" min="1" [max]="mostHours" [value]="step().timeoutHours ?? ''" (change)="limit($any($event.target).value)" /></label>
        @if (step().timeoutHours) { <label>{{ 'flow.onTimeout' | t }}<select (change)="set({ onTimeout: $any($event.target).value })">@for (one of timeouts; track one) { <option [value]="one" [selected]="one === step().onTimeout">{{ 'flow.onTimeoutIs.' + one | t }}</option> }</select></label> }
      </div>
    }
    <h4>{{ 'flow.when' | t }}</h4><p>{{ 'flow.whenSays' | t }}</p>
    <crm-conditions-editor [when]="step().when" (whenChange)="set({ when: [...$event] })" [typeSet]="typeSet()" />
  `,
  styles: `
    :host { display: grid; gap: 12px; } label { display: grid; gap: 4px; font-size: 13px; } input:not([type='radio']), select { height: 38px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; } h4 { margin: 4px 0 0; font-size: 13px; font-weight: 600; } p { margin: -8px 0 0; font-size: 12px; color: var(--mat-sys-on-surface-variant); }
    fieldset { margin: 0; padding: 0; border: 0; } legend { padding: 0; font-size: 13px; font-weight: 500; } .due { display: grid; grid-template-columns: 1fr 1.4fr; gap: 12px; align-items: end; } .row { display: flex; align-items: center; gap: 8px; min-height: 30px; }
  `,
})
export class StepEditor {
  readonly step = model.required<FlowStep>();
  readonly typeSet = input<string | null>(null);
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  protected readonly who = WHO;
  protected readonly how = HOW;
  protected readonly nobody = NOBODY;
  protected readonly submitter = SUBMITTER;
  protected readonly most = MOST_LEVELS;
  protected readonly mostHours = MOST_HOURS;
  protected readonly timeouts = TIMEOUTS;
  protected readonly roles = computed(() => (this.session.me()?.roles ?? []).map(({ key }) => ({ key, name: this.words.t(`role.${key}`) })));
  protected levelOf = (text: string) => Math.min(MOST_LEVELS, Math.max(1, Math.round(Number(text)) || 1));

  /** Without a limit nothing happens; with one somebody is reminded unless it is said otherwise. */
  protected limit(text: string): void {
    const timeoutHours = Math.min(MOST_HOURS, Math.max(0, Math.round(Number(text)) || 0)) || null;
    this.set({ timeoutHours, onTimeout: timeoutHours ? (this.step().onTimeout ?? 'remind') : null });
  }
  protected set(change: Partial<FlowStep>): void {
    this.step.update((step) => ({ ...step, ...change }));
  }
}
