import { setImmediate as othersTurn } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { as, currentPrincipal, SYSTEM } from '../access/context.ts';
import { Clock } from '../clock.ts';
import { SecurityLog } from '../access/security-log.ts';
import { Database } from '../database/database.ts';
import { Busy } from '../http/problems.ts';
import { hasNoRoom, isUnavailable, loggable } from '../database/driver-errors.ts';
import { newId } from '../database/ids.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { fromStoredMoment, toStoredMoment } from '../records/row.ts';

export type JobState = 'ready' | 'running' | 'done' | 'failed' | 'cancelled';
/** A long piece of work as it stands. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly payload: string;
  readonly progress: number;
  readonly total: number;
  readonly error: string | null;
  readonly fence: number;
  readonly attempts: number;
}
/** A job in the hands of the one who does it. */
export interface RunningJob<P = unknown> {
  readonly id: string;
  readonly payload: P;
  /** Says how far it is, keeps the lease and lets others have their turn; inside a unit of work it commits with it. Throws LeaseLost. */
  progress(done: number, total: number): Promise<void>;
}
/** How much there is to do: what waits to be taken, what is being done, what failed within a day, and for how long the oldest should have been taken. */
export interface JobFigures {
  readonly queued: number;
  readonly running: number;
  readonly failed: number;
  readonly oldestSeconds: number;
}
/** Somebody else has the job by now, or it was cancelled. */
export class LeaseLost extends Error {}
/** Whether a job that ended so has not failed: somebody else has it, or it is taken up again once the database answers. */
export const comesAgain = (error: unknown): boolean => error instanceof LeaseLost || isUnavailable(error) || hasNoRoom(error);

const LEASE_MS = 30_000;
const AGAIN_MS = 5000;
const DAY_MS = 86_400_000;
const ATTEMPTS = 5;
/** Jobs one person may have under way. */
const MOST_EACH = 5;

/** Long work in the background: stored with the change that asked for it, done by one instance, taken up again after a crash. */
@Injectable()
export class Jobs implements OnModuleDestroy {
  private readonly log = new Logger('Jobs');
  private readonly kinds = new Map<string, (job: RunningJob<never>) => Promise<void>>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  define<P>(kind: string, run: (job: RunningJob<P>) => Promise<void>): void {
    this.kinds.set(kind, run as (job: RunningJob<never>) => Promise<void>);
  }

  /** Stores a job; it starts after the commit, or so many milliseconds later. Returns its id. */
  add(kind: string, payload: unknown, later = 0): Promise<string> {
    return this.work.run(async () => {
      const id = newId();
      const userId = currentPrincipal().id;
      if (userId && later === 0 && (await this.underWay(userId)) >= MOST_EACH) throw new Busy(10, 429, 'too-many-jobs');
      await this.db.write(
        "INSERT INTO `job` (`id`, `kind`, `state`, `payload`, `progress`, `total`, `attempts`, `fence`, `until`, `userId`, `createdAt`) VALUES (?, ?, 'ready', ?, 0, 0, 0, 0, ?, ?, ?)",
        [id, kind, JSON.stringify(payload), this.moment(later), userId, this.moment(0)],
      );
      this.work.afterCommit(() => void this.runDue());
      return id;
    });
  }

  private async underWay(userId: string): Promise<number> {
    const [row] = await this.db.read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `job` WHERE (`state` = 'running' OR (`state` = 'ready' AND `until` <= ?)) AND `userId` = ?", [this.moment(0), userId]);
    return Number(row?.n);
  }

  async find(id: string): Promise<Job | null> {
    const [job] = await this.db.read<Job>('SELECT * FROM `job` WHERE `id` = ?', [id]);
    return job ?? null;
  }

  async figures(): Promise<JobFigures> {
    const now = this.clock.now().getTime();
    const due = await this.db.read<{ state: JobState; n: number; due: string }>("SELECT `state`, COUNT(*) AS `n`, MIN(`until`) AS `due` FROM `job` WHERE `state` IN ('ready', 'running') AND `until` <= ? GROUP BY `state`", [this.moment(0)]);
    const others = await this.db.read<{ state: JobState; n: number }>("SELECT `state`, COUNT(*) AS `n` FROM `job` WHERE (`state` = 'running' AND `until` > ?) OR (`state` = 'failed' AND `finishedAt` > ?) GROUP BY `state`", [this.moment(0), this.moment(-DAY_MS)]);
    const oldest = Math.min(now, ...due.map((row) => Date.parse(fromStoredMoment(row.due))));
    const count = (state: JobState, rows: readonly { state: JobState; n: number }[]) => Number(rows.find((row) => row.state === state)?.n ?? 0);
    // Whose lease is over waits like one that nobody took yet.
    return { queued: due.reduce((sum, { n }) => sum + Number(n), 0), running: count('running', others), failed: count('failed', others), oldestSeconds: Math.round((now - oldest) / 1000) };
  }

  start(): void {
    this.timer ??= setInterval(() => void this.runDue(), 1000).unref();
  }
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Does the jobs that nobody does, one after the other. */
  runDue(): Promise<void> {
    this.running ??= this.round()
      .catch((error: unknown) => this.log.error(loggable(error)))
      .finally(() => (this.running = null));
    return this.running;
  }

  private async round(): Promise<void> {
    while (!this.stopped) {
      // What this version does not know is left to an instance that does: versions run side by side while they are renewed.
      const known = [...this.kinds.keys()];
      if (known.length === 0) return;
      const [job] = await this.db.read<Job>(`SELECT * FROM \`job\` WHERE \`state\` IN ('ready', 'running') AND \`until\` <= ? AND \`kind\` IN (${known.map(() => '?').join(', ')}) ORDER BY \`id\` LIMIT 1`, [this.moment(0), ...known]);
      if (!job) return;
      await this.one(job);
    }
  }

  private async one(job: Job): Promise<void> {
    const fence = Number(job.fence) + 1;
    const over = Number(job.attempts) >= ATTEMPTS;
    const claim = [over ? 'failed' : 'running', fence, this.moment(LEASE_MS), Number(job.attempts) + 1];
    if (!(await this.set('`state` = ?, `fence` = ?, `until` = ?, `attempts` = ?', claim, job.id, job.fence)) || over) return;
    const run = this.kinds.get(job.kind);
    const progress = async (done: number, total: number) => {
      if (this.stopped) throw new LeaseLost();
      const held = await this.set('`progress` = ?, `total` = ?, `until` = ?', [done, total, this.moment(LEASE_MS)], job.id, fence);
      if (!held) throw new LeaseLost();
      await othersTurn();
    };
    try {
      await as(SYSTEM, async () => run?.({ id: job.id, payload: JSON.parse(job.payload) as never, progress }));
      await this.set("`state` = 'done', `finishedAt` = ?", [this.moment(0)], job.id, fence);
    } catch (error) {
      // Whoever leaves hands its job on: the next instance takes it at once, and it does not count as a failed try.
      if (error instanceof LeaseLost) return void (this.stopped && (await this.set('`until` = ?, `attempts` = `attempts` - 1', [this.moment(0)], job.id, fence)));
      // A database that was away for a while is no reason to give up: it goes on from where it was.
      if (comesAgain(error)) {
        this.log.warn(loggable(error).split('\n', 1)[0]);
        return void (await this.set('`until` = ?, `attempts` = `attempts` - 1', [this.moment(AGAIN_MS)], job.id, fence));
      }
      this.log.error(loggable(error));
      new SecurityLog().tell('job.failed', { kind: 'job', id: job.id, outcome: 'failed', detail: { kind: job.kind } });
      await this.set("`state` = 'failed', `error` = ?, `finishedAt` = ?", [loggable(error).split('\n', 1)[0]?.slice(0, 1000), this.moment(0)], job.id, fence);
    }
  }

  private async set(what: string, params: unknown[], id: string, fence: number): Promise<boolean> {
    const statement = `UPDATE \`job\` SET ${what} WHERE \`id\` = ? AND \`fence\` = ? AND \`state\` IN ('ready', 'running')`;
    const { affected } = await this.work.run(() => this.db.write(statement, [...params, id, fence]));
    return affected === 1;
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}
