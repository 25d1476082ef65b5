import SqliteDatabase from 'better-sqlite3';
import { Inject, Injectable } from '@nestjs/common';
import { Database, DATABASE_SETTINGS, kindOf, NotFound, recordTables, sqliteFile, type DatabaseSettings } from '#kernel/api';
import type { RestorePoint, RestorePoints, TableCompared } from '#backups/model';
import { BackupRows } from '../catalogue-rows.ts';
import { BackupKeys } from '../backup-keys.service.ts';
import { LogShipping } from '../logs/log-shipping.service.ts';
import { piecesOn } from '../logs/log-pieces.ts';
import { Targets } from '../targets.service.ts';
import { connectedTo } from './dump-loader.ts';
import { RestorationRows } from './restoration-rows.ts';

/** What can be restored, and what a restored database holds beside the running one. */
@Injectable()
export class RestorePlaces {
  constructor(
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
    private readonly db: Database,
    private readonly catalogue: BackupRows,
    private readonly rows: RestorationRows,
    private readonly targets: Targets,
    private readonly keys: BackupKeys,
    private readonly shipping: LogShipping,
  ) {}

  /** Every copy of every backup that is kept, newest first. */
  async points(): Promise<RestorePoint[]> {
    const kept = await this.catalogue.kept();
    return kept.flatMap(({ name, startedAt, bytes, verifiedAt, copies }) =>
      copies.filter(({ state }) => state !== 'removed').map(({ targetId, target, state }) => ({ backup: name, at: startedAt, targetId, target, bytes, provenAt: verifiedAt, damaged: state === 'failed' })),
    );
  }

  /** Up to which second the binary logs lead, and why they do not. */
  async logs(): Promise<Pick<RestorePoints, 'logs' | 'noLogs'>> {
    const noLogs = await this.shipping.why();
    if (noLogs) return { logs: null, noLogs };
    const trust = await this.keys.trust();
    for (const target of await this.targets.enabled()) {
      const pieces = await piecesOn(target, trust).catch(() => []);
      await target.close?.();
      const [first, last] = [pieces[0], pieces.at(-1)];
      if (first && last) return { logs: { from: first.to, to: last.to }, noLogs: null };
    }
    return { logs: null, noLogs: null };
  }

  /** The rows of records, running and restored. */
  async compare(id: string): Promise<TableCompared[]> {
    const row = await this.rows.find(id);
    if (!row?.place || row.state !== 'good') throw new NotFound();
    const tables = recordTables().map(({ info, table }) => ({ kind: info.name, table }));
    const restored = await this.counts(row.place, tables.map(({ table }) => table));
    return Promise.all(
      tables.map(async ({ kind, table }) => {
        const [live] = await this.db.read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM \`${table}\``);
        return { kind, table, live: Number(live?.n ?? 0), restored: restored.get(table) ?? 0 };
      }),
    );
  }

  private async counts(place: string, tables: readonly string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    if (kindOf(this.settings) === 'sqlite') {
      const db = new SqliteDatabase(sqliteFile(`sqlite:${place}`), { readonly: true, fileMustExist: true });
      for (const table of tables) counts.set(table, (db.prepare(`SELECT COUNT(*) AS n FROM \`${table}\``).get() as { n: number }).n);
      db.close();
      return counts;
    }
    const restoreUrl = process.env['RESTORE_DATABASE_URL'];
    const connection = await connectedTo(restoreUrl ? { ...this.settings, url: restoreUrl } : this.settings, false);
    try {
      for (const table of tables) {
        const [[row]] = (await connection.query(`SELECT COUNT(*) AS n FROM \`${place}\`.\`${table}\``)) as unknown as [[{ n: number }]];
        counts.set(table, Number(row.n));
      }
    } finally {
      await connection.end();
    }
    return counts;
  }
}
