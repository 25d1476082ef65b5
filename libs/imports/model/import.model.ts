import type { Reading } from './import-reading.ts';
import { Choice, Flag, Integer, Lines, Text, type Field } from '#kernel/model';

export const IMPORT_KINDS = ['user', 'customer', 'contact', 'product', 'price-book', 'stock', 'competitor', 'opportunity', 'quote', 'contract', 'receivable', 'payment'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
/** Kinds whose records have lines: the rows of a file that name the same document make up one. */
export const DOCUMENT_KINDS: readonly ImportKind[] = ['price-book', 'quote', 'contract', 'payment'];
export const IMPORT_STATES = ['uploaded', 'checking', 'checked', 'running', 'paused', 'cancelled', 'done', 'undoing', 'undone', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const DAY_FORMATS = ['yyyy-MM-dd', 'dd/MM/yyyy', 'MM/dd/yyyy'] as const;
export type DayFormat = (typeof DAY_FORMATS)[number];

/** What a value of the file is called here; null leaves it empty. */
export class ValueRule {
  @Text() from!: string;
  @Text({ optional: true }) to!: string | null;
}

export const SUGGESTED = ['name', 'alias', 'values'] as const;

/** Where a field gets its value from: a column, or a text in which `{column}` stands for the value of a column. */
export class ColumnRule {
  @Text({ max: 60 }) target!: string;
  @Text({ optional: true }) column!: string | null;
  @Text({ optional: true }) text!: string | null;
  /** Numbers are multiplied by this: 1,000,000 for a file in millions. */
  @Integer({ min: 1, max: 1_000_000_000, optional: true }) factor!: number | null;
  @Choice(DAY_FORMATS, { optional: true }) dayFormat!: DayFormat | null;
  /** Creates what the value names when it is not there. */
  @Flag({ optional: true }) createMissing!: boolean | null;
  @Lines(ValueRule, { max: 500 }) values!: ValueRule[];
  /** What it was suggested for; null once somebody chose. */
  @Choice(SUGGESTED, { optional: true }) by!: (typeof SUGGESTED)[number] | null;
}

/** What becomes of a row whose record is there already, and of one whose record is not. */
export const IMPORT_MODES = ['skip', 'create', 'update', 'both'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** How the columns of a file become fields. */
export class ImportMapping {
  @Lines(ColumnRule, { max: 100 }) columns!: ColumnRule[];
  /** The system the file comes from: ids of the file are unique within it. */
  @Text({ max: 40, optional: true }) source!: string | null;
  /** skip: new rows only · create: a known row is a mistake · update: known rows only · both. */
  @Choice(IMPORT_MODES, { optional: true }) mode!: ImportMode | null;
  /** The field that tells whether a record is there already; its id in the source system unless said otherwise. */
  @Text({ max: 40, optional: true }) identity!: string | null;
  /** The saved mapping it was taken from. */
  @Text({ max: 36, optional: true }) saved!: string | null;
}
/** What changes of a saved mapping: its name, and whether everybody has it. */
export class MappingChange {
  @Text({ max: 100, optional: true }) name!: string | null;
  @Flag({ optional: true }) shared!: boolean | null;
}

/** A cell of a row put right by hand. */
export class CellChange {
  @Text({ max: 191 }) column!: string;
  @Text({ max: 2000, optional: true }) value!: string | null;
}

/** A field that a file can fill. */
export interface ImportTarget {
  readonly name: string;
  readonly kind: Field['kind'];
  readonly required: boolean;
  /** Translation key of its label. */
  readonly label: string;
  readonly to?: string;
  readonly set?: string;
  readonly choices?: readonly string[];
  /** Belongs to a line of the record; a document has as many as the file has rows of it. */
  readonly line?: boolean;
  /** Can tell whether the record of a row is there already. */
  readonly identifies?: boolean;
}
export interface ImportColumn {
  readonly name: string;
  readonly samples: readonly string[];
  readonly filled: number;
  /** Every value is a number between nought and one, and some are broken. */
  readonly fractions?: boolean;
}
/** Rows that fail for the same reason. */
export interface ProblemGroup {
  readonly code: string;
  readonly target: string;
  /** Facts of the first of them. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly rows: number;
  /** The commonest values that caused it. */
  readonly values: readonly { readonly value: string; readonly rows: number }[];
  readonly lines: readonly number[];
}
export interface ImportReport {
  readonly create: number;
  readonly update: number;
  readonly skip: number;
  readonly error: number;
  /** Records that come into being beside the rows, by kind. */
  readonly also: Readonly<Record<string, number>>;
  readonly groups: readonly ProblemGroup[];
  /** What may be right but is worth a look. */
  readonly warnings?: readonly ProblemGroup[];
  /** What an undo did so far; each record’s own end is asked for by page. */
  readonly undone?: UndoTally;
}
/** What became of the records that an undo met. */
export interface UndoTally {
  readonly removed: number;
  readonly restored: number;
  readonly kept: number;
}
export const RESULTS = ['created', 'changed', 'removed', 'restored', 'kept'] as const;
/** A record an import wrote, and what became of it. */
export interface ImportResult {
  /** Its place in the order in which records were written; the page goes on before it. */
  readonly place: number;
  readonly line: number;
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly result: (typeof RESULTS)[number];
  /** Why an undo left it where it is. */
  readonly reason: string | null;
}
/** A row of the file, with what is wrong with it. */
export interface ImportRowView {
  readonly line: number;
  readonly cells: readonly string[];
  readonly faults: readonly { readonly code: string; readonly target: string; readonly value: string; readonly params?: Readonly<Record<string, unknown>> }[];
}
/** A mapping that is remembered for files of the same columns. */
export interface SavedMapping {
  readonly id: string;
  readonly kind: ImportKind;
  readonly name: string;
  readonly mapping: ImportMapping;
  readonly shared: boolean;
  readonly own: boolean;
  /** Whether it was made for a file with the very same columns. */
  readonly exact: boolean;
  readonly usedAt: string;
}
export interface ImportView {
  readonly id: string;
  readonly kind: ImportKind;
  readonly name: string;
  readonly state: ImportState;
  readonly rows: number;
  readonly done: number;
  readonly reading: Reading;
  readonly columns: readonly ImportColumn[];
  readonly mapping: ImportMapping;
  readonly report: ImportReport | null;
  readonly createdAt: string;
  readonly userId: string;
}
