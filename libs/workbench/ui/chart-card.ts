import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import type { EChartsCoreOption } from 'echarts/core';
import { Icon, T, Words } from '#kernel/ui';
import { Chart } from './chart.ts';

export interface ChartRow {
  readonly label: string;
  readonly values: readonly number[];
  /** The values as people read them. */
  readonly texts: readonly string[];
}

/** A chart with its reading and its table; every mark leads to what is behind it. */
@Component({
  selector: 'crm-chart-card',
  imports: [Chart, Icon, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h2>{{ title() }}</h2>
      @if (reading()) { <p>{{ reading() }}</p> }
      <button matIconButton (click)="asTable.set(!asTable())" [attr.aria-label]="(asTable() ? 'ui.chart' : 'ui.table') | t" [title]="(asTable() ? 'ui.chart' : 'ui.table') | t"><crm-icon [name]="asTable() ? 'chart' : 'table'" /></button>
      <button matIconButton (click)="download()" [attr.aria-label]="'ui.download' | t" [title]="'ui.download' | t"><crm-icon name="download" /></button>
    </header>
    @if (rows().length === 0) {
      <p class="none">{{ 'ui.noData' | t }}</p>
    } @else if (asTable()) {
      <div class="scroll">
        <table>
          <thead><tr><th scope="col">{{ title() }}</th>@for (name of columns() ?? series(); track name) { <th scope="col" class="num">{{ name }}</th> }</tr></thead>
          <tbody>
            @for (row of rows(); track $index; let index = $index) {
              <tr (click)="chosen.emit(index)"><th scope="row"><button type="button" (click)="chosen.emit(index); $event.stopPropagation()">{{ row.label }}</button></th>@for (text of row.texts; track $index) { <td class="num">{{ text }}</td> }</tr>
            }
          </tbody>
        </table>
      </div>
    } @else {
      <crm-chart [options]="options()" (chosen)="choose($event)" role="img" [attr.aria-label]="title()" />
    }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); min-width: 0; }
    header { display: flex; align-items: center; gap: 4px 12px; min-height: 44px; } h2 { margin: 0; font-size: 14px; font-weight: 600; white-space: nowrap; }
    header p { flex: 1; margin: 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); } h2:has(+ button) { flex: 1; }
    .scroll { max-height: 320px; overflow: auto; } table { width: 100%; border-collapse: collapse; } th { font-weight: 400; text-align: start; } thead th { font-size: 12px; color: var(--mat-sys-on-surface-variant); }
    td, th { padding: 6px 8px; border-bottom: 1px solid var(--mat-sys-outline-variant); } .num { text-align: end; } tbody tr { cursor: pointer; }
    @media (max-width: 767px) { header { flex-wrap: wrap; } h2 { flex: 1; white-space: normal; } header p { order: 3; flex: 1 0 100%; } }
    tbody button { border: 0; padding: 0; background: none; font: inherit; color: var(--mat-sys-primary); cursor: pointer; text-align: start; } .none { color: var(--mat-sys-on-surface-variant); }
  `,
})
export class ChartCard {
  readonly title = input.required<string>();
  readonly reading = input('');
  /** Names of the values of a row, in order. */
  readonly series = input.required<readonly string[]>();
  /** Names of the texts of a row, where the table says more than the chart draws. */
  readonly columns = input<readonly string[] | null>(null);
  readonly rows = input.required<readonly ChartRow[]>();
  /** Values along the columns, or along the rows when there are many labels. */
  readonly kind = input<'columns' | 'bars'>('columns');
  /** Values of a row upon each other. */
  readonly stacked = input(false);
  readonly colors = input<readonly string[]>([]);
  /** Shows the table first. */
  readonly table = input(false);
  /** Says the numbers on the axis. */
  readonly axis = input<(value: number) => string>(String);
  readonly chosen = output<number>();
  protected readonly asTable = linkedSignal(() => this.table());
  private readonly words = inject(Words);

  protected readonly options = computed((): EChartsCoreOption => {
    const rows = this.kind() === 'bars' ? this.rows().slice(0, 12).toReversed() : this.rows();
    const style = getComputedStyle(document.documentElement);
    const color = this.colors().length > 0 ? [...this.colors()] : ['#4d6fe0', '#2f9e7a', '#c58a1b', '#9a63d8'];
    const text = style.getPropertyValue('--mat-sys-on-surface-variant');
    const common = {
      color, aria: { enabled: true }, textStyle: { fontFamily: 'inherit' }, animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (value: number) => this.axis()(value) },
    }; // prettier-ignore
    const labels = { type: 'category', data: rows.map(({ label }) => label), axisLabel: { color: text, width: 112, overflow: 'truncate' }, axisTick: { show: false } };
    const values = { type: 'value', axisLabel: { color: text, formatter: (value: number) => this.axis()(value) }, splitLine: { lineStyle: { opacity: 0.25 } } };
    const bars = this.kind() === 'bars';
    return {
      ...common,
      grid: { left: bars ? 20 : 8, right: 16, top: 16, bottom: this.series().length > 1 ? 32 : 8, containLabel: true },
      ...(this.series().length > 1 ? { legend: { bottom: 0, itemGap: 20, ...(this.series().length > 4 ? { type: 'scroll' } : {}), textStyle: { color: text } } } : {}),
      xAxis: bars ? values : labels,
      yAxis: bars ? labels : values,
      series: this.series().map((name, index) => ({ type: 'bar', name, ...(this.stacked() ? { stack: 'all' } : {}), data: rows.map((row) => row.values[index]), barMaxWidth: 28, itemStyle: { borderRadius: bars ? [0, 4, 4, 0] : [4, 4, 0, 0] }, cursor: 'pointer' })),
    };
  });

  /** Bars stand upside down, so that the largest is on top. */
  protected choose(index: number): void {
    this.chosen.emit(this.kind() === 'bars' ? Math.min(12, this.rows().length) - 1 - index : index);
  }

  protected download(): void {
    // A spreadsheet must not take a name for a formula.
    const plain = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
    const quote = (text: string) => (/[",\n]/.test(text) ? `"${plain(text).replaceAll('"', '""')}"` : plain(text));
    const lines = [[this.title(), ...(this.columns() ?? this.series())], ...this.rows().map(({ label, texts }) => [label, ...texts])];
    const csv = `\uFEFF${lines.map((line) => line.map(quote).join(',')).join('\r\n')}\r\n`;
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([csv], { type: 'text/csv' })), download: `${this.title()} ${this.words.language()}.csv` });
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
