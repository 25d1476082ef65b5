import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormField, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import { UNREADABLE, type Class, type Field } from '#kernel/model';
import { decimalsOf, fromTyped, grouped, typed, Formats, OptionSets, Session, Icon, T, Words } from '#kernel/ui';
import { RefControl } from './ref-control.ts';
import { TextsControl } from './texts-control.ts';

const AMOUNTS = ['money', 'unitPrice', 'quantity'];

/** The control of a field, by its kind. */
@Component({
  selector: 'crm-control',
  imports: [Icon, MatCheckbox, MatFormField, MatIconButton, MatInput, MatOption, MatSelect, MatSuffix, RefControl, T, TextsControl],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @switch (shape()) {
      @case ('flag') { <mat-checkbox [id]="inputId()" [checked]="!!value()" (change)="value.set($event.checked)">{{ label() }}</mat-checkbox> }
      @case ('ref') { <crm-ref-control [to]="field().to ?? ''" [within]="within()" [inputId]="inputId()" [label]="label()" [value]="$any(value())" (valueChange)="value.set($event)" [disabled]="disabled()" /> }
      @case ('texts') { <crm-texts-control [inputId]="inputId()" [label]="label()" [value]="$any(value()) ?? []" (valueChange)="value.set($event)" /> }
      @case ('select') {
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-select [id]="inputId()" [aria-label]="label()" [multiple]="many() || field().kind === 'texts'" [value]="value()" (valueChange)="value.set($event)" [disabled]="disabled()">
            @if (field().nullable && !many() && field().kind !== 'texts') { <mat-option [value]="null">{{ 'ui.none' | t }}</mat-option> }
            @for (choice of choices(); track choice.key) { <mat-option [value]="choice.key">{{ choice.label }}</mat-option> }
          </mat-select>
        </mat-form-field>
      }
      @case ('long') {
        <mat-form-field appearance="outline" subscriptSizing="dynamic"><textarea matInput rows="4" [id]="inputId()" [value]="$any(value()) ?? ''" (input)="write($event)" (blur)="touched.set(true)" [disabled]="disabled()"></textarea></mat-form-field>
      }
      @default {
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <input matInput [id]="inputId()" [type]="inputType()" [inputMode]="mode()" [class.num]="decimals() !== null" [value]="text()" [placeholder]="lost() ? words.t('ui.unreadable') : hint()" [title]="lost() ? words.t('ui.unreadableHint') : ''" (change)="commit($event)" (input)="decimals() === null && write($event)"
            (focus)="enter($any($event.target))" (blur)="inside.set(false); touched.set(true)" [disabled]="disabled()" [autocomplete]="completion()" [attr.aria-label]="bare() ? label() : null" />
          @if (type() === 'password') { <button matIconButton matSuffix type="button" [attr.aria-label]="'ui.showTyped' | t" [attr.aria-pressed]="shown()" (click)="shown.set(!shown())"><crm-icon [name]="shown() ? 'hide' : 'show'" /></button> }
          @if (unit()) { <span matSuffix class="unit">{{ unit() }}</span> }
        </mat-form-field>
      }
    }
  `,
  styles: 'mat-form-field { width: 100%; } .unit { padding-inline-end: 12px; color: var(--mat-sys-on-surface-variant); }',
})
export class Control implements FormValueControl<unknown> {
  readonly value = model<unknown>(null);
  readonly touched = model(false);
  readonly disabled = input(false);
  readonly of = input.required<Class>();
  readonly field = input.required<Field>();
  readonly inputId = input('');
  readonly label = input('');
  /** No label stands beside it. */
  readonly bare = input(false);
  readonly currency = input<string | null>(null);
  /** What stands there while it is empty. */
  readonly hint = input('');
  readonly within = input<Readonly<Record<string, string>>>({});
  readonly type = input<string | null>(null);
  readonly completion = input('off');
  /** Takes several values: in filters. */
  readonly many = input(false);

  protected readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly options = inject(OptionSets);
  private readonly session = inject(Session);

  protected readonly shape = computed(() => {
    const { kind, choices, rule } = this.field();
    if (kind === 'choice' || kind === 'option' || (kind === 'texts' && choices) || rule?.code === 'currency' || rule?.code === 'time-zone') return 'select';
    return kind === 'longText' ? 'long' : kind;
  });
  protected readonly choices = computed(() => {
    const { kind, set, rule, labels: prefix, choices = [] } = this.field();
    if (kind === 'option') {
      const offered = this.options.of(set ?? '').filter(({ key, retired }) => !retired || this.many() || key === this.value());
      return offered.map(({ key, labels }) => ({ key, label: labels[this.words.language()] }));
    }
    if (rule?.code === 'currency') return this.withNow(this.session.me()?.workspace.currencies ?? Intl.supportedValuesOf('currency')).map((key) => ({ key, label: `${key} ${this.words.currency(key)}` }));
    if (rule?.code === 'time-zone') return this.withNow(Intl.supportedValuesOf('timeZone')).map((key) => ({ key, label: key.replaceAll('_', ' ') }));
    if (kind === 'texts') return choices.map((key) => ({ key, label: this.words.t(`${prefix ?? ''}.${key}`) }));
    return choices.map((key) => ({ key, label: this.words.choice(this.of(), this.field(), key) }));
  });
  protected readonly decimals = computed(() => {
    const numeric = ['money', 'unitPrice', 'quantity', 'percent', 'integer', 'rate'].includes(this.field().kind);
    return numeric ? decimalsOf(this.field(), this.money()) : null;
  });
  private readonly money = computed(() => this.currency() ?? this.formats.currency);
  protected readonly text = computed(() => {
    const value = this.value();
    if (value === UNREADABLE) return '';
    const decimals = this.decimals();
    if (decimals === null || typeof value !== 'number') return (value as string | null) ?? '';
    return this.inside() || !AMOUNTS.includes(this.field().kind) ? typed(value, decimals) : grouped(typed(value, decimals));
  });
  /** Amounts are grouped for reading, and plain while they are written. */
  protected readonly inside = signal(false);
  /** What is stored cannot be opened; untouched it stays. */
  protected readonly lost = computed(() => this.value() === UNREADABLE);
  protected readonly unit = computed(() => {
    const { kind } = this.field();
    return kind === 'percent' ? '%' : kind === 'money' || kind === 'unitPrice' ? this.money() : '';
  });
  protected readonly inputType = computed(() => (this.shown() ? 'text' : this.type()) ?? ({ day: 'date', email: 'email', phone: 'tel', url: 'url' } as Record<string, string>)[this.field().kind] ?? 'text');
  protected readonly mode = computed(() => (this.decimals() === null ? '' : 'decimal'));

  /** What is typed into a password field is shown. */
  protected readonly shown = signal(false);

  /** Also what stands there already. */
  private withNow(keys: readonly string[]): readonly string[] {
    const now = this.value();
    return typeof now !== 'string' || now === '' || keys.includes(now) ? keys : [now, ...keys];
  }

  protected enter(input: HTMLInputElement): void {
    this.inside.set(true);
    if (this.decimals() === null) return;
    input.value = this.text();
    input.select();
  }
  protected write(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.value.set(value === '' ? null : value);
  }
  protected commit(event: Event): void {
    const decimals = this.decimals();
    if (decimals !== null) this.value.set(fromTyped((event.target as HTMLInputElement).value, decimals));
  }
}
