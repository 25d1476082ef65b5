import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import { Database } from '#kernel/api';

type Person = Awaited<ReturnType<House['person']>>;

describe('what a list adds up to', () => {
  onEachDatabase((house) => {
    const customer = async (who: Person, name: string, more: object = {}) =>
      (await house.request(who, 'POST', '/customers', { name, kind: 'company', status: 'potential', phones: [], emails: [], tags: [], ...more })).body;
    const deal = async (who: Person, name: string, amount: number | null, currency = 'CNY') =>
      (await house.request(who, 'POST', '/opportunities', { name, amount, currency, probability: 5000, probabilityManual: true, lines: [] })).body;
    const sums = async (who: Person, kind: string, query: string) => {
      const { status, body } = await house.request(who, 'GET', `/sums/${kind}?${query}`);
      return status === 200 ? body.sums.map(({ field, currency, sum, count }: any) => [field, currency, sum, count]) : [status, body.errors?.[0]];
    };

    it('is the sum over everything the filters find, the loaded page or not', async () => {
      const root = await house.person('Root', ['administrator']);
      for (let index = 1; index <= 60; index++) await customer(root, `Sum ${index}`, { employees: index, revenue: index % 2 ? null : 100, city: 'Sumville' });
      await customer(root, 'Other', { employees: 1000, city: 'Elsewhere' });
      expect(await sums(root, 'customer', 'fields=employees,revenue&city=Sumville&sort=name')).toEqual([['employees', null, 1830, 60], ['revenue', 'CNY', 3000, 30]]);
      expect(await sums(root, 'customer', 'fields=revenue&city=Nowhere')).toEqual([['revenue', 'CNY', 0, 0]]);
    });

    it('tells amounts by currency, the workspace’s first, and never adds two currencies', async () => {
      const root = await house.person('Root', ['administrator']);
      for (const [name, amount, currency] of [['a', 100, 'USD'], ['b', 250, 'USD'], ['c', 40, 'CNY'], ['d', null, 'EUR']] as const) await deal(root, name, amount, currency);
      expect(await sums(root, 'opportunity', 'fields=amount,weighted')).toEqual([
        ['amount', 'CNY', 40, 1], ['amount', 'USD', 350, 2], ['weighted', 'CNY', 20, 1], ['weighted', 'USD', 175, 2],
      ]); // prettier-ignore
    });

    it('counts only what its reader may see', async () => {
      const [ann, bob] = [await house.person('Ann', ['sales']), await house.person('Bob', ['sales'])];
      await customer(ann, 'Hers', { employees: 7 });
      await customer(bob, 'His', { employees: 11 });
      expect([await sums(ann, 'customer', 'fields=employees'), await sums(bob, 'customer', 'fields=employees')]).toEqual([[['employees', null, 7, 1]], [['employees', null, 11, 1]]]);
      const operations = await house.person('Olga', ['operations']);
      expect((await house.request(operations, 'GET', '/sums/customer?fields=employees')).status).toBe(403);
    });

    it('is refused for what is no number, or a number whose sum says nothing', async () => {
      const reader = await house.person('Rita', ['read-only']);
      for (const field of ['foundedYear', 'version', 'name', 'nothing', '']) expect((await sums(reader, 'customer', `fields=${field}`))[0]).toBe(400);
      expect(await sums(reader, 'customer', 'fields=employees&phones=1')).toEqual([400, expect.objectContaining({ pointer: '/phones' })]);
      expect((await house.request(reader, 'GET', '/sums/nothing?fields=x')).status).toBe(404);
    });

    it('knows one’s own change at once', async () => {
      const ann = await house.person('Ann', ['sales']);
      const made = await customer(ann, 'Fresh', { employees: 1 });
      expect(await sums(ann, 'customer', 'fields=employees')).toEqual([['employees', null, 1, 1]]);
      await house.request(ann, 'PATCH', `/customers/${made.id}`, { employees: 5 }, { 'if-match': '"1"' });
      expect(await sums(ann, 'customer', 'fields=employees')).toEqual([['employees', null, 5, 1]]);
    });

    it('comes from an index alone for opportunities, within any reach', async () => {
      const select = "SELECT r.`currency`, SUM(r.`amount`), SUM(r.`weighted`) FROM `opportunity` r WHERE (r.`deletedKey` = '') AND (r.`ownerId` = ? OR r.`teamId` IN (?)) GROUP BY r.`currency`";
      const id = '00000000-0000-7000-8000-000000000000';
      const plan = await house.get(Database).read<Record<string, unknown>>(`EXPLAIN ${house.kind === 'sqlite' ? 'QUERY PLAN ' : ''}${select}`, [id, id]);
      expect(JSON.stringify(plan)).toMatch(house.kind === 'sqlite' ? /COVERING INDEX/ : /Using index/);
    });
  });
});
