import { BLIND_LENGTH, type Column } from './columns.ts';
import { RECORD_COLUMNS, RECORD_INDEXES, RECORD_UNIQUE, type TableShape } from './table-shape.ts';

type Options = Pick<Column, 'null' | 'default'>;

/** Collects the columns and indexes of a table, in the words of the migration language. */
export class Columns {
  readonly columns: Column[] = [];
  readonly indexes: (readonly string[])[] = [];
  readonly uniques: (readonly string[])[] = [];

  id = (name = 'id') => this.add({ name, kind: 'uuid', primary: true });
  uuid = (name: string, o?: Options) => this.add({ name, kind: 'uuid', ...o });
  text = (name: string, max = 200, o?: Options) => this.add({ name, kind: 'text', max, ...o });
  /** A key or a word of the program: compared letter by letter. */
  code = (name: string, max = 64, o?: Options & { primary?: boolean }) => this.add({ name, kind: 'code', max, ...o });
  longText = (name: string, o?: Options) => this.add({ name, kind: 'longText', ...o });
  integer = (name: string, o?: Options & { primary?: boolean }) => this.add({ name, kind: 'integer', ...o });
  money = (name: string, o?: Options) => this.add({ name, kind: 'bigint', ...o });
  bigint = (name: string, o?: Options & { primary?: boolean }) => this.add({ name, kind: 'bigint', ...o });
  flag = (name: string, o?: Options) => this.add({ name, kind: 'flag', ...o });
  day = (name: string, o?: Options) => this.add({ name, kind: 'day', ...o });
  moment = (name: string, o?: Options) => this.add({ name, kind: 'moment', ...o });
  /** Wide enough to hold its value encrypted. */
  secret = (name: string, o?: Options) => this.add({ name, kind: 'secret', ...o });
  /** A blind index of an encrypted column. */
  blind = (name: string) => this.add({ name, kind: 'code', max: BLIND_LENGTH, null: true });
  index = (...columns: string[]) => void this.indexes.push(columns);
  unique = (...columns: string[]) => void this.uniques.push(columns);

  private add(column: Column): void {
    this.columns.push(column);
  }
}

export type Describe = (c: Columns) => void;
/** One step of a migration; each may be repeated without harm. */
export type Step =
  | { readonly kind: 'table'; readonly shape: TableShape }
  | { readonly kind: 'drop'; readonly table: string }
  | { readonly kind: 'columns'; readonly table: string; readonly columns: readonly Column[] }
  | { readonly kind: 'retype'; readonly table: string; readonly column: Column }
  | { readonly kind: 'index'; readonly table: string; readonly columns: readonly string[]; readonly unique: boolean }
  | { readonly kind: 'search'; readonly table: string }
  | { readonly kind: 'dropIndex'; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'rows'; readonly table: string; readonly rows: readonly Record<string, unknown>[] }
  | { readonly kind: 'dropColumn'; readonly table: string; readonly column: string }
  | { readonly kind: 'fill'; readonly table: string; readonly column: string; readonly by: string }
  | { readonly kind: 'guard'; readonly table: string; readonly when: GuardedVerb; readonly unless: string };

export type GuardedVerb = 'UPDATE' | 'DELETE';

/** The migration language: the same words create the same tables on every database. */
export class Schema {
  readonly steps: Step[] = [];

  /** A table with the columns and indexes every record has. */
  createRecordTable(name: string, describe: Describe): void {
    const own = this.describe(describe);
    this.table({
      name,
      columns: [...RECORD_COLUMNS, ...own.columns],
      indexes: [...RECORD_INDEXES, ...own.indexes],
      unique: [...RECORD_UNIQUE, ...own.uniques],
    });
  }
  createTable(name: string, describe: Describe): void {
    const { columns, indexes, uniques } = this.describe(describe);
    this.table({ name, columns, indexes, unique: uniques });
  }
  /** The table of a record's list of texts. */
  createTexts(table: string, field: string): void {
    this.createTable(`${table}_${field}`, (c) => {
      c.id('recordId');
      c.integer('position', { primary: true });
      c.code('value', 700);
      c.index('value', 'recordId');
    });
  }
  /** The table of a record's list of encrypted texts: found by whole values, and phones by their last four digits. */
  createSealedTexts(table: string, field: string): void {
    this.createTable(`${table}_${field}`, (c) => {
      c.id('recordId');
      c.integer('position', { primary: true });
      c.code('value', 700);
      c.blind('blind');
      c.blind('tail');
      c.index('blind', 'recordId');
      c.index('tail', 'recordId');
    });
  }
  /** Makes ready for encryption what was a list of plain texts. */
  sealTexts(table: string, field: string): void {
    const name = `${table}_${field}`;
    this.addColumns(name, (c) => {
      c.blind('blind');
      c.blind('tail');
    });
    for (const column of ['blind', 'tail']) this.createIndex(name, [column, 'recordId']);
    this.dropIndex(name, ['value', 'recordId']);
  }
  /** The table of a record's lines. */
  createLines(table: string, field: string, describe: Describe): void {
    this.createTable(`${table}_${field}`, (c) => {
      c.id();
      c.uuid('recordId');
      c.integer('position');
      describe(c);
      c.index('recordId', 'position');
    });
  }
  /** Takes a table away with everything in it. */
  dropTable(table: string): void {
    this.steps.push({ kind: 'drop', table });
  }
  addColumns(table: string, describe: Describe): void {
    this.steps.push({ kind: 'columns', table, columns: this.describe(describe).columns });
  }
  /** Gives columns another type; what they hold stays, as text. */
  retypeColumns(table: string, describe: Describe): void {
    for (const column of this.describe(describe).columns) this.steps.push({ kind: 'retype', table, column });
  }
  createIndex(table: string, columns: readonly string[], { unique = false } = {}): void {
    this.steps.push({ kind: 'index', table, columns, unique });
  }
  /** A full-text index over a record's search text. */
  createSearch(table: string): void {
    this.steps.push({ kind: 'search', table });
  }
  /** Lets a record table of before know owner and team in the index its lists are read from. */
  widenRecordIndex(table: string): void {
    this.createIndex(table, ['deletedKey', 'createdAt', 'id', 'ownerId', 'teamId']);
    this.dropIndex(table, ['deletedKey', 'createdAt', 'id']);
  }
  /** An index that another one makes needless. */
  dropIndex(table: string, columns: readonly string[]): void {
    this.steps.push({ kind: 'dropIndex', table, columns });
  }
  /** Rows a fresh installation starts with; one whose id is there stays as it is. */
  insert(table: string, rows: readonly Record<string, unknown>[]): void {
    this.steps.push({ kind: 'rows', table, rows });
  }

  /** Works out a derived column of the rows that are there, by an expression that means the same everywhere. */
  fill(table: string, column: string, by: string): void {
    this.steps.push({ kind: 'fill', table, column, by });
  }
  /** Drops a column that no index mentions. */
  dropColumn(table: string, column: string): void {
    this.steps.push({ kind: 'dropColumn', table, column });
  }
  /** Rows are added and never changed or deleted, unless a condition over OLD and NEW holds; the database itself refuses. */
  appendOnly(table: string, unless: Partial<Record<GuardedVerb, string>> = {}): void {
    for (const when of ['UPDATE', 'DELETE'] as const) this.steps.push({ kind: 'guard', table, when, unless: unless[when] ?? '0 = 1' });
  }

  private describe(describe: Describe): Columns {
    const columns = new Columns();
    describe(columns);
    return columns;
  }
  private table(shape: TableShape): void {
    this.steps.push({ kind: 'table', shape });
  }
}

export interface Migration {
  readonly id: string;
  readonly up: (schema: Schema) => void;
}
/** Declares a migration; ids sort by date. */
export const migration = (id: string, up: (schema: Schema) => void): Migration => ({ id, up });
