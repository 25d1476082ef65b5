import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ImportTarget, ProblemGroup, ValueRule } from '#imports/model';
import { Formats, Problems, T, Words } from '#kernel/ui';

export interface ValueFix {
  readonly target: string;
  readonly values: readonly ValueRule[];
}
const FIXABLE = ['reference', 'option', 'choice', 'number', 'day', 'flag', 'ambiguous', 'role-unknown'];

/** Causes whose values say more than their lines. */
const TOLD = ['known-value', 'value-twice'];

/** What is wrong with the rows, by cause; wrong values can be replaced for all rows at once. */
@Component({
  selector: 'crm-import-problems',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (group of groups(); track $index; let index = $index) {
      <section>
        <h2>{{ label(group) }}: {{ problems.sentence(group.code, group.params) }} <span>{{ (group.rows === 1 ? 'import.rowWith' : 'import.rowsWith') | t: { n: formats.number(group.rows) } }}</span></h2>
        <p>{{ 'import.line' | t: { lines: group.lines.join(', ') } }}{{ group.rows > group.lines.length ? ' …' : '' }}</p>
        @if (canFix(group)) {
          <table>
            <thead><tr><th>{{ 'import.valueFrom' | t }}</th><th class="num">{{ 'import.rows' | t }}</th>@if (fixable()) { <th>{{ 'import.mapTo' | t }}</th> }</tr></thead>
            <tbody>
              @for (one of group.values; track one.value) {
                <tr><td>{{ one.value || '—' }}</td><td class="num">{{ formats.number(one.rows) }}</td>
                  @if (fixable()) { <td><input [attr.aria-label]="('import.mapTo' | t) + ' ' + one.value" (input)="note(index, one.value, $any($event.target).value)" /></td> }</tr>
              }
            </tbody>
          </table>
          @if (fixable()) { <button matButton="outlined" (click)="apply(index, group)" [disabled]="!notes()[index]">{{ 'import.applyValues' | t }}</button> }
        }
      </section>
    }
  `,
  styles: `
    section { max-width: 1080px; box-sizing: border-box; padding: 12px 16px; margin-bottom: 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 0; font-size: 14px; font-weight: 600; } h2 span, p { color: var(--mat-sys-on-surface-variant); font-weight: 400; } p { margin: 2px 0 8px; font-size: 13px; }
    table { width: 100%; table-layout: fixed; border-collapse: collapse; margin-bottom: 8px; } th { font-weight: 400; font-size: 12px; text-align: start; color: var(--mat-sys-on-surface-variant); } td, th { padding: 4px 8px 4px 0; overflow-wrap: anywhere; } .num { width: 72px; text-align: end; padding-inline-end: 24px; }
    input { width: 100%; box-sizing: border-box; min-height: 34px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; }
    @media (max-width: 767px) { .num { width: 44px; padding-inline-end: 12px; } }
  `,
})
export class ImportProblems {
  readonly groups = input.required<readonly ProblemGroup[]>();
  readonly targets = input.required<readonly ImportTarget[]>();
  readonly fixable = input(false);
  readonly fixed = output<ValueFix>();
  protected readonly problems = inject(Problems);
  protected readonly formats = inject(Formats);
  private readonly words = inject(Words);
  /** Replacements that were typed, by group and value. */
  protected readonly notes = signal<Readonly<Record<number, Readonly<Record<string, string>>>>>({});

  protected label = ({ target }: ProblemGroup) => {
    const found = this.targets().find(({ name }) => name === target);
    return found ? this.words.t(found.label) : target || this.words.t('import.step.file');
  };
  protected canFix = ({ code, values }: ProblemGroup) => (FIXABLE.includes(code) || TOLD.includes(code)) && values.length > 0;

  protected note(group: number, value: string, to: string): void {
    this.notes.update((notes) => ({ ...notes, [group]: { ...notes[group], [value]: to } }));
  }
  protected apply(index: number, { target }: ProblemGroup): void {
    const values = Object.entries(this.notes()[index] ?? {}).filter(([from, to]) => from && to).map(([from, to]) => ({ from, to: to.trim() }));
    this.notes.set({});
    this.fixed.emit({ target, values });
  }
}
