import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Formats, T } from '#kernel/ui';
import { itemsOf, type MoneyReport, type ReportItem } from '#reports/model';
import type { Behind } from './report-links.ts';
import { ReportNumbers } from './report-numbers.ts';

/** The figures of a report side by side: each leads to its list, says how many records it has and what it leaves out. */
@Component({
  selector: 'crm-report-figures',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (one of items(); track one.key) {
      <a [routerLink]="link()(one).path" [queryParams]="link()(one).query" [title]="'report.how.' + one.key | t">
        <span>{{ 'report.figure.' + one.key | t }}</span>
        <b>{{ value(one) }}</b>
        <small>@if (one.count > 0) { {{ 'report.records' | t: { n: formats.number(one.count) } }} } @if (one.unpriced > 0) { <em [title]="'report.unpricedHint' | t">{{ 'report.unpriced' | t: { n: formats.number(one.unpriced) } }}</em> }</small>
      </a>
    }
  `,
  styles: `
    :host { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(156px, 100%), 1fr)); gap: 12px; margin-bottom: 16px; }
    a { display: grid; align-content: start; padding: 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); color: inherit; text-decoration: none; } a:hover { border-color: var(--mat-sys-primary); }
    span, small { color: var(--mat-sys-on-surface-variant); font-size: 13px; line-height: 20px; } small { min-height: 20px; } b { font-size: 18px; line-height: 28px; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    em { display: inline-block; font-style: normal; color: light-dark(#8a4b00, #f2be6e); } @media (max-width: 767px) { :host { grid-template-columns: 1fr 1fr; gap: 8px; } a { padding: 10px 12px; } b { font-size: 17px; } }
  `,
})
export class ReportFigures {
  readonly report = input.required<MoneyReport>();
  /** The list behind a figure. */
  readonly link = input.required<(item: ReportItem) => Behind>();
  private readonly numbers = inject(ReportNumbers);
  protected readonly formats = inject(Formats);
  protected readonly items = computed(() => itemsOf(this.report(), 'figures'));
  protected value(item: ReportItem): string {
    const [measure] = Object.keys(item.amounts);
    return measure ? this.numbers.say(item, measure, this.report().currency) : '';
  }
}
