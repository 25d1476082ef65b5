import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { fieldOf, type Class } from '#kernel/model';
import { Control } from './control.ts';
import { Problems, type RecordForm, Words } from '#kernel/ui';

let count = 0;

/** The fields of a form, each with its label above and its error below. */
@Component({
  selector: 'crm-form-fields',
  imports: [Control, FormField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (one of shown(); track one.name) {
      <div class="field" [class.wide]="one.wide">
        @if (one.field.kind !== 'flag') {
          <label [for]="one.id">{{ one.label }} @if (one.field.required || needed().includes(one.name)) { <span class="needed" aria-hidden="true">*</span> }</label>
        }
        <crm-control [of]="labels()" [field]="one.field" [label]="one.label" [inputId]="one.id" [currency]="currency()" [type]="types()[one.name] ?? null" [completion]="completions()[one.name] ?? 'off'"
          [within]="within()[one.name] ?? {}" [hint]="hints()[one.name] ?? ''" [formField]="$any(one.tree)" />
        @if (visible(one.tree); as error) { <p class="error" role="alert">{{ error }}</p> }
      </div>
    }
  `,
  styles: `
    :host { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr)); gap: 14px 16px; }
    .wide { grid-column: 1 / -1; }
    label { display: block; margin-bottom: 4px; font-size: 13px; color: var(--mat-sys-on-surface-variant); }
    .needed { color: var(--mat-sys-error); }
    .error { margin: 4px 0 0; font-size: 12px; line-height: 18px; color: var(--mat-sys-error); }
  `,
})
export class FormFields {
  readonly form = input.required<RecordForm>();
  /** The body's class, and the model whose words name its fields. */
  readonly of = input.required<Class>();
  readonly words = input<Class | null>(null);
  readonly names = input.required<readonly string[]>();
  readonly wide = input<readonly string[]>([]);
  readonly types = input<Readonly<Record<string, string>>>({});
  readonly completions = input<Readonly<Record<string, string>>>({});
  readonly within = input<Readonly<Record<string, Readonly<Record<string, string>>>>>({});
  /** Fields that people must fill although the form alone does not ask for them. */
  readonly needed = input<readonly string[]>([]);
  /** What an empty field comes to. */
  readonly hints = input<Readonly<Record<string, string>>>({});
  /** What the fields are called; by the model's words unless said. */
  readonly labelOf = input<((name: string) => string) | null>(null);

  private readonly dictionary = inject(Words);
  private readonly problems = inject(Problems);
  private readonly prefix = `f${++count}`;

  protected readonly labels = computed(() => this.words() ?? this.of());
  protected readonly currency = computed(() => (this.form().draft()['currency'] as string | null) ?? null);
  protected readonly shown = computed(() =>
    this.names().flatMap((name) => {
      const field = fieldOf(this.of(), name);
      const tree = (this.form().tree as unknown as Record<string, FieldTree<unknown>>)[name];
      if (!field || !tree) return [];
      const label = this.labelOf()?.(name) ?? this.dictionary.label(this.labels(), name);
      return [{ name, field, tree, label, id: `${this.prefix}-${name}`, wide: field.kind === 'longText' || field.kind === 'texts' || this.wide().includes(name) }];
    }),
  );

  /** The first error of a field once somebody has been there, or tried to save. */
  protected visible(tree: FieldTree<unknown>): string | null {
    const state = tree();
    const [error] = state.touched() ? state.errors() : [];
    return error ? this.problems.sentence(error.kind, (error as unknown as { params?: Record<string, unknown> }).params) : null;
  }
}
