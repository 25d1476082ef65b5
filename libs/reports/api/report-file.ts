import { Injectable } from '@nestjs/common';
import { csvOf, xlsxOf, type Cell } from '#bulk/api';
import { currentPrincipal, Dictionary, newId, Records } from '#kernel/api';
import { inert, minorDigits, type Named } from '#kernel/model';
import { MEASURES, type Asked, type MoneyReport, type MoneyReportName, type ReportItem, type ReportSection } from '#reports/model';

export const FILE_TYPES = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;
/** A report as far as a file tells it; stages of deals have names of their own. */
export type FiledSection = Omit<ReportSection, 'by'> & { readonly by: ReportSection['by'] | 'deal-stage' };
export type FiledReport = Omit<MoneyReport, 'name' | 'sections'> & { readonly name: MoneyReportName | 'sales'; readonly sections: readonly FiledSection[] };
export type FileType = keyof typeof FILE_TYPES;
const DIGITS = { rate: 0, days: 0, count: 0, quantity: 3 } as const;

/** A report as one table: a row for each of its lines, in the words of whoever asks. */
@Injectable()
export class ReportFile {
  constructor(
    private readonly words: Dictionary,
    private readonly kernel: Records,
  ) {}

  /** Noted in the audit log, as exports are. */
  async of(report: FiledReport, asked: Asked, type: FileType): Promise<Uint8Array> {
    // Amounts come first, then what is none.
    const measures = [...new Set(report.sections.flatMap((section) => section.measures))].toSorted((a, b) => Number(a in MEASURES) - Number(b in MEASURES));
    const header = ['section', 'item', 'records', 'unpriced', 'currency'].map((name) => this.say(`report.file.${name}`)).concat(measures.map((name) => this.say(`report.measure.${name}`)));
    const rows = report.sections.flatMap((section) => section.items.map((item) => this.row(report, section, item, measures)));
    await this.kernel.work.run(() => Promise.resolve(this.kernel.audit.note('export', 'report', newId(), [{ field: 'export', old: null, new: { report: report.name, ...asked, type } }])));
    return type === 'csv' ? new TextEncoder().encode(csvOf([header, ...rows], true)) : xlsxOf(header, rows, this.origin(report));
  }

  private row({ name, currency }: FiledReport, section: FiledSection, item: ReportItem, measures: readonly string[]): Cell[] {
    const own = item.currency ?? currency;
    const number = (measure: string): Cell => {
      const [value, kind] = [section.measures.includes(measure) ? item.amounts[measure] : null, MEASURES[measure]];
      return value === null || value === undefined ? '' : value / 10 ** (kind ? DIGITS[kind] : minorDigits(own));
    };
    return [this.say(`report.section.${name}.${section.key}`), inert(this.label(section, item)), item.count, item.unpriced, own, ...measures.map(number)];
  }
  private label({ by }: FiledSection, { key, of }: ReportItem): string {
    if (by === 'figure') return this.say(`report.figure.${key}`);
    if (by === 'stage') return this.say(`contract.stage.${key}`);
    if (by === 'age') return this.say(`receivable.age.${key}`);
    if (by === 'month') return key === 'overdue' ? this.say('report.figure.overdue') : key;
    return of ? (this.language === 'zh-CN' && (of as Named & { nameZh?: string | null }).nameZh) || of.name || this.say('ui.notYours') : this.say('report.nobody');
  }
  /** Whose file it is, for the sheet that says so. */
  private origin({ name, from, to, currency }: FiledReport): Cell[][] {
    const { name: person } = currentPrincipal();
    return [[this.say(`report.name.${name}`)], [this.say('report.from'), from], [this.say('report.to'), to], [this.say('report.file.currency'), currency], [this.say('export.by'), inert(person)], [this.say('export.at'), this.kernel.clock.now().toISOString()]];
  }
  private get language() {
    return currentPrincipal().language;
  }
  private say = (key: string): string => this.words.say(this.language, key);
}
