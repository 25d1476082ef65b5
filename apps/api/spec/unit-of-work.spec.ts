import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { CustomerService } from '#customers/api';
import { as, Database, SYSTEM, UnitOfWork } from '#kernel/api';

describe('a unit of work', () => {
  onEachDatabase((house) => {
    const system = <T>(work: () => Promise<T>) => as(SYSTEM, work);
    const add = (name: string) => house.get(CustomerService).add({ name, kind: 'company', status: 'active' });
    const names = async (like: string) => (await house.get(Database).read<{ name: string }>('SELECT `name` FROM `customer` WHERE `name` LIKE ? ORDER BY `name`', [like])).map(({ name }) => name);
    const rows = async (table: string) => Number((await house.get(Database).read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM \`${table}\``))[0]?.n);

    it('leaves nothing behind when it fails, not even in the audit', async () => {
      const before = [await rows('audit'), await rows('audit_change')];
      const failed = system(() => house.get(UnitOfWork).run(async () => {
        await add('roll-1');
        await house.get(UnitOfWork).run(() => add('roll-2'));
        throw new Error('no');
      })); // prettier-ignore
      await expect(failed).rejects.toThrow('no');
      expect(await names('roll-%')).toEqual([]);
      expect([await rows('audit'), await rows('audit_change')]).toEqual(before);
    });

    it('does not take the rows of another one with it', async () => {
      const bad = system(() => house.get(UnitOfWork).run(async () => {
        await add('queue-bad');
        await sleep(30);
        throw new Error('no');
      })); // prettier-ignore
      const good = Array.from({ length: 10 }, (_, index) => system(() => add(`queue-good-${index}`)));
      const [refused] = await Promise.allSettled([bad, ...good]);
      expect(refused.status).toBe('rejected');
      expect(await names('queue-%')).toHaveLength(10);
    });

    it('shows nobody what is not committed', async () => {
      const open = system(() => house.get(UnitOfWork).run(async () => {
        await add('dirty');
        await sleep(40);
      })); // prettier-ignore
      await sleep(15);
      expect(await names('dirty')).toEqual([]);
      await open;
      expect(await names('dirty')).toEqual(['dirty']);
    });

    it('is done again as a whole when two of them lock each other out', async () => {
      const [a, b] = await system(async () => [await add('lock-a'), await add('lock-b')]);
      const customers = house.get(CustomerService);
      const touch = (id: string) => customers.change(id, 'update', null, (one) => void (one.employees = (one.employees ?? 0) + 1));
      const cross = (first: string, second: string) => system(() => house.get(UnitOfWork).run(async () => {
        await touch(first);
        await sleep(25);
        await touch(second);
      })); // prettier-ignore
      await Promise.all([cross(a, b), cross(b, a)]);
      const counted = await house.get(Database).read<{ employees: number }>('SELECT `employees` FROM `customer` WHERE `name` LIKE ?', ['lock-%']);
      expect(counted.map(({ employees }) => Number(employees))).toEqual([2, 2]);
    });

    it('lets twenty people edit one record: what was acknowledged was applied', async () => {
      const id = await system(() => add('many'));
      const ann = await house.person('Ann', ['administrator']);
      await house.request(ann, 'GET', '/customers?size=1');
      const edit = async (): Promise<number> => {
        for (let tries = 1; ; tries++) {
          const { body } = await house.request(ann, 'GET', `/customers/${id}`);
          const { status } = await house.request(ann, 'PATCH', `/customers/${id}`, { employees: (body.employees ?? 0) + 1 }, { 'if-match': `"${body.version}"` });
          if (status === 200) return tries;
          expect(status).toBe(412);
        }
      };
      await Promise.all(Array.from({ length: 20 }, edit));
      const { body } = await house.request(ann, 'GET', `/customers/${id}`);
      expect([body.employees, body.version]).toEqual([20, 21]);
      const changes = await house.get(Database).read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit_change` WHERE `recordId` = ? AND `field` = 'employees'", [id]);
      expect(Number(changes[0]?.n)).toBe(20);
    });
  });
});
