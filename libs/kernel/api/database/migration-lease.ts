import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource, QueryRunner } from 'typeorm';
import { toStoredMoment } from '../records/row.ts';
import { DuplicateKey, translated } from './driver-errors.ts';
import { newId } from './ids.ts';

/** Whoever changes tables holds it, and whoever wants them to stay as they are meanwhile. */
export const MIGRATION_LEASE = 'migrate';
const LEASE_MS = 60_000;
const RENEW_MS = 15_000;
const LOOK_MS = 500;

/** The right to change tables, a lease like any other: one instance migrates, the others wait for it; whoever was killed meanwhile holds it a minute. */
export class MigrationLease {
  private readonly log = new Logger('Migrations');
  private readonly holder = newId();

  constructor(
    private readonly source: Pick<DataSource, 'createQueryRunner'>,
    private readonly runner: QueryRunner,
  ) {}

  /** Does work that nobody else does meanwhile. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    for (let said = false; !(await this.taken()); await sleep(LOOK_MS)) {
      if (!said) this.log.warn('Another instance changes the tables, or was killed while it did; waiting for it.');
      said = true;
    }
    const renewal = setInterval(() => void this.renew().catch((error: unknown) => this.log.warn(String(error))), RENEW_MS).unref();
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await this.runner.query('UPDATE `lease` SET `until` = ? WHERE `name` = ? AND `holder` = ?', [moment(-1), MIGRATION_LEASE, this.holder]).catch(() => undefined);
    }
  }

  private async taken(): Promise<boolean> {
    const [row] = (await this.runner.query('SELECT `fence`, `until` FROM `lease` WHERE `name` = ?', [MIGRATION_LEASE])) as { fence: number; until: string }[];
    if (row && String(row.until) > moment(0)) return false;
    try {
      if (row) await this.runner.query('UPDATE `lease` SET `holder` = ?, `fence` = `fence` + 1, `until` = ? WHERE `name` = ? AND `fence` = ?', [this.holder, moment(LEASE_MS), MIGRATION_LEASE, row.fence]);
      else await this.runner.query('INSERT INTO `lease` (`name`, `holder`, `fence`, `until`) VALUES (?, ?, 1, ?)', [MIGRATION_LEASE, this.holder, moment(LEASE_MS)]);
    } catch (error) {
      if (translated(error) instanceof DuplicateKey) return false;
      throw error;
    }
    const [now] = (await this.runner.query('SELECT `holder` FROM `lease` WHERE `name` = ?', [MIGRATION_LEASE])) as { holder: string }[];
    return now?.holder === this.holder;
  }

  /** On a connection of its own: the migrator's is busy with a statement. */
  private async renew(): Promise<void> {
    const runner = this.source.createQueryRunner('master');
    try {
      await runner.query('UPDATE `lease` SET `until` = ? WHERE `name` = ? AND `holder` = ?', [moment(LEASE_MS), MIGRATION_LEASE, this.holder]);
    } finally {
      await runner.release();
    }
  }
}

const moment = (later: number): string => toStoredMoment(new Date(Date.now() + later).toISOString());
