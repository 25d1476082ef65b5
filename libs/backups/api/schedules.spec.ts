import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Audit, Clock, Database, Rounds, SYSTEM, UnitOfWork, Workspace } from '#kernel/api';
import { isCron, lastDue, nextTimes } from './cron.ts';
import { BackupFault } from './faults.ts';
import { Schedules } from './schedules.service.ts';

const MINUTE = 60_000;
class Hands extends Clock {
  at = 0;
  override now(): Date {
    return new Date(this.at);
  }
}

describe('the form of cron', () => {
  it('knows the time zone, and the days on which its clocks are changed', () => {
    expect(nextTimes('30 2 * * *', 'Asia/Shanghai', new Date('2026-11-25T00:00:00Z'), 2).map((one) => one.toISOString())).toEqual(['2026-11-25T18:30:00.000Z', '2026-11-26T18:30:00.000Z']);
    const spring = nextTimes('30 2 * * *', 'Europe/Berlin', new Date('2026-03-28T12:00:00Z'), 2);
    expect(new Set(spring.map((one) => one.toISOString().slice(0, 10))).size).toBe(2);
  });
  it('takes five fields and a zone that exists', () => {
    for (const [cron, zone] of [['* * * * * *', 'UTC'], ['0 25 * * *', 'UTC'], ['', 'UTC'], ['@daily', 'UTC'], ['0 2 * * *', 'Mars/North'], ['0 0 31 2 *', 'UTC']] as const) expect([cron, isCron(cron, zone)]).toEqual([cron, false]);
    expect(isCron('*/15 8-18 * * 1-5', 'Asia/Shanghai')).toBe(true);
  });
  it('finds the last time that was missed, minutes or months ago', () => {
    const last = (cron: string, after: string, until: string) => lastDue(cron, 'UTC', new Date(after), new Date(until))?.toISOString() ?? null;
    expect(last('*/5 * * * *', '2026-01-01T00:00:00Z', '2026-06-01T00:02:00Z')).toBe('2026-06-01T00:00:00.000Z');
    expect(last('0 3 1 * *', '2026-01-01T00:00:00Z', '2026-06-20T00:00:00Z')).toBe('2026-06-01T03:00:00.000Z');
    expect(last('0 3 * * *', '2026-06-01T03:00:00Z', '2026-06-02T02:59:00Z')).toBeNull();
  });
});

onEachDatabase((house) => {
  let start = 0;
  let id = '';
  const instance = (clock: Hands, run: () => Promise<void>): Schedules => {
    const schedules = new Schedules(house.get(Database), house.get(UnitOfWork), house.get(Workspace), house.get(Audit), clock, house.get(Rounds));
    schedules.define('test', run);
    return schedules;
  };
  const slots = () => house.get(Database).read<{ slot: string; state: string }>('SELECT `slot`, `state` FROM `backup_slot` WHERE `scheduleId` = ? ORDER BY `slot`', [id]);

  beforeAll(() => {
    start = Date.parse('2026-12-01T00:00:30Z');
  });
  const begin = async (cron = '* * * * *') => {
    const clock = new Hands();
    clock.at = start;
    ({ id } = await as(SYSTEM, () => instance(clock, async () => undefined).add('test', { cron, zone: 'UTC', enabled: true })));
  };
  afterEach(async () => {
    const clock = new Hands();
    clock.at = start;
    await as(SYSTEM, () => instance(clock, async () => undefined).remove(id));
  });

  it('B8: three instances that pause and stumble do forty slots with forty runs', async () => {
    await begin();
    let [seed, runs] = [7, 0];
    const chance = (of: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % of === 0;
    const clocks = [new Hands(), new Hands(), new Hands()];
    const instances = clocks.map((clock) =>
      instance(clock, async () => {
        if (chance(5)) throw new BackupFault('interrupted');
        runs++;
      }),
    );
    for (let slot = 1; slot <= 40; slot++) {
      clocks.forEach((clock, index) => (clock.at = start + slot * MINUTE + index * 3));
      const asleep = slot % 4;
      for (let tries = 0; tries < 4; tries++) {
        await Promise.all(instances.map((one, index) => (index === asleep ? undefined : one.runDue())));
        clocks.forEach((clock) => (clock.at += 1000));
      }
    }
    const done = await slots();
    expect([done.length, done.filter(({ state }) => state === 'done').length]).toEqual([40, 40]);
    expect(runs).toBe(40);
  });

  it('B8: what was missed while all were stopped is done once', async () => {
    await begin();
    let runs = 0;
    const clock = new Hands();
    clock.at = start + 500 * MINUTE;
    const all = [1, 2, 3].map(() => instance(clock, async () => void runs++));
    for (let round = 0; round < 3; round++) await Promise.all(all.map((one) => one.runDue()));
    expect(runs).toBe(1);
  });

  it('B8: a slot whose holder was killed is taken over by one other, when the lease is over', async () => {
    await begin('0 * * * *');
    let runs = 0;
    const [dead, alive] = [new Hands(), new Hands()];
    dead.at = alive.at = start + 60 * MINUTE;
    let killed: () => void = () => undefined;
    const dying = instance(dead, () => new Promise((end) => (killed = end))).runDue();
    const others = [1, 2].map(() => instance(alive, async () => void runs++));
    for (let tries = 0; tries < 200 && (await slots()).length === 0; tries++) await new Promise((wake) => setTimeout(wake, 5));
    await Promise.all(others.map((one) => one.runDue()));
    const before = runs;
    alive.at += 61_000;
    await Promise.all(others.map((one) => one.runDue()));
    expect([before, runs, (await slots()).map(({ state }) => state)]).toEqual([0, 1, ['done']]);
    killed();
    await dying;
  });
});
