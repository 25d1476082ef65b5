import type { Dictionary, Options } from '#kernel/api';
import { fromInert, type Field } from '#kernel/model';
import { readDay, readFlag, readMoney, readNumber, type ColumnRule, type ImportMapping, type ImportTarget } from '#imports/model';
import type { Lookup } from './lookup.ts';

export interface RowFault {
  readonly code: string;
  readonly target: string;
  readonly value: string;
}
/** A row as a body, or as what is wrong with it. */
export interface ReadRow {
  readonly body: Record<string, unknown>;
  readonly faults: RowFault[];
  /** Names of records that do not exist yet but may be created. */
  readonly missing: { readonly target: ImportTarget; readonly name: string }[];
}
const DECIMALS: Partial<Record<Field['kind'], number>> = { unitPrice: 4, quantity: 3, percent: 2, integer: 0 };

/** Turns the rows of a file into bodies by its mapping. */
export class RowReader {
  private readonly byTarget: ReadonlyMap<string, ImportTarget>;
  private readonly index: ReadonlyMap<string, number>;

  constructor(
    private readonly mapping: ImportMapping,
    targets: readonly ImportTarget[],
    header: readonly string[],
    private readonly lookup: Lookup,
    private readonly options: Options,
    private readonly words: Dictionary,
    private readonly currency: string,
  ) {
    this.byTarget = new Map(targets.map((target) => [target.name, target]));
    this.index = new Map(header.map((name, at) => [name, at]));
  }

  async read(row: readonly string[]): Promise<ReadRow> {
    const read: ReadRow = { body: {}, faults: [], missing: [] };
    const currency = this.textOf(this.ruleOf('currency'), row) || this.currency;
    for (const rule of this.mapping.columns) {
      const target = this.byTarget.get(rule.target);
      const text = this.textOf(rule, row);
      if (!target || text === '') continue;
      await this.take(target, rule, text, currency, read);
    }
    return read;
  }

  /** What a rule says for a row, after its table of values. */
  textOf(rule: ColumnRule | undefined, row: readonly string[]): string {
    if (!rule) return '';
    const cell = (name: string) => this.cell(row, name);
    const raw = rule.column ? cell(rule.column) : (rule.text ?? '').replace(/\{([^}]+)\}/g, (_, name: string) => cell(name)).trim();
    const mapped = rule.values.find(({ from }) => from === raw);
    return mapped ? (mapped.to ?? '') : raw;
  }
  /** A cell without its margins and without the apostrophe that keeps a formula a text; the word NULL of a database export is none. */
  private cell(row: readonly string[], name: string): string {
    const text = (row[this.index.get(name) ?? -1] ?? '').trim();
    return text === 'NULL' ? '' : fromInert(text);
  }
  ruleOf = (target: string) => this.mapping.columns.find((rule) => rule.target === target);

  private async take(target: ImportTarget, rule: ColumnRule, text: string, currency: string, read: ReadRow): Promise<void> {
    const fail = (code: string) => void read.faults.push({ code, target: target.name, value: text });
    if (target.kind === 'ref') {
      const id = await this.lookup.find(target.to ?? '', text);
      if (id === 'ambiguous') return fail('ambiguous');
      if (id !== null) read.body[target.name] = id;
      else if (rule.createMissing) read.missing.push({ target, name: text });
      else fail('reference');
      return;
    }
    if (target.kind === 'option') {
      const key = await this.optionOf(target.set ?? '', text);
      if (key !== null) read.body[target.name] = key;
      else if (rule.createMissing) read.missing.push({ target, name: text });
      else fail('option');
      return;
    }
    const value = this.valueOf(target, rule, text, currency);
    if (value === null) fail(CODES[target.kind] ?? 'text');
    else read.body[target.name] = value;
  }

  private valueOf(target: ImportTarget, rule: ColumnRule, text: string, currency: string): unknown {
    switch (target.kind) {
      case 'money':
        return readMoney(text, currency, rule.factor ?? 1);
      case 'unitPrice':
      case 'quantity':
      case 'percent':
      case 'integer':
        return readNumber(text, DECIMALS[target.kind] ?? 0, rule.factor ?? 1);
      case 'day':
        return readDay(text, rule.dayFormat ?? 'yyyy-MM-dd');
      case 'flag':
        return readFlag(text);
      case 'choice':
        return this.choiceOf(target, text);
      case 'texts':
        return text.split(/[;；,，、\n]/).map((part) => part.trim()).filter(Boolean);
      default:
        return text;
    }
  }

  private choiceOf({ choices = [], label }: ImportTarget, text: string): string | null {
    const wanted = text.toLowerCase();
    const prefix = label.replace('.field.', '.');
    const says = (choice: string) => [choice, this.words.say('en', `${prefix}.${choice}`), this.words.say('zh-CN', `${prefix}.${choice}`)];
    return choices.find((choice) => says(choice).some((word) => word.toLowerCase() === wanted)) ?? null;
  }

  private async optionOf(set: string, text: string): Promise<string | null> {
    const wanted = text.toLowerCase();
    const items = (await this.options.sets()).get(set) ?? [];
    return items.find(({ key, labels }) => [key, labels.en, labels['zh-CN']].some((word) => word.toLowerCase() === wanted))?.key ?? null;
  }
}

const CODES: Partial<Record<Field['kind'], string>> = {
  money: 'number', unitPrice: 'number', quantity: 'number', percent: 'number', integer: 'number', day: 'day', flag: 'flag', choice: 'choice',
}; // prettier-ignore
