import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { onEachDatabase, scaled } from '#house';
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

    it('keeps nobody out who comes while many wait for their turn', async () => {
      const units = 20;
      let [turns, going] = [0, true];
      const look = () => void (going && ++turns && setImmediate(look));
      look();
      await Promise.all(Array.from({ length: units }, (_, index) => system(() => add(`turn-${index}`))));
      going = false;
      expect(turns).toBeGreaterThanOrEqual(units);
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

    it('D6: twenty people edit one record round after round: what was acknowledged was applied', async () => {
      const id = await system(() => add('many'));
      const people = await Promise.all(Array.from({ length: 20 }, (_, index) => house.person(`Editor${index}`, ['administrator'])));
      for (const person of people) await house.token(person);
      const rounds = scaled(5, 100);
      const edit = async (person: (typeof people)[number]): Promise<void> => {
        for (let done = 0; done < rounds; ) {
          const { body } = await house.request(person, 'GET', `/customers/${id}`);
          const { status, body: answer } = await house.request(person, 'PATCH', `/customers/${id}`, { employees: (body.employees ?? 0) + 1 }, { 'if-match': `"${body.version}"` });
          if (status === 200) done++;
          else expect([status, answer.current.version > body.version]).toEqual([412, true]);
        }
      };
      await Promise.all(people.map(edit));
      const { body } = await house.request(people[0] ?? null, 'GET', `/customers/${id}`);
      expect([body.employees, body.version]).toEqual([20 * rounds, 20 * rounds + 1]);
      const changes = await house.get(Database).read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit_change` WHERE `recordId` = ? AND `field` = 'employees'", [id]);
      expect(Number(changes[0]?.n)).toBe(20 * rounds);
    }, scaled(30_000, 1_200_000));

    it('D6: a change, a deletion and a step must say which version they change', async () => {
      const root = await house.person('Root', ['administrator']);
      const { body: deal } = await house.request(root, 'POST', '/opportunities', { name: 'Lamp' });
      const calls = [['PATCH', '', { name: 'x' }], ['DELETE', '', undefined], ['POST', '/win', {}], ['POST', '/assign', { ownerId: root.id }]] as const;
      for (const [method, step, body] of calls) {
        const path = `/opportunities/${deal.id}${step}`;
        expect((await house.request(root, method, path, body)).status, `${method} ${step}`).toBe(428);
        const stale = await house.request(root, method, path, body, { 'if-match': '"99"' });
        expect([stale.status, stale.body.current.version], `${method} ${step}`).toEqual([412, deal.version]);
        for (const odd of ['*', '""', '"1","2"', 'W/"x"', '"-1"', '"1e3"', '"99999999999"']) expect((await house.request(root, method, path, body, { 'if-match': odd })).status, odd).toBe(400);
      }
      expect((await house.request(root, 'GET', `/opportunities/${deal.id}`)).body).toMatchObject({ name: 'Lamp', version: deal.version });
    });
  });
});
