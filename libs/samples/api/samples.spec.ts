import { expect, it, describe } from 'vitest';
import { onEachDatabase } from '#house';

describe('the sample company', () => {
  onEachDatabase((house) => {
    it('comes whole, with a history that adds up and nobody who can sign in, and goes whole', async () => {
      const root = await house.person('Root', ['administrator']);
      const total = async (path: string) => (await house.request(root, 'GET', path)).body.total as number;
      await house.request(root, 'POST', '/customers', { name: 'My own', kind: 'company', status: 'active', phones: [], emails: [], tags: [] });
      const { status, body } = await house.request(root, 'POST', '/sample-data');
      expect([status, body.records > 300]).toEqual([201, true]);
      expect((await house.request(root, 'POST', '/sample-data')).body.code).toBe('samples-there');
      expect([await total('/customers'), await total('/opportunities'), await total('/products'), await total('/users?status=invited')]).toEqual([61, 150, 12, 9]);

      const { body: page } = await house.request(root, 'GET', '/opportunities?size=200');
      const stages = new Set(page.items.map((one: any) => `${one.status} ${one.stage.name}`));
      expect(stages.size).toBe(12);
      for (const deal of page.items.slice(0, 40)) {
        const { items } = (await house.request(root, 'GET', `/opportunities/${deal.id}/stages`)).body;
        expect(items[0].enteredAt.slice(0, 10)).toBe(deal.openedOn);
        for (const [index, passage] of items.entries()) expect(passage.leftAt).toBe(items[index + 1]?.enteredAt ?? null);
        expect(deal.closedOn ?? deal.openedOn).toBe(items.at(-1).status === 'open' ? deal.openedOn : items.at(-1).enteredAt.slice(0, 10));
      }

      const bob = await house.person('Bob', ['sales-manager']);
      expect((await house.request(bob, 'DELETE', '/sample-data')).status).toBe(403);
      expect((await house.request(root, 'DELETE', '/sample-data')).body.records).toBe(body.records);
      expect([await total('/customers'), await total('/opportunities'), (await house.request(root, 'GET', '/sample-data')).body.records]).toEqual([1, 0, 0]);
    });
  });
});
