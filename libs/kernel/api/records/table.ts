import { fieldsOf, recordOf, type Class, type Field, type RecordInfo, type RecordView } from '#kernel/model';

/** A record kind that is visible to everyone who may see a record it is linked to. */
export interface Through {
  /** Table of the links, its column for this record, and its column for the other. */
  readonly table: string;
  readonly column: string;
  readonly to: string;
  readonly toColumn: string;
}

export interface TableOptions {
  /** Indexes beside the ones every record has, each led by `deletedKey`. */
  readonly indexes?: readonly (readonly string[])[];
  /** What may exist once among living records. */
  readonly unique?: readonly (readonly string[])[];
  readonly through?: Through;
}

/** Where the records of one kind live. */
export interface RecordTableInfo extends TableOptions {
  readonly entity: Class<RecordView>;
  readonly info: Required<RecordInfo>;
  readonly table: string;
  readonly columns: readonly Field[];
  readonly texts: readonly Field[];
  readonly lines: readonly Field[];
}

const tables = new Map<string, RecordTableInfo>();

/** Marks the class that holds a record's rules and says how it is stored; its columns come from the model. */
export function RecordTable(options: TableOptions = {}) {
  return (entity: Class<RecordView>): void => {
    const info = recordOf(entity);
    const fields = fieldsOf(entity);
    const texts = fields.filter(({ kind }) => kind === 'texts');
    const lines = fields.filter(({ kind }) => kind === 'lines');
    const columns = fields.filter(({ kind }) => kind !== 'texts' && kind !== 'lines');
    tables.set(info.name, { ...options, entity, info, table: info.table, columns, texts, lines });
  };
}

/** The table of a kind of record. Throws when no slice stores it. */
export function tableOf(name: string): RecordTableInfo {
  const table = tables.get(name);
  if (!table) throw new Error(`No slice stores the record '${name}'`);
  return table;
}
export const recordTables = (): RecordTableInfo[] => [...tables.values()];
/** Kinds that may be many and are searched have a full-text index. */
export const hasFullText = ({ info }: RecordTableInfo): boolean => info.owned && info.search.length > 0;
/** Name of the table that holds a list of texts or lines of a record. */
export const childTable = (table: string, field: string): string => `${table}_${field}`;
