import { Injectable } from '@nestjs/common';
import { recordOf, type Class, type RecordView } from '#kernel/model';
import { reachOf } from '../access/context.ts';
import { recordReaderOf, type RecordReader } from './record-reader.ts';
import { Records } from './records.ts';
import { ACTOR } from './references.ts';
import { scopeOf } from './scope.ts';
import { sql, type Sql } from './sql.ts';
import { tableOf } from './table.ts';

interface Part {
  readonly on: string;
  readonly name: string;
  readonly reader: RecordReader<RecordView>;
  readonly permission: string;
  readonly by: string;
  readonly shows: readonly string[];
  /** Whether whoever sees the record sees these. */
  readonly through: boolean;
}
const HEAD = 10;

/** A record with the head of everything that belongs to it, in one answer; upper slices add what they show on lower ones. */
@Injectable()
export class Overviews {
  private readonly parts: Part[] = [];
  constructor(private readonly kernel: Records) {}

  /** Shows the newest records of a kind on the one that `by` points at; `shows` are the fields of a head. */
  show<T extends RecordView>(on: string, name: string, of: Class<T>, by: keyof T & string, shows: readonly (keyof T & string)[]): void {
    const reader = recordReaderOf(of as Class<RecordView>, this.kernel);
    const { name: kind } = recordOf(of);
    this.parts.push({ on, name, reader, permission: `${kind}.read`, by, shows: ['id', ...shows], through: tableOf(kind).through?.to === on });
  }

  /** `{ record, history, … }`: parts that the reader may not see are left out. Throws NotFound for the record. */
  async of(kind: string, id: string): Promise<Record<string, unknown>> {
    const parts = this.parts.filter(({ on, permission }) => on === kind && reachOf(permission));
    const [record, history, ...heads] = await Promise.all([
      this.kernel.stores.get(kind)?.get(id),
      this.kernel.audit.latest(kind, id, HEAD),
      ...parts.map(({ reader, by, shows, through }) => reader.heads(shows, sql(`r.\`${by}\` = ?`, id), HEAD, through ? seen(kind, id) : undefined)),
    ]);
    await this.kernel.references.name(ACTOR, history as unknown as Record<string, unknown>[]);
    return { record, ...Object.fromEntries(parts.map(({ name }, n) => [name, heads[n]])), history };
  }
}

/** The scope of what is visible through a record one may see: asked once for all of it, not row by row. */
function seen(kind: string, id: string): Sql {
  const table = tableOf(kind);
  const scope = scopeOf(table, 'read', 'o');
  return sql(`EXISTS (SELECT 1 FROM \`${table.table}\` o WHERE o.\`id\` = ? AND ${scope.text})`, id, ...scope.params);
}
