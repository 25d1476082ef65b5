import { expect, it, describe } from 'vitest';
import { onEachDatabase } from '#house';

describe('the sample company', () => {
  onEachDatabase((house) => {
    const setUp = async () => {
      const root = await house.person('Root', ['administrator']);
      const get = async (path: string) => (await house.request(root, 'GET', path)).body;
      const total = async (path: string) => (await get(path)).total as number;
      const post = async (path: string, body: object = {}, version?: number) => (await house.request(root, 'POST', path, body, version ? { 'if-match': `"${version}"` } : {})).body;
      return { root, get, total, post };
    };
    const customer = { kind: 'company', status: 'active', phones: [], emails: [], tags: [] };

    it('comes whole, with a history that adds up and nobody who can sign in, and goes whole', async () => {
      const { root, get, total, post } = await setUp();
      const before = await total('/customers');
      await post('/customers', { ...customer, name: 'My own' });
      const { status, body } = await house.request(root, 'POST', '/sample-data');
      expect([status, body.records > 300]).toEqual([201, true]);
      expect((await post('/sample-data')).code).toBe('samples-there');
      expect([await total('/customers'), await total('/opportunities'), await total('/products')]).toEqual([before + 61, 150, 12]);
      const people = (await get('/users?size=200')).items.filter(({ username }: any) => username.startsWith('sample.'));
      expect(people.map((one: any) => one.status)).toEqual(Array(9).fill('invited'));
      expect((await house.request(root, 'POST', `/users/${people[0].id}/invite`)).body.code).toBe('sample-person');

      const { items } = await get('/opportunities?size=200');
      expect(new Set(items.map((one: any) => `${one.status} ${one.stage.name}`)).size).toBe(16);
      const { items: stale } = await get('/opportunities?stale=true&size=200');
      expect([stale.length > 3, stale.every((one: any) => one.status === 'open')]).toEqual([true, true]);
      for (const deal of items.slice(0, 40)) {
        const { items: passages } = await get(`/opportunities/${deal.id}/stages`);
        expect(passages[0].enteredAt.slice(0, 10)).toBe(deal.openedOn);
        for (const [index, passage] of passages.entries()) expect(passage.leftAt).toBe(passages[index + 1]?.enteredAt ?? null);
        expect(deal.closedOn ?? deal.openedOn).toBe(passages.at(-1).status === 'open' ? deal.openedOn : passages.at(-1).enteredAt.slice(0, 10));
      }

      const bob = await house.person('Bob', ['sales-manager']);
      expect((await house.request(bob, 'DELETE', '/sample-data')).status).toBe(403);
      const { body: report } = await house.request(root, 'DELETE', '/sample-data');
      expect(report).toEqual({ removed: body.records, kept: 0 });
      expect([await total('/customers'), await total('/opportunities'), (await get('/sample-data')).records]).toEqual([before + 1, 0, 0]);
      expect([await total('/opportunities?deleted=true'), await total('/contacts?deleted=true'), await total('/users?deleted=true')]).toEqual([0, 0, 0]);
    });

    it('leaves what people added and changed, with the samples that needs, and takes the changed ones on demand', async () => {
      const { root, get, total, post } = await setUp();
      await post('/sample-data');
      const { items: deals } = await get('/opportunities?status=open&size=2');
      const { items: companies } = await get('/customers?size=2&q=示例');
      const mine = await post('/opportunities', { name: 'Mine', customerId: companies[0].id });
      await house.request(root, 'PATCH', `/opportunities/${deals[0].id}`, { note: 'Called them' }, { 'if-match': `"${deals[0].version}"` });
      expect((await get('/sample-data')).edited).toBe(1);

      const { body: report } = await house.request(root, 'DELETE', '/sample-data');
      expect(report.kept).toBeGreaterThanOrEqual(4);
      const { ownerId, ...kept } = await get(`/opportunities/${deals[0].id}`);
      expect([kept.note, ownerId, kept.externalSource, kept.customer.name, kept.lines[0].product.name].map(Boolean)).toEqual([true, true, false, true, true]);
      expect(ownerId).toBe(root.id);
      expect((await get(`/opportunities/${mine.id}`)).customer.id).toBe(companies[0].id);
      expect(await total('/users?username.starts=sample.')).toBe(0);
      expect((await get('/sample-data')).records).toBe(0);

      expect((await post('/sample-data')).records).toBeGreaterThan(300);
      const again = (await get('/opportunities?status=open&size=200')).items.filter(({ externalSource }: any) => externalSource === 'rapport:sample');
      await house.request(root, 'PATCH', `/opportunities/${again[0].id}`, { note: 'Only looking' }, { 'if-match': `"${again[0].version}"` });
      expect((await house.request(root, 'DELETE', '/sample-data?edited=remove')).body.kept).toBe(0);
      expect((await house.request(root, 'GET', `/opportunities/${again[0].id}`)).status).toBe(404);
    });
  });
});
