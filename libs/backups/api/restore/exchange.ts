import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Checkpoints } from '#audit/api';
import { Audit, Database, DATABASE_SETTINGS, Installation, kindOf, MIGRATIONS, NotFound, Rejected, triggersOf, UnitOfWork, type DatabaseSettings, type Migration } from '#kernel/api';
import type { Restoration } from '#backups/model';
import { Backups } from '../backups.service.ts';
import { Errands } from './errands.ts';
import { RestorationRows } from './restoration-rows.ts';
import { planSwitch, switchPlanned } from './switch-file.ts';
import { mayNotSwitch, switchTables } from './switch-tables.ts';

const MARK = 'switching';
/** Instances look each second, and running requests have 25 s to end. */
const LEAVING_MS = 28_000;
/** A switch that was killed keeps nobody waiting for longer. */
const LONGEST_MS = 180_000;

/** Lets this instance leave and start anew, with nothing of the old database in its memory. */
export abstract class Leaving {
  abstract restart(): void;
}

/** Switches the installation to a restored database: all instances leave, the databases are exchanged, and they start on the new one. */
@Injectable()
export class Exchange {
  constructor(
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
    @Inject(MIGRATIONS) private readonly migrations: readonly Migration[],
    private readonly installation: Installation,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly rows: RestorationRows,
    private readonly backups: Backups,
    private readonly errands: Errands,
    private readonly audit: Audit,
    private readonly checkpoints: Checkpoints,
    private readonly leaving: Leaving,
  ) {}

  /** Begins a switch from the running program. Throws Rejected: 'restoration-confirm', 'restoration-not-kept', 'restoration-no-right', 'restoration-no-fresh-backup'. */
  async begin(id: string, confirmation: string): Promise<void> {
    await this.prepare(id, confirmation);
    if (kindOf(this.settings) !== 'sqlite') this.errands.leave(['restore', 'exchange', id]);
    this.leaving.restart();
  }

  /** A fresh backup, and everybody is told to leave. */
  async prepare(id: string, confirmation: string): Promise<void> {
    const row = await this.rows.find(id);
    if (!row) throw new NotFound();
    if (row.kind !== 'restore' || row.state !== 'good' || !row.place) throw new Rejected('restoration-not-kept');
    if (confirmation.trim() !== row.backup) throw new Rejected('restoration-confirm');
    await this.demandRights(id, row.place);
    const fresh = await this.backups.run('restore').catch(() => null);
    if (!fresh || fresh.state === 'failed') throw new Rejected('restoration-no-fresh-backup');
    await this.work.run(() => this.audit.event('backup.switch', { kind: 'backup', id, detail: { name: row.backup } }));
    if (kindOf(this.settings) === 'sqlite') planSwitch(this.installation.dataDir, { backup: row.backup, place: row.place });
    else await this.work.run(() => this.db.put('setting', { name: MARK }, { value: JSON.stringify({ until: Date.now() + LONGEST_MS }) }));
  }

  /** An account that may work on rows alone is told who can: before anybody leaves. */
  private async demandRights(id: string, place: string): Promise<void> {
    if (kindOf(this.settings) === 'sqlite') return;
    const reason = await mayNotSwitch(this.settings, place);
    if (reason) throw new Rejected('restoration-no-right', { id, reason });
  }

  /** Exchanges the tables once everybody has left; on any failure the old ones go on. Returns the database that holds them afterwards. */
  async exchange(id: string, patience = LEAVING_MS): Promise<string> {
    const row = (await this.rows.find(id)) as Restoration;
    try {
      await sleep(patience);
      const before = await switchTables(this.settings, row.place ?? '', triggersOf(this.migrations));
      await this.checkpoints.followSwitch(row.backup);
      return before;
    } catch (error) {
      await this.work.run(() => this.db.write('DELETE FROM `setting` WHERE `name` = ?', [MARK]));
      throw error;
    }
  }

  /** Whether a switch is on: nobody starts on the old database, and who runs on it leaves. */
  async on(): Promise<boolean> {
    if (kindOf(this.settings) === 'sqlite') return switchPlanned(this.installation.dataDir);
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [MARK]).catch(() => []);
    return row !== undefined && (JSON.parse(row.value) as { until: number }).until > Date.now();
  }
  /** Waits until none is on. */
  async over(): Promise<void> {
    while (kindOf(this.settings) !== 'sqlite' && (await this.on())) await sleep(500);
  }
  async leaveIfOn(): Promise<void> {
    if (await this.on()) this.leaving.restart();
  }
}
