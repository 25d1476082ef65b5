import { beforeAll, describe, expect, it, vi } from 'vitest';
import { onEachDatabase } from '#house';
import { RoleService } from '#accounts/api';
import { as, Database, KeyRing, SYSTEM, type Principal } from '#kernel/api';

/** How a list reads what is encrypted or in many; what looks after the keys beside it reads in another way. */
const OF_LIST = /r\.`(birthday|wechatPhone)`|`contact_(phones|emails|tags)` WHERE `recordId` IN/;

describe('a list of some fields', () => {
  onEachDatabase((house) => {
    let ann: Principal;
    let acme: string;

    beforeAll(async () => {
      ann = await house.person('Ann', ['administrator']);
      acme = (await house.request(ann, 'POST', '/customers', { name: 'Acme', kind: 'company', status: 'active', tags: ['key'], city: 'Paris' })).body.id;
      for (const name of ['Eve', 'Adam']) await house.request(ann, 'POST', '/contacts', { name, title: 'Buyer', customerId: acme, phones: ['+8613812345678'], birthday: '1980-01-02', wechatPhone: '+8613812345678' });
    });

    it('holds them, the names of what they point at, and id, version and owner', async () => {
      const { body } = await house.request(ann, 'GET', '/contacts?fields=name,customerId&sort=name');
      expect(body.items[0]).toEqual({ id: body.items[0].id, version: 1, ownerId: ann.id, owner: { id: ann.id, name: 'Ann' }, name: 'Adam', customerId: acme, customer: { id: acme, name: 'Acme' } });
      expect(body.total).toBe(2);
    });

    it('goes on to the next page by a field it does not hold', async () => {
      const first = (await house.request(ann, 'GET', '/contacts?fields=title&sort=name&size=1')).body;
      const second = (await house.request(ann, 'GET', `/contacts?fields=name&sort=name&size=1&after=${first.next}`)).body;
      expect([first.items[0].name, second.items[0].name]).toEqual([undefined, 'Eve']);
    });

    it('holds lists of texts and encrypted values that are asked for', async () => {
      const { body } = await house.request(ann, 'GET', '/contacts?fields=phones,birthday&size=1');
      expect(body.items[0]).toMatchObject({ phones: ['+8613812345678'], birthday: '1980-01-02' });
      expect(body.items[0]).not.toHaveProperty('emails');
    });

    it('reads and opens what it holds', async () => {
      const [read, unseal] = [vi.spyOn(house.get(Database), 'read'), vi.spyOn(house.get(KeyRing), 'unseal')];
      await house.request(ann, 'GET', '/contacts?fields=name,phones,birthday');
      expect(read.mock.calls.filter(([text]) => OF_LIST.test(text))).toHaveLength(2);
      expect(unseal).toHaveBeenCalled();
      read.mockRestore();
      unseal.mockRestore();
    });

    it('neither reads nor opens what it does not hold', async () => {
      const [read, unseal] = [vi.spyOn(house.get(Database), 'read'), vi.spyOn(house.get(KeyRing), 'unseal')];
      await house.request(ann, 'GET', '/contacts?fields=name,title');
      expect(read.mock.calls.filter(([text]) => OF_LIST.test(text))).toEqual([]);
      expect(unseal).not.toHaveBeenCalled();
      read.mockRestore();
      unseal.mockRestore();
    });

    it.each(['fields=nothing', 'fields=', 'fields=name,', 'fields=note', 'fields=deletedKey'])('does not know %s', async (query) => {
      const { status, body } = await house.request(ann, 'GET', `/customers?${query}`);
      expect([status, body.errors]).toEqual([400, [{ pointer: '/fields', code: 'unknown' }]]);
    });

    it('does not know a hidden field, and masks a masked one', async () => {
      const grants = [{ permission: 'customer.read', reach: 'all' as const }];
      const fields = [{ kind: 'customer', field: 'tags', right: 'hidden' as const }, { kind: 'customer', field: 'city', right: 'masked' as const }];
      await as(SYSTEM, () => house.get(RoleService).add({ key: 'narrow', name: 'Narrow', clearance: 3, grants, fields }));
      const narrow = await house.person('Narrow', ['narrow']);
      expect((await house.request(narrow, 'GET', '/customers?fields=name,tags')).body.errors).toEqual([{ pointer: '/fields', code: 'unknown' }]);
      expect((await house.request(narrow, 'GET', '/customers?fields=name,city')).body.items[0]).toMatchObject({ name: 'Acme', city: null });
    });
  });
});
