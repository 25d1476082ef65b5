import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { as, Clock, DATABASE_SETTINGS, Installation, kindOf, Leases, loggable, Rounds, SYSTEM, type DatabaseSettings } from '#kernel/api';
import { BackupKeys } from '../backup-keys.service.ts';
import { ended } from '../child-end.ts';
import { accessFile, findProgram } from '../database-programs.ts';
import { pack, sealTo } from '../envelope.ts';
import { BackupFault } from '../faults.ts';
import { connectedTo } from '../restore/dump-loader.ts';
import type { Target } from '../target.ts';
import { Targets } from '../targets.service.ts';
import { labelOf, labelPath, numberOf, piecePath, piecesOn, type LogPiece } from './log-pieces.ts';

const EVERY_MS = 300_000;
const LEASE = 'backup-logs';
/** Why not every second can be restored: a code of `restoration.logs`. */
export type NoLogs = 'sqlite' | 'off' | 'statements' | 'rights' | 'failed';
export interface LogKeeping {
  readonly why: NoLogs | null;
  readonly format: string;
  /** How long the server keeps a closed file; 0 is for ever. */
  readonly keptSeconds: number | null;
  /** What kept the last round from shipping. */
  readonly fault: string | null;
}
type Query = (text: string) => Promise<Record<string, unknown>[]>;

/** Ships the binary log of MariaDB: every five minutes its file is closed, packed, sealed and brought to every target. */
@Injectable()
export class LogShipping {
  private readonly log = new Logger('Backups');
  private told: string | null = null;

  constructor(
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
    private readonly installation: Installation,
    private readonly targets: Targets,
    private readonly keys: BackupKeys,
    private readonly leases: Leases,
    private readonly clock: Clock,
    rounds: Rounds,
  ) {
    rounds.every(EVERY_MS, 'backup logs', () => as(SYSTEM, () => this.round()));
  }

  /** Why there is nothing to ship; null when there is. */
  async why(): Promise<NoLogs | null> {
    if (kindOf(this.settings) !== 'mariadb') return 'sqlite';
    return this.asked<NoLogs | null>(async (query) => {
      const [settings] = await query('SELECT @@log_bin AS `on`, @@binlog_format AS `format`');
      if (Number(settings?.['on']) !== 1) return 'off';
      // A mixed log tells some changes as statements, and those are not done again.
      if (settings?.['format'] !== 'ROW') return 'statements';
      return query('SHOW MASTER STATUS').then(() => null, () => 'rights' as const); // prettier-ignore
    }).catch(() => 'failed' as const);
  }

  /** How the binary log is kept; nothing is known of one on SQLite. */
  async kept(): Promise<LogKeeping> {
    const why = await this.why();
    if (why === 'sqlite' || why === 'failed') return { why, format: '', keptSeconds: null, fault: null };
    return this.asked(async (query) => {
      const rows = await query("SHOW GLOBAL VARIABLES WHERE `Variable_name` IN ('binlog_format', 'binlog_expire_logs_seconds', 'expire_logs_days')");
      const of = (name: string) => rows.find((row) => row['Variable_name'] === name)?.['Value'];
      const seconds = Number(of('binlog_expire_logs_seconds') ?? Number(of('expire_logs_days') ?? 0) * 86_400);
      return { why, format: String(of('binlog_format') ?? ''), keptSeconds: seconds, fault: this.told };
    });
  }

  /** Closes the file that is written now, and brings what is closed to where it is not yet. Returns how many pieces were brought. */
  async ship(): Promise<number> {
    if ((await this.why()) !== null) return 0;
    const recipients = (await this.keys.recipients()).map(({ recipient }) => recipient);
    const targets = await this.targets.enabled();
    if (recipients.length === 0 || targets.length === 0) return 0;
    const own = await this.leases.alone(LEASE, 600, async () => {
      const [trust, { server, closed, to }] = [await this.keys.trust(), await this.asked((query) => this.close(query))];
      let brought = 0;
      for (const target of targets) {
        const there = (await piecesOn(target, trust)).filter((one) => one.server === server).map(({ file }) => numberOf(file));
        for (const file of closed.filter((one) => numberOf(one) > Math.max(0, ...there))) {
          await this.bring(target, { server, file, to }, recipients);
          brought++;
        }
        await target.close?.();
      }
      return brought;
    });
    return own?.done ?? 0;
  }

  private async round(): Promise<void> {
    try {
      await this.ship();
      this.told = null;
    } catch (error) {
      const text = error instanceof BackupFault ? error.message : loggable(error);
      if (text !== this.told) this.log.warn(`Binary logs were not shipped: ${text}`);
      this.told = text;
    }
  }

  private async close(query: Query): Promise<{ server: string; closed: string[]; to: string }> {
    await query('FLUSH BINARY LOGS');
    const to = this.clock.now().toISOString();
    const [status] = await query('SHOW MASTER STATUS');
    const [id] = await query('SELECT @@server_id AS `id`');
    const closed = (await query('SHOW BINARY LOGS')).map((row) => String(row['Log_name'])).filter((name) => name !== status?.['File']);
    return { server: String(id?.['id']), closed, to };
  }

  /** The text of the log leaves the process packed and sealed: nothing of it lies anywhere in clear. */
  private async bring(target: Target, piece: Pick<LogPiece, 'server' | 'file' | 'to'>, recipients: readonly string[]): Promise<void> {
    const access = accessFile(this.settings, join(this.installation.dataDir, 'log-access'));
    try {
      const options = [`--defaults-file=${access.file}`, '--read-from-remote-server', `--database=${access.database}`, piece.file];
      const child = spawn(findProgram('log'), options, { stdio: ['ignore', 'pipe', 'pipe'] });
      const over = ended(child);
      over.catch(() => undefined);
      const placed = await target.put(piecePath(piece), await sealTo(recipients, pack(child.stdout)));
      await over;
      await target.put(labelPath(piece), Readable.from([Buffer.from(JSON.stringify(await this.keys.sign(labelOf({ ...piece, ...placed }))))]));
    } catch (error) {
      await target.remove(piecePath(piece)).catch(() => undefined);
      throw error;
    } finally {
      access.remove();
    }
  }

  private async asked<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const connection = await connectedTo(this.settings);
    try {
      return await work(async (text) => ((await connection.query(text)) as unknown as [Record<string, unknown>[]])[0]);
    } finally {
      await connection.end().catch(() => undefined);
    }
  }
}
