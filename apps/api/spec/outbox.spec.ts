import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Database, Events, Leases, Outbox, SYSTEM, UnitOfWork } from '#kernel/api';
import { event } from '#kernel/model';

const Happened = event<{ n: number }>('spec.happened');

describe('the outbox', () => {
  onEachDatabase((house) => {
    const emit = (n: number, id = '019378f0-0000-7000-8000-000000000001') =>
      as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Events).emit(Happened, { n }, { kind: 'spec', id })));

    it('delivers what was committed, in order per record, and nothing that was rolled back', async () => {
      const heard: number[] = [];
      let failing = true;
      house.get(Events).on(Happened, 'spec', async ({ n }) => {
        if (failing) throw new Error('down');
        heard.push(n);
      });
      for (const n of [1, 2, 3]) await emit(n);
      await expect(as(SYSTEM, () => house.get(UnitOfWork).run(async () => {
        await house.get(Events).emit(Happened, { n: 9 }, null);
        throw new Error('no');
      }))).rejects.toThrow('no'); // prettier-ignore
      await house.get(Outbox).deliver();
      expect(heard).toEqual([]);
      failing = false;
      await house.get(UnitOfWork).run(() => house.get(Database).write("UPDATE `outbox` SET `nextAt` = '2000-01-01 00:00:00.000'"));
      while (heard.length < 3) await house.get(Outbox).deliver();
      expect(heard).toEqual([1, 2, 3]);
      expect(await house.get(Outbox).deliver()).toBe(0);
    });

    it('takes over what a process had claimed before it was killed, once its lease is over', async () => {
      const heard: number[] = [];
      const Other = event<{ n: number }>('spec.other');
      await as(SYSTEM, () => house.get(UnitOfWork).run(async () => {
        house.get(Events).on(Other, 'late', async ({ n }) => void heard.push(n));
        await house.get(Events).emit(Other, { n: 7 }, null);
        await house.get(Database).write("UPDATE `outbox` SET `claimedUntil` = '2999-01-01 00:00:00.000', `fence` = 5 WHERE `name` = 'spec.other'");
      })); // prettier-ignore
      await house.get(Outbox).deliver();
      expect(heard).toEqual([]);
      await house.get(UnitOfWork).run(() => house.get(Database).write("UPDATE `outbox` SET `claimedUntil` = '2000-01-01 00:00:00.000' WHERE `name` = 'spec.other'"));
      while (heard.length === 0) await house.get(Outbox).deliver();
      expect(heard).toEqual([7]);
    });

    it('is guarded by leases that one holder has at a time, with a rising fence', async () => {
      const leases = house.get(Leases);
      const taken = (await Promise.all(Array.from({ length: 8 }, () => leases.take('spec', 60).catch(() => null)))).filter((lease) => lease !== null);
      expect(taken).toHaveLength(1);
      const [first] = taken;
      if (!first) throw new Error('nobody holds it');
      await leases.release(first);
      const second = await leases.take('spec', 60);
      expect(second?.fence).toBe(first.fence + 1);
      expect(await leases.renew(first, 60)).toBe(false);
    });
  });
});
