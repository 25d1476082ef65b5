import type { Dictionary, OptionItem } from '#kernel/api';
import { inert, minorDigits, recordOf, type Class, type Field, type Language, type Named } from '#kernel/model';

export type Cell = string | number;
type Row = Record<string, unknown>;
const DECIMALS: Partial<Record<Field['kind'], number>> = { unitPrice: 4, quantity: 3, percent: 2, rate: 8, integer: 0 };

/** Turns records into the cells of a table, in the words of a language. */
export class ExportCells {
  constructor(
    private readonly model: Class,
    private readonly fields: readonly Field[],
    private readonly words: Dictionary,
    private readonly options: ReadonlyMap<string, readonly OptionItem[]>,
    private readonly language: Language,
  ) {}

  header = (): string[] => this.fields.map(({ name }) => inert(this.label(name)));
  row = (record: object): Cell[] => this.fields.map((field) => this.cell(field, record as Row));

  private label(name: string): string {
    const own = this.words.say(this.language, `${recordOf(this.model).name}.field.${name}`);
    return own.includes('.field.') ? this.words.say(this.language, `field.${name}`) : own;
  }
  private cell(field: Field, record: Row): Cell {
    const value = record[field.name];
    if (value === null || value === undefined) return '';
    switch (field.kind) {
      case 'ref':
        return inert((record[field.name.replace(/Id$/, '')] as Named | null)?.name ?? '');
      case 'option':
        return inert(this.options.get(field.set ?? '')?.find(({ key }) => key === value)?.labels[this.language] ?? String(value));
      case 'choice':
        return inert(this.words.say(this.language, `${recordOf(this.model).name}.${field.name}.${String(value)}`));
      case 'flag':
        return this.words.say(this.language, value ? 'ui.yes' : 'ui.no');
      case 'texts':
        return inert((value as string[]).join('; '));
      case 'money':
        return this.number(value as number, minorDigits((record['currency'] as string | null) ?? 'CNY'));
      default:
        return field.kind in DECIMALS ? this.number(value as number, DECIMALS[field.kind] ?? 0) : inert(String(value));
    }
  }
  private number = (value: number, decimals: number): number => value / 10 ** decimals;
}
