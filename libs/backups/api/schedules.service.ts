import { Injectable, Logger } from '@nestjs/common';
import { as, Audit, Clock, Database, DuplicateKey, fromStoredMoment, Invalid, loggable, newId, NotFound, Rejected, Rounds, SYSTEM, toStoredMoment, UnitOfWork, Workspace } from '#kernel/api';
import type { ScheduleInput, ScheduleView } from '#backups/model';
import { isCron, lastDue, nextTimes } from './cron.ts';
import { BackupFault } from './faults.ts';

interface Stored {
  readonly id: string;
  readonly kind: string;
  readonly cron: string;
  /** '' is the workspace's. */
  readonly zone: string;
  readonly enabled: boolean | number;
  readonly since: string;
}
interface Slot {
  readonly scheduleId: string;
  readonly slot: string;
  readonly state: 'taken' | 'done';
  readonly fence: number;
  readonly tries: number;
}
const TICK_MS = 5000;
const LEASE_MS = 60_000;
const TRIES = 3;

/**
 * Schedules in the form of cron, in a time zone: each time is due once over all instances. Whoever inserts its slot does the work; what was
 * missed is done once; a slot whose holder was killed is taken over.
 */
@Injectable()
export class Schedules {
  private readonly log = new Logger('Schedules');
  private readonly kinds = new Map<string, () => Promise<void>>();

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly workspace: Workspace,
    private readonly audit: Audit,
    private readonly clock: Clock,
    rounds: Rounds,
  ) {
    rounds.every(TICK_MS, 'schedules', () => this.runDue());
  }

  /** What is done when a schedule of that kind is due. */
  define(kind: string, run: () => Promise<void>): void {
    this.kinds.set(kind, run);
  }

  /** Does what is due by now and is not done by anybody else. */
  async runDue(): Promise<void> {
    const zone = (await this.workspace.settings()).timeZone;
    for (const one of await this.stored()) {
      const run = this.kinds.get(one.kind);
      if (!run || Number(one.enabled) !== 1) continue;
      const taken = (await this.takeOver(one.id)) ?? (await this.take(one, one.zone || zone));
      if (taken) await this.hold(taken, run);
    }
  }

  async views(): Promise<ScheduleView[]> {
    const workspace = (await this.workspace.settings()).timeZone;
    return (await this.stored()).map(({ id, kind, cron, zone, enabled }) => ({ id, kind, cron, zone, enabled: Number(enabled) === 1, next: this.next({ cron, zone: zone || workspace }) }));
  }
  /** The next three times; none of a schedule that can never be due. Throws Rejected. */
  async preview({ cron, zone }: Pick<ScheduleInput, 'cron' | 'zone'>): Promise<string[]> {
    const where = zone ?? (await this.workspace.settings()).timeZone;
    if (!isCron(cron, where)) throw new Invalid([{ pointer: isZone(where) ? '/cron' : '/zone', code: isZone(where) ? 'cron' : 'time-zone' }]);
    return this.next({ cron, zone: where });
  }
  async add(kind: string, input: ScheduleInput): Promise<ScheduleView> {
    await this.preview(input);
    const id = newId();
    const { cron, zone, enabled } = input;
    await this.work.run(async () => {
      const row = { id, kind, cron: cron.trim(), zone: zone ?? '', enabled: enabled ? 1 : 0, since: this.moment() };
      await this.db.insert('backup_schedule', Object.keys(row), [Object.values(row)]);
      this.audit.note('backup.schedule', 'backup-schedule', id, [{ field: 'schedule', old: null, new: { kind, cron, zone, enabled } }]);
    });
    return this.one(id);
  }
  /** A changed schedule begins now: what it would have been due for before is not made up for. */
  async change(id: string, input: ScheduleInput): Promise<ScheduleView> {
    const { kind, ...before } = await this.one(id);
    await this.preview(input);
    const { cron, zone, enabled } = input;
    await this.work.run(async () => {
      await this.db.write('UPDATE `backup_schedule` SET `cron` = ?, `zone` = ?, `enabled` = ?, `since` = ? WHERE `id` = ?', [cron.trim(), zone ?? '', enabled ? 1 : 0, this.moment(), id]);
      this.audit.note('backup.schedule', 'backup-schedule', id, [{ field: 'schedule', old: { kind, cron: before.cron, zone: before.zone, enabled: before.enabled }, new: { kind, cron, zone, enabled } }]);
    });
    return this.one(id);
  }
  async remove(id: string): Promise<void> {
    const { kind, cron } = await this.one(id);
    await this.work.run(async () => {
      await this.db.write('DELETE FROM `backup_schedule` WHERE `id` = ?', [id]);
      this.audit.note('backup.schedule', 'backup-schedule', id, [{ field: 'schedule', old: { kind, cron }, new: null }]);
    });
  }

  private async one(id: string): Promise<ScheduleView> {
    const found = (await this.views()).find((view) => view.id === id);
    if (!found) throw new NotFound();
    return found;
  }

  /** The last time it was due, unless somebody has it, or a later one. */
  private async take({ id, cron, zone: _, since }: Stored, zone: string): Promise<Slot | null> {
    const [last] = await this.db.read<{ slot: string | null }>('SELECT MAX(`slot`) AS `slot` FROM `backup_slot` WHERE `scheduleId` = ?', [id]);
    const after = [fromStoredMoment(since), last?.slot ?? ''].toSorted().at(-1) ?? '';
    const due = lastDue(cron, zone, new Date(after), this.clock.now());
    if (!due) return null;
    const slot = due.toISOString();
    const values = [id, slot, this.moment(), this.moment(LEASE_MS), id, slot];
    const insert = "INSERT INTO `backup_slot` (`scheduleId`, `slot`, `takenAt`, `until`, `state`, `fence`, `tries`) SELECT ?, ?, ?, ?, 'taken', 1, 1 FROM (SELECT 1 AS `x`) `one` WHERE NOT EXISTS (SELECT 1 FROM `backup_slot` WHERE `scheduleId` = ? AND `slot` >= ?)";
    try {
      const { affected } = await this.work.run(() => this.db.write(insert, values));
      return affected === 1 ? { scheduleId: id, slot, state: 'taken', fence: 1, tries: 1 } : null;
    } catch (error) {
      if (error instanceof DuplicateKey) return null;
      throw error;
    }
  }
  /** A slot that was taken by somebody who gives no sign of life. */
  private async takeOver(scheduleId: string): Promise<Slot | null> {
    const [left] = await this.db.read<Slot>("SELECT * FROM `backup_slot` WHERE `scheduleId` = ? AND `state` = 'taken' AND `until` < ? LIMIT 1", [scheduleId, this.moment()]);
    if (!left) return null;
    const over = Number(left.tries) >= TRIES;
    const next = { ...left, fence: Number(left.fence) + 1, tries: Number(left.tries) + 1 };
    const won = await this.set(left, { state: over ? 'done' : 'taken', fence: next.fence, tries: next.tries, until: this.moment(LEASE_MS) });
    return won && !over ? next : null;
  }
  private async hold(slot: Slot, run: () => Promise<void>): Promise<void> {
    const beat = setInterval(() => void this.set(slot, { until: this.moment(LEASE_MS) }).catch(() => undefined), LEASE_MS / 4).unref();
    try {
      await as(SYSTEM, run);
      await this.set(slot, { state: 'done' });
    } catch (error) {
      if (!(error instanceof Rejected)) this.log.warn(loggable(error));
      // Whoever leaves in the middle hands it on.
      const left = error instanceof BackupFault && (error.code === 'lease-lost' || error.code === 'interrupted');
      await this.set(slot, left ? { until: this.moment() } : { state: 'done' });
    } finally {
      clearInterval(beat);
    }
  }
  private async set({ scheduleId, slot, fence }: Slot, values: Readonly<Record<string, unknown>>): Promise<boolean> {
    const names = Object.keys(values).map((name) => `\`${name}\` = ?`).join(', '); // prettier-ignore
    const { affected } = await this.work.run(() => this.db.write(`UPDATE \`backup_slot\` SET ${names} WHERE \`scheduleId\` = ? AND \`slot\` = ? AND \`fence\` = ? AND \`state\` = 'taken'`, [...Object.values(values), scheduleId, slot, fence]));
    return affected === 1;
  }

  private next = ({ cron, zone }: { cron: string; zone: string }): string[] => nextTimes(cron, zone, this.clock.now(), 3).map((time) => time.toISOString());
  private stored = (): Promise<Stored[]> => this.db.read<Stored>('SELECT * FROM `backup_schedule` ORDER BY `kind`, `since`, `id`');
  private moment = (later = 0) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
