import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { as, Audit, Clock, Database, fromStoredMoment, KeyRing, Leases, MOST_USES, newId, REFRESH_MS, Rejected, SYSTEM, toStoredMoment, UnitOfWork, type Lease } from '#kernel/api';
import { ROTATABLE, type Rotatable, type RotationView } from '#encryption/model';
import { Resealing, type Cursor } from './resealing.ts';

interface Stored extends RotationView {
  readonly cursor: string | null;
  readonly changedAt: string;
}
/** A walk that is not over: where it is, and whether the pass so far found anything to do. */
interface Walk extends Cursor {
  readonly changed: number;
  readonly since: string;
}
const LEASE_SECONDS = 30;
const TICK_MS = 5000;
const START: Cursor = { column: 0, after: [] };

/** Changes data keys while people work: announced, live, every value encrypted anew, and the old key let go. Goes on after a crash, on any instance. */
@Injectable()
export class Rotations implements OnModuleDestroy {
  /** Until every instance knows a new key, or its new state. */
  settleMs = 2 * REFRESH_MS;
  private readonly log = new Logger('Encryption');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly resealing: Resealing,
    private readonly leases: Leases,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Does by itself what there is to do; commands do it by hand. */
  watch(): void {
    this.timer ??= setInterval(() => void this.proceed(), TICK_MS).unref();
    void this.proceed();
  }
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Starts to change a key. Throws Rejected while one of its purpose is being changed. */
  async start(purpose: Rotatable): Promise<string> {
    return this.work.run(async () => {
      if ((await this.open()).some((one) => one.purpose === purpose)) throw new Rejected('key-rotation-running', { purpose });
      const fromKey = this.keys.liveId(purpose);
      const toKey = await this.keys.announce(purpose);
      const id = newId();
      const now = this.now();
      await this.db.write("INSERT INTO `key_rotation` (`id`, `purpose`, `fromKey`, `toKey`, `state`, `startedAt`, `changedAt`) VALUES (?, ?, ?, ?, 'announced', ?, ?)", [id, purpose, fromKey, toKey, now, now]);
      this.audit.note('key.rotate', 'key', id, [{ field: 'key', old: fromKey, new: toKey }]);
      return id;
    });
  }

  /** Lets a key go that nothing is encrypted with any more. Throws Rejected for any other. */
  async destroy(key: string): Promise<void> {
    const found = (await this.keys.stored()).find(({ id }) => id === key);
    if (found?.state !== 'destroyable' || (await this.resealing.uses(key)) > 0) throw new Rejected('key-in-use', { key });
    await this.work.run(async () => {
      await this.keys.setState(key, 'destroyed');
      this.audit.note('key.destroy', 'key', newId(), [{ field: 'key', old: key, new: null }]);
    });
    await this.keys.refresh();
  }

  async latest(): Promise<RotationView[]> {
    const rows = await this.db.read<Stored>('SELECT * FROM `key_rotation` ORDER BY `id` DESC LIMIT 20');
    return rows.map(({ cursor: _, changedAt: __, ...row }) => ({
      ...row, done: Number(row.done), total: Number(row.total), damaged: Number(row.damaged), startedAt: fromStoredMoment(row.startedAt), finishedAt: row.finishedAt && fromStoredMoment(row.finishedAt),
    })); // prettier-ignore
  }
  async find(id: string): Promise<RotationView | undefined> {
    return (await this.latest()).find((one) => one.id === id);
  }

  /** Does what there is to do, unless another instance does it. */
  proceed(): Promise<void> {
    this.running ??= as(SYSTEM, () => this.round())
      .catch((error: unknown) => {
        if (!this.stopped) this.log.warn(String(error));
      })
      .finally(() => (this.running = null));
    return this.running;
  }

  private async round(): Promise<void> {
    await this.beforeTheLimit();
    if ((await this.open()).length === 0) return;
    await this.leases.alone('key-rotation', LEASE_SECONDS, async (lease) => {
      for (const rotation of await this.open()) await this.one(rotation, lease);
    });
  }

  /** A key that has used half of what it may is changed by itself. */
  private async beforeTheLimit(): Promise<void> {
    for (const { purpose, state, used } of await this.keys.stored()) {
      const due = state === 'live' && used > MOST_USES / 2 && ROTATABLE.includes(purpose as Rotatable);
      if (due && !(await this.open()).some((one) => one.purpose === purpose)) await this.start(purpose as Rotatable);
    }
  }

  private async one(rotation: Stored, lease: Lease): Promise<void> {
    const { id, purpose, fromKey, toKey, state, changedAt } = rotation;
    if (state === 'announced') {
      await this.settled(changedAt, lease);
      await this.work.run(async () => {
        if (fromKey) await this.keys.setState(fromKey, 'decrypt-only');
        if (toKey) await this.keys.setState(toKey, 'live');
        await this.set(id, { state: 'running', total: await this.resealing.total(purpose), cursor: null, changedAt: this.now() });
      });
      await this.keys.refresh();
    }
    if (purpose !== 'history') await this.walk(id, purpose, lease);
    if (this.stopped) return;
    await this.work.run(async () => {
      for (const key of await this.keys.stored()) {
        if (purpose !== 'history' && key.purpose === purpose && key.state === 'decrypt-only') await this.keys.setState(key.id, 'destroyable');
      }
      await this.set(id, { state: 'done', cursor: null, finishedAt: this.now() });
    });
    await this.keys.refresh();
  }

  /** Passes over every value until one pass, begun when all instances encrypted with the new key, found nothing to do. */
  private async walk(id: string, purpose: string, lease: Lease): Promise<void> {
    const found = await this.row(id);
    const live = found?.changedAt ?? this.now();
    let walk = found?.cursor ? (JSON.parse(found.cursor) as Walk) : this.fresh();
    if (!found?.total) await this.set(id, { total: await this.resealing.total(purpose) });
    let renewed = Date.now();
    while (!this.stopped) {
      const began = Date.now();
      const { next, changed } = await this.page(id, purpose, walk);
      if (Date.now() - renewed > 5000) {
        if (!(await this.leases.renew(lease, LEASE_SECONDS))) throw new Error('Another instance changes the keys by now');
        renewed = Date.now();
      }
      if (next) walk = { ...walk, ...next, changed };
      else if (changed === 0 && (purpose === 'all' || Date.parse(fromStoredMoment(walk.since)) >= Date.parse(fromStoredMoment(live)) + this.settleMs)) return;
      else {
        if (purpose !== 'all') await this.settled(live, lease);
        walk = this.fresh();
      }
      await sleep(Math.min(50, Date.now() - began));
    }
  }

  private async page(id: string, purpose: string, walk: Walk): Promise<{ next: Cursor | null; changed: number }> {
    return this.work.run(async () => {
      const { next, seen, changed, damaged } = await this.resealing.page(purpose, walk);
      const first = walk.column === 0 && walk.after.length === 0;
      const total = walk.changed + changed;
      const done = first ? '?' : '`done` + ?';
      const lost = first ? '?' : '`damaged` + ?';
      await this.db.write(`UPDATE \`key_rotation\` SET \`done\` = ${done}, \`damaged\` = ${lost}, \`cursor\` = ? WHERE \`id\` = ?`, [
        seen, damaged, next ? JSON.stringify({ ...walk, ...next, changed: total }) : null, id,
      ]); // prettier-ignore
      return { next, changed: total };
    });
  }

  private fresh = (): Walk => ({ ...START, changed: 0, since: this.now() });
  private async settled(since: string, lease: Lease): Promise<void> {
    const until = Date.parse(fromStoredMoment(since)) + this.settleMs;
    while (!this.stopped && this.clock.now().getTime() < until) await sleep(100);
    await this.leases.renew(lease, LEASE_SECONDS);
  }
  private open = (): Promise<Stored[]> => this.db.read<Stored>("SELECT * FROM `key_rotation` WHERE `state` <> 'done' ORDER BY `id`");
  private async row(id: string): Promise<Stored | undefined> {
    return (await this.open()).find((one) => one.id === id);
  }
  private async set(id: string, values: Record<string, unknown>): Promise<void> {
    const names = Object.keys(values).map((name) => `\`${name}\` = ?`).join(', ');
    await this.work.run(() => this.db.write(`UPDATE \`key_rotation\` SET ${names} WHERE \`id\` = ?`, [...Object.values(values), id]));
  }
  private now = () => toStoredMoment(this.clock.now().toISOString());
}
