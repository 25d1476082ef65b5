import { ChangeDetectionStrategy, Component, inject, input, output, resource } from '@angular/core';
import { DELIMITERS, ENCODINGS, type ImportView, type ReadingChange } from '#imports/model';
import { T } from '#kernel/ui';
import { ImportClient } from './import-client.ts';

/** How the file was read, with its first rows; whatever was detected can be switched. */
@Component({
  selector: 'crm-import-reading',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="switches">
      @if (one().reading.encoding; as now) {
        <label>{{ 'import.encoding' | t }}<select (change)="change({ encoding: $any($event.target).value })">@for (name of encodings; track name) { <option [value]="name" [selected]="name === now">{{ name.toUpperCase() }}</option> }</select></label>
      }
      @if (one().reading.delimiter; as now) {
        <label>{{ 'import.delimiter' | t }}<select (change)="change({ delimiter: $any($event.target).value })">@for (name of delimiters; track name) { <option [value]="name" [selected]="name === now">{{ name === '\t' ? ('import.tab' | t) : name }}</option> }</select></label>
      }
      @if (one().reading.sheets.length > 1) {
        <label>{{ 'import.sheet' | t }}<select (change)="change({ sheet: $any($event.target).value, headerRow: null })">@for (name of one().reading.sheets; track name) { <option [value]="name" [selected]="name === one().reading.sheet">{{ name }}</option> }</select></label>
      }
      @if (one().reading.format !== 'vcf') {
        <label>{{ 'import.headerRow' | t }}<input class="short" type="number" min="1" max="1000" [value]="one().reading.headerRow" (change)="change({ headerRow: +$any($event.target).value || null })" /></label>
      }
    </div>
    @if ((one().reading.declared ?? 0) > one().rows + one().reading.headerRow) { <p>{{ 'import.declared' | t: { declared: one().reading.declared, rows: one().rows } }}</p> }
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'import.preview' | t">
      <table>
        <thead><tr>@for (column of one().columns; track column.name) { <th scope="col">{{ column.name }}</th> }</tr></thead>
        <tbody>@for (row of rows.value() ?? []; track row.line) { <tr>@for (column of one().columns; track column.name; let at = $index) { <td>{{ row.cells[at] }}</td> }</tr> }</tbody>
      </table>
    </div>
  `,
  styles: `
    :host { display: block; max-width: 1080px; margin-bottom: 16px; } .switches { display: flex; flex-wrap: wrap; gap: 12px; margin-bottom: 8px; }
    label { display: grid; gap: 2px; font-size: 12px; color: var(--mat-sys-on-surface-variant); } select, input { min-height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; } .short { width: 96px; }
    .scroll { max-height: 210px; overflow: auto; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } table { border-collapse: collapse; font-size: 13px; } th, td { max-width: 240px; padding: 5px 12px; overflow: hidden; text-align: start; text-overflow: ellipsis; white-space: nowrap; } th { position: sticky; top: 0; background: var(--mat-sys-surface-container); font-weight: 500; } td { border-top: 1px solid var(--mat-sys-outline-variant); }
  `,
})
export class ImportReading {
  readonly one = input.required<ImportView>();
  readonly changed = output<Partial<ReadingChange>>();
  private readonly client = inject(ImportClient);
  protected readonly encodings = ENCODINGS;
  protected readonly delimiters = DELIMITERS;
  protected readonly rows = resource({ params: () => this.one(), loader: async ({ params: { id } }) => (await this.client.rows(id, 0, false)).slice(0, 20) });

  /** What is not switched stays as it was read. */
  protected change(asked: Partial<ReadingChange>): void {
    const { encoding, delimiter, sheet, headerRow } = this.one().reading;
    this.changed.emit({ encoding, delimiter, sheet, headerRow: asked.encoding || asked.delimiter ? null : headerRow, ...asked });
  }
}
