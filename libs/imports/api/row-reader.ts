import type { Dictionary, OptionItem } from '#kernel/api';
import type { Field } from '#kernel/model';
import { readDay, readFlag, readMoney, readNumber, type ColumnRule, type ImportMapping, type ImportTarget } from '#imports/model';
import { MappedCell } from './mapped-cell.ts';
import type { Lookup } from './lookup.ts';

export interface RowFault {
  readonly code: string;
  readonly target: string;
  readonly value: string;
  /** The row of a document it stands in; the first one unless said. */
  readonly line?: number;
  /** Facts of what is said about it. */
  readonly params?: Record<string, unknown>;
}
/** A row as a body, or as what is wrong with it. */
export interface ReadRow {
  readonly body: Record<string, unknown>;
  readonly faults: RowFault[];
  /** Names of records that do not exist yet but may be created. */
  readonly missing: { readonly target: ImportTarget; readonly name: string }[];
}
interface Source {
  readonly target: ImportTarget;
  readonly rule: ColumnRule;
  readonly cell: MappedCell;
  readonly words: ReadonlyMap<string, string>;
}
type Cells = readonly string[];
const DECIMALS: Partial<Record<Field['kind'], number>> = { unitPrice: 4, quantity: 3, percent: 2, rate: 8, integer: 0 };

/** Turns the rows of a file into bodies by its mapping. */
export class RowReader {
  private readonly sources: readonly Source[];
  private readonly money: MappedCell | null;
  private options: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map();

  constructor(
    mapping: ImportMapping,
    targets: readonly ImportTarget[],
    header: Cells,
    private readonly lookup: Lookup,
    dictionary: Dictionary,
    private readonly currency: string,
  ) {
    const byName = new Map(targets.map((target) => [target.name, target]));
    this.sources = mapping.columns.flatMap((rule): Source[] => {
      const target = byName.get(rule.target);
      return target ? [{ target, rule, cell: new MappedCell(rule, header), words: target.choices ? choicesOf(target, dictionary) : new Map() }] : [];
    });
    this.money = this.cellOf('currency');
  }

  /** The cell that fills a field; null when none does. */
  cellOf = (target: string): MappedCell | null => this.sources.find((source) => source.target.name === target)?.cell ?? null;

  /** The record a cell names, of rows that were prepared. */
  refOf(name: string, row: Cells): string | null {
    const source = this.sources.find(({ target }) => target.name === name);
    const found = source ? this.lookup.found(source.target.to ?? '', source.cell.of(row)) : null;
    return found === 'ambiguous' ? null : found;
  }

  /** Looks up together what these rows name. */
  async prepare(rows: readonly Cells[], sets: ReadonlyMap<string, readonly OptionItem[]>): Promise<void> {
    this.options = new Map([...sets].map(([set, items]) => [set, optionsOf(items)]));
    for (const { target, cell } of this.sources) {
      if (target.kind === 'ref') await this.lookup.prepare(target.to ?? '', [...new Set(rows.map((row) => cell.of(row)))].filter(Boolean));
    }
  }

  /** Whether any of these fields has a source. */
  mapped = (names: ReadonlySet<string>): boolean => this.sources.some(({ target }) => names.has(target.name));

  /** A row of those that were prepared; its money is in its own currency, the one that is given, or the house's. */
  read(row: Cells, given: string | null = null): ReadRow {
    const read: ReadRow = { body: {}, faults: [], missing: [] };
    const currency = this.money?.of(row) || given || this.currency;
    for (const source of this.sources) {
      const text = source.cell.of(row);
      if (text !== '') this.take(source, text, currency, read);
    }
    return read;
  }

  private take({ target, rule, words }: Source, text: string, currency: string, read: ReadRow): void {
    const named = target.kind === 'ref' ? this.lookup.found(target.to ?? '', text) : target.kind === 'option' ? (this.options.get(target.set ?? '')?.get(text.toLowerCase()) ?? null) : null;
    const relation = target.kind === 'ref' || target.kind === 'option';
    const value = relation ? named : valueOf(target, rule, text, currency, words);
    if (value === 'ambiguous' && target.kind === 'ref') read.faults.push({ code: 'ambiguous', target: target.name, value: text });
    else if (value !== null) read.body[target.name] = value;
    else if (relation && rule.createMissing) read.missing.push({ target, name: text });
    else read.faults.push({ code: CODES[target.kind] ?? 'text', target: target.name, value: text });
  }
}

function valueOf(target: ImportTarget, rule: ColumnRule, text: string, currency: string, words: ReadonlyMap<string, string>): unknown {
  switch (target.kind) {
    case 'money':
      return readMoney(text, currency, rule.factor ?? 1);
    case 'unitPrice':
    case 'quantity':
    case 'percent':
    case 'rate':
    case 'integer':
      return readNumber(text, DECIMALS[target.kind] ?? 0, target.kind === 'percent' && text.includes('%') ? 1 : (rule.factor ?? 1));
    case 'day':
      return readDay(text, rule.dayFormat ?? 'yyyy-MM-dd');
    case 'flag':
      return readFlag(text);
    case 'choice':
      return words.get(text.toLowerCase()) ?? null;
    case 'texts':
      return text.split(/[;；,，、\n]/).map((part) => part.trim()).filter(Boolean);
    default:
      return text;
  }
}

/** Every word that stands for a choice, in both languages. */
function choicesOf({ choices = [], label }: ImportTarget, words: Dictionary): Map<string, string> {
  const prefix = label.replace('.field.', '.');
  const says = (choice: string) => [choice, words.say('en', `${prefix}.${choice}`), words.say('zh-CN', `${prefix}.${choice}`)];
  return new Map(choices.toReversed().flatMap((choice) => says(choice).map((word): [string, string] => [word.toLowerCase(), choice])));
}
const optionsOf = (items: readonly OptionItem[]) =>
  new Map(items.toReversed().flatMap(({ key, labels }) => [labels['zh-CN'], labels.en, key].map((word): [string, string] => [word.toLowerCase(), key])));

const CODES: Partial<Record<Field['kind'], string>> = {
  money: 'number', unitPrice: 'number', quantity: 'number', percent: 'number', rate: 'number', integer: 'number', day: 'day', flag: 'flag', choice: 'choice', ref: 'reference', option: 'option',
}; // prettier-ignore
