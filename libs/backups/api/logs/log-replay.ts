import { Inject, Injectable } from '@nestjs/common';
import type { Connection } from 'mysql2/promise';
import { DATABASE_SETTINGS, MIGRATIONS, shapesOf, type DatabaseSettings, type Migration } from '#kernel/api';
import type { Manifest } from '#backups/model';
import { BackupFault } from '../faults.ts';
import { connectedTo } from '../restore/dump-loader.ts';
import { DumpReader } from '../restore/dump-reader.ts';
import type { Scratch } from '../restore/scratch-database.ts';
import type { Trust } from '../signature.ts';
import type { Target } from '../target.ts';
import { BinlogEvents } from './binlog.ts';
import { leading, openPiece, piecesOn, type LogPiece } from './log-pieces.ts';
import { logRuling } from './log-rules.ts';

/** A transaction of the log, whole or not at all: its statements, its last second, and where it begins. */
interface Group {
  readonly texts: readonly string[];
  readonly at: number;
  readonly from: number;
}
const EMPTY: Group = { texts: [], at: 0, from: 0 };

/** Brings a restored database to a later second: every transaction of the binary log up to then, in the log's order. */
@Injectable()
export class LogReplay {
  private readonly tables: ReadonlySet<string>;
  private readonly live: string;

  constructor(@Inject(DATABASE_SETTINGS) { url }: DatabaseSettings, @Inject(MIGRATIONS) migrations: readonly Migration[]) {
    this.tables = new Set(['migration', 'setting', ...shapesOf(migrations).map(({ name }) => name)]);
    this.live = url.startsWith('sqlite:') ? '' : decodeURIComponent(new URL(url).pathname.slice(1));
  }

  /** Returns how many transactions were done again. Throws BackupFault: 'no-logs', 'log-gap'. */
  async replay(scratch: Scratch, manifest: Manifest, target: Target, identity: string, until: string, trust: Trust): Promise<number> {
    const pieces = leading(manifest, await piecesOn(target, trust), until);
    const connection = await connectedTo(scratch.settings);
    let done = 0;
    try {
      await connection.query('SET SESSION foreign_key_checks = 0, unique_checks = 0, max_statement_time = 0');
      const second = Math.floor(Date.parse(until) / 1000);
      for (const piece of pieces) {
        const from = piece.file === manifest.position?.file ? manifest.position.offset : 0;
        const some = await this.piece(connection, scratch.name, piece, await openPiece(target, piece, identity), from, second);
        done += some.done;
        if (some.over) break;
      }
      return done;
    } finally {
      await connection.end().catch(() => undefined);
    }
  }

  private async piece(connection: Connection, scratch: string, piece: LogPiece, text: AsyncIterable<Uint8Array>, from: number, second: number): Promise<{ done: number; over: boolean }> {
    const events = new BinlogEvents();
    let [group, open, done, time] = [EMPTY, false, 0, 0];
    try {
      for await (const statement of new DumpReader().statements(text)) {
        const rule = logRuling(statement, this.live, this.tables);
        if (rule.kind === 'time') time = rule.at;
        if (rule.kind === 'begin') [group, open] = [{ ...EMPTY, from: statement.mark }, true];
        if (rule.kind === 'undo') [group, open] = [EMPTY, false];
        if (rule.kind === 'events') {
          const told = events.retell(rule.payload, this.live, scratch, this.tables);
          // What a file begins with tells how its events are read; every connection needs to know.
          if (open) group = { ...group, texts: [...group.texts, told.text], at: Math.max(group.at, told.at) };
          else await connection.query(told.text);
        }
        if (rule.kind === 'run') group = { texts: [...group.texts, rule.text], at: Math.max(group.at, time), from: open ? group.from : statement.mark };
        if (rule.kind !== 'end' && (rule.kind !== 'run' || open)) continue;
        if (group.at > second) return { done, over: true };
        if (group.texts.length > 0 && group.from >= from) {
          await this.apply(connection, group);
          done++;
        }
        [group, open] = [EMPTY, false];
      }
      return { done, over: false };
    } catch (error) {
      throw new BackupFault('log-gap', { reason: `${piece.file}: ${(error as Error).message}` }, { cause: error });
    }
  }
  private async apply(connection: Connection, { texts }: Group): Promise<void> {
    await connection.query('START TRANSACTION');
    for (const text of texts) await connection.query(text);
    await connection.query('COMMIT');
  }
}
