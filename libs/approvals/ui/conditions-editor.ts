import { ChangeDetectionStrategy, Component, inject, input, model } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Icon, OptionSets, Session, T } from '#kernel/ui';
import { CONDITION_FIELDS, type Condition, type ConditionField } from '#approvals/model';
import { FlowWords, scaleOf } from './flow-words.ts';
import { RefList } from './ref-list.ts';

/** The conditions that must all hold. */
@Component({
  selector: 'crm-conditions-editor',
  imports: [Icon, MatButton, MatIconButton, RefList, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (one of when(); track $index; let at = $index) {
      <div class="row">
        <select [attr.aria-label]="'flow.condition' | t" [value]="one.field" (change)="choose(at, $any($event.target).value)">@for (field of fields; track field) { <option [value]="field" [selected]="field === one.field">{{ 'flow.field.' + field | t }}</option> }</select>
        <select [attr.aria-label]="'flow.comparison' | t" (change)="set(at, { is: $any($event.target).value })">@for (is of comparisons(one.field); track is) { <option [value]="is" [selected]="is === one.is">{{ 'flow.is.' + is | t }}</option> }</select>
        @if (numeric(one.field)) { <input type="number" min="0" step="any" inputmode="decimal" [attr.aria-label]="'flow.field.' + one.field | t" [value]="shown(one)" (change)="setNumber(at, one.field, $any($event.target).value)" /><span>{{ one.field === 'discount' ? '%' : currency() }}</span> }
        <button matIconButton type="button" (click)="remove(at)" [attr.aria-label]="'ui.remove' | t"><crm-icon name="close" /></button>
        @if (one.field === 'team') { <crm-ref-list class="wide" to="team" [ids]="one.values" (idsChange)="set(at, { values: [...$event] })" [label]="'flow.field.team' | t" /> }
        @else if (!numeric(one.field)) { <div class="wide">@for (choice of choices(one); track choice.key) { <label><input type="checkbox" [checked]="one.values.includes(choice.key)" (change)="toggle(at, one, choice.key)" />{{ choice.label }}</label> }</div> }
      </div>
    }
    <button matButton type="button" (click)="add()"><crm-icon name="add" />{{ 'flow.addCondition' | t }}</button>
  `,
  styles: `
    .row { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; padding: 6px 0; border-top: 1px solid var(--mat-sys-outline-variant); } select, input[type='number'] { height: 36px; padding: 0 8px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 13px; } input[type='number'] { flex: 1; min-width: 80px; } span { font-size: 12px; color: var(--mat-sys-on-surface-variant); }
    .row > button { margin-inline-start: auto; } .wide { flex: 1 0 100%; } div.wide { display: flex; flex-wrap: wrap; gap: 4px 14px; } label { display: inline-flex; align-items: center; gap: 6px; min-height: 32px; font-size: 13px; } crm-icon { width: 18px; height: 18px; }
  `,
})
export class ConditionsEditor {
  readonly when = model.required<readonly Condition[]>();
  readonly typeSet = input<string | null>(null);
  private readonly options = inject(OptionSets);
  private readonly session = inject(Session);
  private readonly flows = inject(FlowWords);
  protected readonly fields = CONDITION_FIELDS;
  protected currency = () => this.session.me()?.workspace.currency ?? '';
  protected numeric = (field: ConditionField) => field === 'amount' || field === 'discount';
  protected comparisons = (field: ConditionField): readonly Condition['is'][] => (this.numeric(field) ? ['at-least', 'below'] : ['one-of', 'none-of']);
  protected shown = ({ field, number }: Condition) => (number === null ? '' : number / scaleOf(field, this.currency()));

  /** What may be ticked: the options of the set, and what was ticked before they went. */
  protected choices({ field, values }: Condition): { key: string; label: string }[] {
    if (field === 'currency') return [...new Set([...(this.session.me()?.workspace.currencies ?? []), ...values])].map((key) => ({ key, label: key }));
    if (field === 'level') return [...new Set([...this.flows.levels(), ...values])].map((key) => ({ key, label: this.flows.level(key) }));
    const set = this.typeSet() ?? '';
    const known = this.options.of(set).map(({ key }) => key);
    return [...new Set([...known, ...values])].map((key) => ({ key, label: this.options.label(set, key) }));
  }
  protected add(): void {
    this.when.update((all) => [...all, { field: 'amount', is: 'at-least', number: null, values: [] }]);
  }
  protected remove(at: number): void {
    this.when.update((all) => all.filter((_, index) => index !== at));
  }
  protected set(at: number, change: Partial<Condition>): void {
    this.when.update((all) => all.map((one, index) => (index === at ? { ...one, ...change } : one)));
  }
  protected choose(at: number, field: ConditionField): void {
    this.set(at, { field, is: this.comparisons(field)[0] ?? 'one-of', number: null, values: [] });
  }
  protected setNumber(at: number, field: ConditionField, text: string): void {
    const value = Number(text);
    this.set(at, { number: text.trim() === '' || !(value >= 0) ? null : Math.round(value * scaleOf(field, this.currency())) });
  }
  protected toggle(at: number, { values }: Condition, key: string): void {
    this.set(at, { values: values.includes(key) ? values.filter((one) => one !== key) : [...values, key] });
  }
}
