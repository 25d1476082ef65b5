import { fieldsOf, type Field } from '#kernel/model';
import { RECORD_COLUMNS, type TableShape } from './database/table-shape.ts';
import { sealedColumnsOf, type SealedColumn } from './records/sealed-columns.ts';
import { childTable, recordTables } from './records/table.ts';

/** How long data is kept: with its record, as long as the audit, for a time, or as long as the installation. */
export type Keep = 'record' | 'audit' | 'installation' | 'session' | 'week' | 'day' | 'done';

/** What a table beside the records holds: every column is named once, by how far it must be protected. */
export interface TableData {
  readonly keep: Keep;
  /** Ids, states, numbers and times. */
  readonly system?: string;
  /** For those who may see what it belongs to. */
  readonly internal?: string;
  /** Encrypted: it may tell of people. */
  readonly confidential?: string;
  /** Encrypted with the key of secrets. */
  readonly secret?: string;
  /** A secret of which only a hash, or a wrapped form, is stored. */
  readonly hashed?: string;
}
export type TablesData = Readonly<Record<string, TableData>>;

export type Level = 0 | 1 | 2 | 3;
export type Stored = 'plain' | 'encrypted' | 'hashed' | 'index';
/** What holds for every value of a level. */
export const LEVELS: Readonly<Record<Level, { readonly masked: boolean; readonly logged: boolean; readonly exported: boolean }>> = {
  0: { masked: false, logged: true, exported: true },
  1: { masked: false, logged: false, exported: true },
  2: { masked: true, logged: false, exported: true },
  3: { masked: true, logged: false, exported: false },
};
/** A column as the catalogue knows it. */
export interface Entry {
  readonly table: string;
  readonly column: string;
  readonly level: Level;
  readonly stored: Stored;
  readonly keep: Keep;
  /** Model and field behind it. */
  readonly kind?: string;
  readonly field?: string;
}

const RECORD_PARTS: Readonly<Record<string, Level>> = { custom: 1, searchText: 1, externalId: 1 };
const PARTS = [
  ['system', 0, 'plain'], ['internal', 1, 'plain'], ['confidential', 2, 'encrypted'], ['secret', 3, 'encrypted'], ['hashed', 3, 'hashed'],
] as const; // prettier-ignore
const words = (text = ''): string[] => text.split(/\s+/).filter(Boolean);
/** Text is for those who may see the record; a choice, a number or a day tells nothing by itself. */
const levelOf = ({ sensitive, kind }: Field): Level => (sensitive as Level) || (['text', 'longText', 'url', 'texts'].includes(kind) ? 1 : 0);

/** Every column of the database: how personal it is, how it is stored, how long it is kept. */
export class Catalogue {
  readonly entries: readonly Entry[];
  readonly sealed: readonly SealedColumn[];

  constructor(tables: TablesData, shapes: readonly TableShape[]) {
    const plain = Object.entries(tables).flatMap(([table, data]) =>
      PARTS.flatMap(([part, level, stored]) => words(data[part]).map((column): Entry => ({ table, column, level, stored, keep: data.keep }))),
    );
    this.entries = [...ofRecords(), ...plain];
    const keysOf = (table: string) => shapes.find(({ name }) => name === table)?.columns.flatMap(({ primary, name }) => (primary ? [name] : [])) ?? [];
    const own = Object.entries(tables).flatMap(([table, { confidential, secret }]) => [
      ...words(confidential).map((column) => ({ column, purpose: 'personal' as const })), ...words(secret).map((column) => ({ column, purpose: 'secret' as const })),
    ].map(({ column, purpose }): SealedColumn => ({ table, column, purpose, keys: keysOf(table), named: keysOf(table).length }))); // prettier-ignore
    this.sealed = [...recordTables().flatMap(sealedColumnsOf), ...own];
  }

  /** Columns nobody classified, and classified columns that are not there. */
  gaps(shapes: readonly TableShape[]): string[] {
    const known = new Set(this.entries.map(({ table, column }) => `${table}.${column}`));
    const there = new Set(shapes.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)));
    return [...[...there].filter((name) => !known.has(name)), ...[...known].filter((name) => !there.has(name))];
  }
}

function ofRecords(): Entry[] {
  const keep = 'record';
  return recordTables().flatMap(({ table, info, columns, texts, lines }) => {
    const kind = info.name;
    const common = RECORD_COLUMNS.map(({ name }): Entry => ({ table, column: name, level: RECORD_PARTS[name] ?? 0, stored: 'plain', keep }));
    const entry = (own: string, column: string, field: Field): Entry => ({ table: own, column, level: levelOf(field), stored: field.encrypted ? 'encrypted' : 'plain', keep, kind, field: field.name });
    const index = (own: string, column: string): Entry => ({ table: own, column, level: 2, stored: 'index', keep });
    const names = new Set(RECORD_COLUMNS.map(({ name }) => name));
    const fields = columns.filter(({ name }) => !names.has(name)).map((field) => entry(table, field.name, field));
    const blind = columns.filter(({ encrypted, filter }) => encrypted && filter).flatMap(({ name, kind: of }) => [`${name}Blind`, ...(of === 'phone' ? [`${name}Tail`] : [])].map((column) => index(table, column)));
    const lists = texts.flatMap((field) => {
      const own = childTable(table, field.name);
      const place = ['recordId', 'position'].map((column): Entry => ({ table: own, column, level: 0, stored: 'plain', keep }));
      return [...place, entry(own, 'value', field), ...(field.encrypted ? [index(own, 'blind'), index(own, 'tail')] : [])];
    });
    const rows = lines.flatMap((field) => {
      const own = childTable(table, field.name);
      const place = ['id', 'recordId', 'position'].map((column): Entry => ({ table: own, column, level: 0, stored: 'plain', keep }));
      return [...place, ...(field.line ? fieldsOf(field.line) : []).filter(({ name }) => name !== 'id').map((one) => entry(own, one.name, one))];
    });
    return [...common, ...fields, ...blind, ...lists, ...rows];
  });
}
