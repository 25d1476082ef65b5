import { inject, Injectable } from '@angular/core';
import { Formats, Words } from '#kernel/ui';
import { MEASURES, type ReportItem, type ReportSection } from '#reports/model';

/** The lines and numbers of reports as people read them. */
@Injectable({ providedIn: 'root' })
export class ReportNumbers {
  private readonly formats = inject(Formats);
  private readonly words = inject(Words);

  say({ amounts, currency }: ReportItem, measure: string, otherwise: string): string {
    const value = amounts[measure];
    if (value === null || value === undefined) return '—';
    switch (MEASURES[measure]) {
      case 'rate':
        return `${this.formats.number(Math.round(value * 1000), 1)}%`;
      case 'days':
        return this.words.t('opportunity.days', { n: this.formats.number(value) });
      case 'quantity':
        return this.formats.number(value, 3);
      case 'count':
        return this.formats.number(value);
      default:
        return this.formats.money(value, currency ?? otherwise);
    }
  }
  label({ by }: Pick<ReportSection, 'by'>, { key, of }: ReportItem): string {
    if (by === 'stage') return this.words.t(`contract.stage.${key}`);
    if (by === 'age') return this.words.t(`receivable.age.${key}`);
    if (by === 'month') return key === 'overdue' ? this.words.t('report.overdueNow') : key;
    return of ? this.formats.named(of) || this.words.t('ui.notYours') : this.words.t('report.nobody');
  }
}
