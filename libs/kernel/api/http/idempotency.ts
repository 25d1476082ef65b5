import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { DuplicateKey } from '../database/driver-errors.ts';
import { Leases } from '../database/leases.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { KeyRing } from '../keys/key-ring.ts';
import { toStoredMoment } from '../records/row.ts';
import { Rounds } from '../rounds.ts';
import { Busy, Problem } from './problems.ts';

const HOURS = 24;
const SWEEP_MS = 3_600_000;
/** What MariaDB and MySQL say when somebody else holds the row. */
const LOCKED = [1205, 3572];

export const hashOfAll = (parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part.length)).update(':').update(part);
  return hash.digest('hex');
};

/** Answers to requests that may be sent again: kept for a day, in the transaction of what they created, sealed. */
@Injectable()
export class Idempotency {
  private readonly inFlight = new Set<string>();

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly leases: Leases,
    private readonly clock: Clock,
    rounds: Rounds,
  ) {
    rounds.every(SWEEP_MS, 'idempotency keys', () => this.sweep());
  }

  /** Does the work once for a key; afterwards gives the answer it had. Throws 409 while it is under way, 422 for another request. */
  async once(id: string, fingerprint: string, work: () => Promise<unknown>): Promise<{ answer: unknown; again: boolean }> {
    if (this.inFlight.has(id)) throw new Busy(1, 409, 'in-flight');
    this.inFlight.add(id);
    let tries = 0;
    try {
      return await this.work.run(async () => {
        const stored = (await this.claim(id, fingerprint, ++tries)) ?? null;
        if (stored) return { answer: this.open(id, stored), again: true };
        const answer = await work();
        const sealed = this.keys.seal('secret', place(id), JSON.stringify(answer ?? null));
        await this.db.write('UPDATE `idempotency` SET `answer` = ? WHERE `id` = ?', [sealed, id]);
        return { answer, again: false };
      });
    } finally {
      this.inFlight.delete(id);
    }
  }

  /** Removes what is older than a day; by one instance at a time. */
  async sweep(): Promise<number> {
    const own = await this.leases.alone('idempotency', SWEEP_MS / 2000, () => this.work.run(() => this.db.write('DELETE FROM `idempotency` WHERE `createdAt` <= ?', [this.yesterday()])));
    return own?.done.affected ?? 0;
  }

  /** Takes the key for this unit of work, or finds the sealed answer of an earlier one. */
  private async claim(id: string, fingerprint: string, tries: number): Promise<string | null> {
    const known = await this.find(id, tries);
    if (known && known.createdAt > this.yesterday()) {
      if (known.fingerprint !== fingerprint) throw new Problem(422, 'idempotency-key');
      return known.answer;
    }
    const now = toStoredMoment(this.clock.now().toISOString());
    if (known) await this.db.write('DELETE FROM `idempotency` WHERE `id` = ?', [id]);
    try {
      await this.db.write('INSERT INTO `idempotency` (`id`, `fingerprint`, `createdAt`) VALUES (?, ?, ?)', [id, fingerprint, now]);
      return null;
    } catch (error) {
      if (error instanceof DuplicateKey) throw new Busy(1, 409, 'in-flight');
      throw error;
    }
  }

  /** A later try may meet the lock of the one before, whose connection was cut: that one is waited for. */
  private async find(id: string, tries: number): Promise<{ fingerprint: string; answer: string; createdAt: string } | undefined> {
    const lock = this.db.kind === 'sqlite' ? '' : ' FOR UPDATE NOWAIT';
    try {
      const [row] = await this.db.read<{ fingerprint: string; answer: string; createdAt: string }>(`SELECT \`fingerprint\`, \`answer\`, \`createdAt\` FROM \`idempotency\` WHERE \`id\` = ?${lock}`, [id]);
      return row;
    } catch (error) {
      const { errno } = (error as { driverError?: { errno?: number } }).driverError ?? {};
      if (tries === 1 && LOCKED.includes(errno ?? 0)) throw new Busy(1, 409, 'in-flight');
      throw error;
    }
  }

  private open(id: string, sealed: string): unknown {
    return (JSON.parse(this.keys.unseal(place(id), sealed)) as unknown) ?? undefined;
  }
  private yesterday = () => toStoredMoment(new Date(this.clock.now().getTime() - HOURS * 3_600_000).toISOString());
}

const place = (row: string) => ({ table: 'idempotency', column: 'answer', row });
