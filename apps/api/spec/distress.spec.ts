import { beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { House, onEachDatabase } from '#house';
import { as, comesAgain, CommitUnknown, Database, hasNoRoom, isUnavailable, Jobs, leavesUnknown, Leases, LeaseLost, newId, SYSTEM, type Principal } from '#kernel/api';

/** As the drivers throw them. */
const thrown = (errno: number, message = '') => ({ driverError: { errno, message } });

describe('what databases say in distress', () => {
  it.each([
    [1040, 'too many connections'], [1203, 'too many of one account'], [1290, 'it only reads'], [1213, 'a deadlock, or a change that another node was faster with'], [1047, 'a node that is not ready'], [2013, 'a lost connection'],
  ])('R1: %i, %s, is told as "come back later"', (errno) => {
    expect(isUnavailable(thrown(errno))).toBe(true);
  }); // prettier-ignore

  it('takes a connection that was closed before it was asked for one that went away', () => {
    const closed = Object.assign(new Error("Can't add new command when connection is in closed state"), { fatal: true });
    expect([isUnavailable(closed), isUnavailable(Object.assign(new Error('Access denied'), { fatal: true, errno: 1045 }))]).toEqual([true, false]);
  });

  it('R1: a commit that fails while a node leaves the others may have been made', () => {
    expect([leavesUnknown(thrown(1180)), leavesUnknown(thrown(1213)), isUnavailable(new CommitUnknown())]).toEqual([true, false, true]);
  });

  it('a full disk is told apart from other faults of the storage', () => {
    const full = [thrown(1114), thrown(1021), thrown(1030, 'Got error 28 "No space left on device" from storage engine InnoDB'), { code: 'SQLITE_FULL' }, { code: 'ENOSPC' }];
    expect(full.map(hasNoRoom)).toEqual(full.map(() => true));
    expect([thrown(1030, 'Got error 168'), thrown(1062), new Error('no')].map(hasNoRoom)).toEqual([false, false, false]);
  });

  it('R4: a job has not failed when its database was away, or somebody else has it', () => {
    expect([comesAgain(thrown(2013)), comesAgain(new LeaseLost()), comesAgain(new Error('broken'))]).toEqual([true, true, false]);
  });
});

describe('on a full disk', () => {
  const house = new House('sqlite');
  let root: Principal;
  beforeAll(async () => {
    await house.start();
    root = await house.person('Root', ['administrator']);
    await house.token(root);
    return () => house.stop();
  });

  it('a change is refused in words, nothing of it stays, and all is well once there is room', async () => {
    const pages = async (most: number) => void (await house.get(DataSource).query(`PRAGMA max_page_count = ${most}`));
    const named = async (name: string) => (await house.get(Database).read('SELECT 1 FROM `customer` WHERE `name` = ?', [name])).length;
    const create = (name: string) => house.request(root, 'POST', '/customers', { name, kind: 'company', status: 'active', note: 'x'.repeat(9000) });
    // Never less than there are by now.
    await pages(1);
    const refused = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map(create));
    const told = refused.filter(({ status }) => status !== 201);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ status, body, headers }) => `${status} ${body.code} ${headers['retry-after']}`))).toEqual(new Set(['503 no-room 30']));
    expect(await Promise.all(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map(named))).toEqual(refused.map(({ status }) => (status === 201 ? 1 : 0)));
    await pages(1_000_000);
    expect((await create('I')).status).toBe(201);
  });
});

describe('what only one of many may do', () => {
  onEachDatabase((house) => {
    it('M2: of many who take a lease that never was, one has it and the others have nothing', async () => {
      const leases = house.get(Leases);
      const taken = await Promise.all(Array.from({ length: 20 }, () => leases.take('fresh', 30)));
      expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
    });

    it('D6: reads wait for what others had committed, where there are others', async () => {
      if (house.kind === 'sqlite') return void expect(house.kind).toBe('sqlite');
      const rows = await Promise.all(Array.from({ length: 5 }, () => house.get(Database).read<{ waits: number }>('SELECT @@session.wsrep_sync_wait AS `waits`')));
      expect(rows.map(([row]) => Number(row?.waits))).toEqual([1, 1, 1, 1, 1]);
    });

    it('R2: a job of a kind that only a newer version knows is left to it', async () => {
      const id = await as(SYSTEM, () => house.get(Jobs).add(`newer-${newId()}`, {}));
      await house.get(Jobs).runDue();
      expect(await house.get(Jobs).find(id)).toMatchObject({ state: 'ready', attempts: 0 });
    });

    it('R4: a job whose database was away is taken up again, and loses no try by it', async () => {
      let tries = 0;
      house.get(Jobs).define<object>('stranded', async () => {
        if (++tries === 1) throw Object.assign(new Error('gone'), { driverError: { code: 'ECONNRESET' } });
      });
      const id = await as(SYSTEM, () => house.get(Jobs).add('stranded', {}));
      await house.get(Jobs).runDue();
      expect(await house.get(Jobs).find(id)).toMatchObject({ state: 'running', attempts: 0 });
      await as(SYSTEM, () => house.get(Jobs).runDue());
      expect(tries).toBe(1);
    });
  });
});
