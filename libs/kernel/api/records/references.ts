import { Injectable } from '@nestjs/common';
import type { Fault, Field } from '#kernel/model';
import { currentPrincipal, reachOf } from '../access/context.ts';
import { Database } from '../database/database.ts';
import { Options } from '../options/options.service.ts';
import type { Row } from './row.ts';
import { Names } from './names.ts';
import { scopeOf } from './scope.ts';
import { and, sql, TRUE } from './sql.ts';
import { tableOf } from './table.ts';

/** The field by which the history says who did something. */
export const ACTOR = [{ name: 'actorId', kind: 'ref', to: 'user', required: false, nullable: true, filter: false, sort: false, sensitive: 0, derived: false }] as const;

/** Knows what other records a record points at: by name for reading, by existence for writing. */
@Injectable()
export class References {
  constructor(
    private readonly db: Database,
    private readonly options: Options,
    private readonly names: Names,
  ) {}

  /** Puts `{ id, name }` beside every reference that has none yet, one statement per kind of record; what the principal could not open has no name. */
  async name(fields: readonly Field[], records: readonly Row[]): Promise<void> {
    const [first] = records;
    const refs = fields.filter((field) => field.kind === 'ref' && field.to !== 'self' && first?.[field.name.replace(/Id$/, '')] === undefined);
    for (const [to, own] of Map.groupBy(refs, (field) => field.to as string)) {
      const ids = new Set(records.flatMap((record) => own.map((field) => record[field.name])).filter(Boolean));
      const names = await this.names.of(to, [...ids] as string[]);
      for (const record of records) {
        for (const field of own) {
          const id = record[field.name] as string | null;
          record[field.name.replace(/Id$/, '')] = id ? (names.get(id) ?? { id, name: '' }) : null;
        }
      }
    }
  }

  /**
   * What is wrong with the references and options among these values: whatever is not there for this principal.
   * `known` remembers answers for records that are written together.
   */
  async faults(fields: readonly Field[], values: Row, at = '', known = new Map<string, boolean>()): Promise<Fault[]> {
    const faults: Fault[] = [];
    for (const field of fields) {
      const value = values[field.name];
      if (typeof value !== 'string') continue;
      const pointer = `${at}/${field.name}`;
      if (field.kind === 'option' && !(await this.options.has(field.set ?? '', value))) faults.push({ pointer, code: 'option' });
      if (field.kind !== 'ref' || field.to === 'self') continue;
      const { id, teamId } = currentPrincipal();
      if ((field.to === 'user' && value === id) || (field.to === 'team' && value === teamId)) continue;
      const key = `${field.to}/${value}`;
      if (!known.has(key)) known.set(key, await this.exists(field.to ?? '', value));
      if (!known.get(key)) faults.push({ pointer, code: 'reference' });
    }
    return faults;
  }

  private async exists(kind: string, id: string): Promise<boolean> {
    const table = tableOf(kind);
    const open = !table.info.owned || currentPrincipal().id === null;
    if (!open && !reachOf(`${kind}.read`)) return false;
    const where = and(sql('r.`id` = ?', id), sql("r.`deletedKey` = ''"), open ? TRUE : scopeOf(table, 'read'));
    const rows = await this.db.read(`SELECT 1 FROM \`${table.table}\` r WHERE ${where.text}`, [...where.params]);
    return rows.length > 0;
  }
}
