import { Injectable } from '@nestjs/common';
import { LEAST_DAYS, USUAL_DAYS } from '#audit/model';
import { Catalogue, Database } from '#kernel/api';
import { ImportRetention } from '#imports/api';
import type { RetentionView } from '#privacy/model';

const AUDIT_DAYS = 'audit-retention';
/** Words of the program and wrapped keys tell of nobody. */
const NOBODY = ['option_item', 'data_key'];

/** Tells how long what is kept, as the catalogue of all columns says it. */
@Injectable()
export class RetentionOverview {
  constructor(
    private readonly db: Database,
    private readonly catalogue: Catalogue,
    private readonly imports: ImportRetention,
  ) {}

  async view(): Promise<RetentionView> {
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [AUDIT_DAYS]);
    const telling = this.catalogue.entries.filter(({ level, stored, table }) => level > 0 && stored !== 'index' && !NOBODY.includes(table));
    const of = (own: typeof telling, name: 'kind' | 'table') => [...new Set(own.flatMap((one) => (one.kind ? (name === 'kind' ? [one.kind] : []) : name === 'table' ? [one.table] : [])))];
    // The parts every record has say the same as its kind does.
    const records = new Set(telling.flatMap(({ kind, table }) => (kind ? [table] : [])));
    const kept = [...Map.groupBy(telling, ({ keep }) => keep)].map(([keep, own]) => ({ keep, kinds: of(own, 'kind'), tables: of(own, 'table').filter((table) => !records.has(table)) }));
    return { importDays: await this.imports.days(), auditDays: Math.max(LEAST_DAYS, row ? Number(row.value) : USUAL_DAYS), kept: kept.filter(({ kinds, tables }) => kinds.length + tables.length > 0) };
  }
  async keepImports(days: number): Promise<RetentionView> {
    await this.imports.keepFor(days);
    return this.view();
  }
}
