import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { CellChange, ImportRowView, ImportTarget, ImportView } from '#imports/model';
import { Problems, T, Words } from '#kernel/ui';
import { ImportClient } from './import-client.ts';

export interface Correction extends CellChange {
  readonly line: number;
}

/** The rows that something is wrong with, cell by cell; a cell can be put right before the run. */
@Component({
  selector: 'crm-import-rows',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'import.badRowsHere' | t }}</h2>
    <ul>
      @for (row of shown(); track row.line) {
        <li>
          <b>{{ 'import.line' | t: { lines: row.line } }}</b> <span class="title">{{ row.title }}</span>
          @for (fault of row.faults; track $index) {
            <p>
              <span class="what">{{ fault.label }}: {{ fault.says }}</span>
              @if (editable() && fault.column; as column) {
                <input [value]="fault.cell" [attr.aria-label]="column + ', ' + ('import.line' | t: { lines: row.line })" (change)="corrected.emit({ line: row.line, column, value: $any($event.target).value })" (keydown.enter)="$any($event.target).blur()" />
              } @else { <i>{{ fault.cell }}</i> }
            </p>
          }
        </li>
      }
    </ul>
    @if ((page.value() ?? []).length === 50) { <button matButton="outlined" (click)="after.set(page.value()!.at(-1)!.line)">{{ 'import.nextRows' | t }}</button> }
    @if (after() > 0) { <button matButton (click)="after.set(0)">{{ 'import.firstRows' | t }}</button> }
  `,
  styles: `
    :host { display: block; max-width: 1080px; } h2 { margin: 16px 0 8px; font-size: 14px; font-weight: 600; } ul { list-style: none; margin: 0 0 8px; padding: 0; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } li { padding: 8px 16px; } li + li { border-top: 1px solid var(--mat-sys-outline-variant); }
    b { font-weight: 500; margin-inline-end: 8px; } .title, .what { color: var(--mat-sys-on-surface-variant); } p { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; margin: 4px 0; font-size: 13px; } i { font-style: normal; }
    input { min-height: 34px; min-width: min(320px, 100%); padding: 0 10px; border: 1px solid var(--mat-sys-error); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; }
  `,
})
export class ImportRows {
  readonly one = input.required<ImportView>();
  readonly targets = input.required<readonly ImportTarget[]>();
  readonly editable = input(false);
  readonly corrected = output<Correction>();
  private readonly client = inject(ImportClient);
  private readonly words = inject(Words);
  private readonly problems = inject(Problems);
  protected readonly after = signal(0);
  protected readonly page = resource({ params: () => ({ id: this.one().id, after: this.after(), report: this.one().report }), loader: ({ params: { id, after } }) => this.client.rows(id, after, true) });
  protected readonly shown = computed(() => (this.page.hasValue() ? this.page.value() : []).map((row) => this.told(row)));

  private told({ line, cells, faults }: ImportRowView) {
    const { mapping, columns } = this.one();
    const columnOf = (target: string) => mapping.columns.find((rule) => rule.target === target)?.column ?? null;
    const cellOf = (column: string | null) => cells[columns.findIndex(({ name }) => name === column)] ?? '';
    return {
      line, title: cellOf(columnOf('name')),
      faults: faults.map(({ code, target, value, params }) => {
        const found = this.targets().find(({ name }) => name === target);
        const column = columnOf(target);
        return { column, cell: column ? cellOf(column) : value, label: found ? this.words.t(found.label) : target, says: this.problems.sentence(code, params) };
      }),
    }; // prettier-ignore
  }
}
