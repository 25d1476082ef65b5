import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Backups, BackupStatus } from '#backups/api';
import { as, DATABASE_SETTINGS, Database, Installation, KeyRing, kindOf, Migrator, sqliteFile, SYSTEM, toStoredMoment, VERSION, type DatabaseSettings, type UpgradePlan } from '#kernel/api';
import { copyOfFile } from './sqlite-copy.queries.ts';

export const BEFORE_UPGRADE = 'before-upgrade';
const KEPT = 3;
/** A copy, and a table that is built anew beside the old one. */
const TIMES = 2.2;
const LEAST_BYTES = 200 * 1024 ** 2;
/** Whoever was killed holds a job so long. */
const PATIENCE_MS = 35_000;

/** Brings the database to what this version expects, once it is certain that there is room, nobody works on it, and a way back. */
@Injectable()
export class Upgrade {
  private readonly log = new Logger('Upgrade');
  /** How long it waits for work of other instances to end. */
  patienceMs = PATIENCE_MS;
  /** Makes a backup to the targets of the installation, where it has some; false where there are none. */
  backup: (plan: UpgradePlan) => Promise<boolean> = (plan) => this.backUp(plan);

  constructor(
    private readonly migrator: Migrator,
    private readonly keys: KeyRing,
    private readonly status: BackupStatus,
    private readonly backups: Backups,
    private readonly db: Database,
    private readonly installation: Installation,
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
  ) {}

  /** Applies what is missing; answers the ids. Throws one line that says what to do. */
  async run({ backup = true } = {}): Promise<string[]> {
    return this.migrator.run(async (plan) => {
      // A database that was never used has nothing to lose.
      if (plan.applied.length === 0) return;
      this.log.log(`Upgrade to ${VERSION}: ${plan.missing.length} changes of tables, from ${plan.applied.at(-1)}.`);
      await this.checkRoom();
      await this.waitForJobs();
      if (backup) await this.keep(plan);
    });
  }

  /** Throws when the disk would be full half-way. */
  private async checkRoom(): Promise<void> {
    mkdirSync(this.installation.dataDir, { recursive: true });
    const { bavail, bsize } = await statfs(this.installation.dataDir);
    const needed = kindOf(this.settings) === 'sqlite' ? Math.max(LEAST_BYTES, statSync(sqliteFile(this.settings.url)).size * TIMES) : LEAST_BYTES;
    if (bavail * bsize < needed) throw new Error(`The upgrade needs ${megabytes(needed)} free under ${this.installation.dataDir}; there are ${megabytes(bavail * bsize)}.`);
  }

  /** Jobs of the version before would write into tables that change under them; those that wait are done afterwards. */
  private async waitForJobs(): Promise<void> {
    for (const until = Date.now() + this.patienceMs; ; await sleep(250)) {
      const running = await this.db.read<{ kind: string }>("SELECT `kind` FROM `job` WHERE `state` = 'running' AND `until` > ? LIMIT 5", [toStoredMoment(new Date().toISOString())]);
      if (running.length === 0) return;
      if (Date.now() > until) throw new Error(`Another instance still works (${running.map(({ kind }) => kind).join(', ')}). Stop every instance of the version before, and start again.`);
    }
  }

  /** The way back: a copy of the file, always; a backup, where it has a place to go. */
  private async keep(plan: UpgradePlan): Promise<void> {
    try {
      if (kindOf(this.settings) === 'sqlite') await this.copy(plan);
      else if (!(await this.backup(plan))) this.log.warn('No backup was made before the upgrade: there is no target for it.');
    } catch (error) {
      throw new Error(`The backup before the upgrade failed (${error instanceof Error ? error.message : String(error)}). Nothing was changed. Mend it, or upgrade without one: npm run rapport -- migrate --without-backup`, { cause: error });
    }
  }

  private async backUp({ applied }: UpgradePlan): Promise<boolean> {
    if (!applied.some((id) => id.endsWith('-backups'))) return false;
    await this.keys.open();
    if (!(await this.status.facts()).enabled) return false;
    const { state, name } = await as(SYSTEM, () => this.backups.run('upgrade'));
    if (state === 'failed') throw new Error(`backup ${name} failed`);
    this.log.log(`Backup ${name} was made before the upgrade.`);
    return true;
  }

  private async copy({ applied }: UpgradePlan): Promise<void> {
    const folder = join(this.installation.dataDir, BEFORE_UPGRADE);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = `${new Date().toISOString().replaceAll(/[-:.]/g, '')}-${applied.at(-1)}.db`;
    const part = join(folder, `${name}.part`);
    await copyOfFile(sqliteFile(this.settings.url), part);
    renameSync(part, join(folder, name));
    this.log.log(`The database as it was is in ${join(folder, name)}.`);
    const files = readdirSync(folder);
    const old = files.filter((file) => file.endsWith('.db')).sort().reverse().slice(KEPT); // prettier-ignore
    // What is no copy was left behind by an upgrade that was killed.
    for (const file of [...old, ...files.filter((one) => !one.endsWith('.db'))]) rmSync(join(folder, file), { force: true });
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2).toLocaleString('en')} MB`;
