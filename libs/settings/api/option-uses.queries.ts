import { Injectable } from '@nestjs/common';
import { Database, recordTables } from '#kernel/api';
import type { OptionUses } from '#settings/model';

/** A field of a kind of record that takes its values from a set. */
export interface OptionField {
  readonly kind: string;
  readonly table: string;
  readonly field: string;
}

/** Which records have which options. */
@Injectable()
export class OptionUsesQueries {
  constructor(private readonly db: Database) {}

  fieldsOf(set: string): OptionField[] {
    return recordTables().flatMap(({ info, table, columns }) => columns.filter((one) => one.kind === 'option' && one.set === set).map(({ name }) => ({ kind: info.name, table, field: name })));
  }
  /** Every set that a field of a record takes its values from. */
  sets(): string[] {
    return [...new Set(recordTables().flatMap(({ columns }) => columns.flatMap(({ kind, set }) => (kind === 'option' && set ? [set] : []))))];
  }

  /** How many living records have each option. */
  async of(set: string): Promise<OptionUses> {
    const uses: Record<string, number> = {};
    for (const { table, field } of this.fieldsOf(set)) {
      const rows = await this.db.read<{ key: string; count: number }>(
        `SELECT \`${field}\` AS \`key\`, COUNT(*) AS \`count\` FROM \`${table}\` WHERE \`deletedKey\` = '' AND \`${field}\` IS NOT NULL GROUP BY \`${field}\``,
      );
      for (const { key, count } of rows) uses[key] = (uses[key] ?? 0) + Number(count);
    }
    return uses;
  }
  /** Whether any record has it, be it in the recycle bin. */
  async used(set: string, key: string): Promise<boolean> {
    for (const { table, field } of this.fieldsOf(set)) {
      if ((await this.db.read(`SELECT 1 FROM \`${table}\` WHERE \`${field}\` = ? LIMIT 1`, [key])).length > 0) return true;
    }
    return false;
  }
  /** Living records that have it, by id, after one. */
  having({ table, field }: OptionField, key: string, after: string): Promise<{ id: string; version: number }[]> {
    return this.db.read(`SELECT \`id\`, \`version\` FROM \`${table}\` WHERE \`deletedKey\` = '' AND \`${field}\` = ? AND \`id\` > ? ORDER BY \`id\` LIMIT 200`, [key, after]);
  }
}
