import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatOption, MatSelect } from '@angular/material/select';
import { isPeriod, operatorsOf, PERIODS, type Class, type Field, type Operator } from '#kernel/model';
import { Control } from './control.ts';
import { filterKey, type Filter } from './list-state.ts';
import { T, Words } from '#kernel/ui';

/** Chooses how a field is compared, and with what. */
@Component({
  selector: 'crm-filter-editor',
  imports: [Control, MatButton, MatFormField, MatOption, MatSelect, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="name">{{ words.label(of(), field().name) }}</p>
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-select [value]="operator()" (valueChange)="operator.set($event)" [aria-label]="'ui.comparison' | t">
        @for (one of operators(); track one) { <mat-option [value]="one">{{ (one === 'empty' ? 'operator.isEmpty' : 'operator.' + one) | t }}</mat-option> }
      </mat-select>
    </mat-form-field>
    @if (operator() !== 'empty') {
      @if (tokens().length > 0) {
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-select [value]="token()" (valueChange)="token.set($event)" [aria-label]="'ui.value' | t">
            @for (one of tokens(); track one.key) { <mat-option [value]="one.key">{{ one.label }}</mat-option> }
            <mat-option value="">{{ (field().kind === 'ref' ? 'ui.chooseOne' : 'ui.aDay') | t }}</mat-option>
          </mat-select>
        </mat-form-field>
      }
      @if (token() === '') { <crm-control [of]="of()" [field]="control()" [value]="value()" (valueChange)="value.set($event)" [many]="many()" [label]="words.label(of(), field().name)" [bare]="true" /> }
    }
    <div class="actions">
      @if (filter()) { <button matButton (click)="removed.emit()">{{ 'ui.remove' | t }}</button> }
      <button matButton="filled" (click)="apply()">{{ 'ui.apply' | t }}</button>
    </div>
  `,
  styles: ':host { display: grid; gap: 8px; width: 260px; padding: 12px; } .name { margin: 0; font-weight: 600; } .actions { display: flex; justify-content: flex-end; gap: 8px; }',
})
export class FilterEditor {
  readonly of = input.required<Class>();
  readonly field = input.required<Field>();
  readonly filter = input<Filter | null>(null);
  readonly applied = output<{ key: string; value: string }>();
  readonly removed = output();
  protected readonly words = inject(Words);

  protected readonly operators = computed(() => operatorsOf(this.field()));
  protected readonly operator = linkedSignal<Operator>(() => this.filter()?.operator ?? (this.operators().includes('contains') ? 'contains' : 'is'));
  protected readonly many = computed(() => ['choice', 'option'].includes(this.field().kind));
  /** Filters on phones, days and the like are plain inputs: nothing of the field's own rules applies. */
  protected readonly control = computed((): Field => {
    const field = this.field();
    if (field.kind === 'moment') return { ...field, kind: 'day' };
    return field.kind === 'texts' ? { ...field, kind: 'text' } : field.kind === 'flag' ? { ...field, kind: 'flag' } : field;
  });
  protected readonly tokens = computed(() => {
    const { kind, to } = this.field();
    if (kind === 'day' || kind === 'moment') return PERIODS.map((key) => ({ key: key as string, label: this.words.t(`period.${key}`) }));
    if (kind === 'ref' && to === 'user') return [{ key: 'me', label: this.words.t('token.me') }];
    return kind === 'ref' && to === 'team' ? [{ key: 'my-team', label: this.words.t('token.my-team') }] : [];
  });
  protected readonly token = linkedSignal<string>(() => {
    const given = this.filter()?.values[0];
    const isToken = given !== undefined && (isPeriod(given) || given === 'me' || given === 'my-team');
    return isToken ? given : given === undefined && this.tokens().length > 0 ? (this.tokens()[0]?.key ?? '') : '';
  });
  protected readonly value = linkedSignal<unknown>(() => this.start());

  protected apply(): void {
    const operator = this.operator();
    const text = operator === 'empty' ? 'true' : this.token() || this.text();
    if (text === '') return this.removed.emit();
    this.applied.emit({ key: filterKey(this.field().name, operator), value: text });
  }

  private text(): string {
    const value = this.value();
    if (Array.isArray(value)) return value.join(',');
    if (this.field().kind === 'flag') return String(Boolean(value));
    return value === null || value === undefined ? '' : String(value as string | number);
  }
  private start(): unknown {
    const values = this.filter()?.values ?? [];
    if (this.many()) return [...values];
    const [value] = values;
    if (value === undefined) return this.field().kind === 'flag' ? true : null;
    if (this.field().kind === 'flag') return value === 'true';
    return ['money', 'unitPrice', 'quantity', 'percent', 'integer', 'rate'].includes(this.field().kind) ? Number(value) : value;
  }
}
