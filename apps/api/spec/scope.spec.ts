import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { CustomerService } from '#customers/api';
import { as, Database, newId, type Principal } from '#kernel/api';
import { REACHES } from '#kernel/model';

describe('a reach', () => {
  onEachDatabase((house) => {
    it('ends where it says, for reading and for writing', async () => {
      const [top, other] = [await house.team('Top'), await house.team('Other')];
      const below = await house.team('Below', top);
      const people = { ann: await house.person('Ann', ['sales'], top), mate: await house.person('Mate', ['sales'], top), child: await house.person('Child', ['sales'], below), stranger: await house.person('Stranger', ['sales'], other) };
      const ids: Record<string, string> = {};
      for (const [name, person] of Object.entries(people)) {
        ids[name] = (await house.request(person, 'POST', '/customers', { name, kind: 'company', status: 'active' })).body.id;
      }
      const customers = house.get(CustomerService);
      const ann = people.ann;
      const within = (reach: (typeof REACHES)[number], principal: Principal = { ...ann, teams: [top, below] }) => ({ ...principal, grants: { 'customer.read': 'all', 'customer.update': reach } as const });
      const changed = async (principal: Principal) => {
        const reached: string[] = [];
        for (const [name, id] of Object.entries(ids)) {
          const done = await as(principal, () => customers.change(id, 'update', null, (customer) => void (customer.note = newId()))).catch(({ status }) => status as number);
          if (done !== 403) reached.push(name);
        }
        return reached;
      };
      expect(await changed(within('own'))).toEqual(['ann']);
      expect(await changed(within('team'))).toEqual(['ann', 'mate']);
      expect(await changed(within('team-and-below'))).toEqual(['ann', 'mate', 'child']);
      expect(await changed(within('all'))).toEqual(['ann', 'mate', 'child', 'stranger']);
      expect(await changed(within('team', { ...ann, teamId: null, teams: [] }))).toEqual(['ann']);
      for (const reach of REACHES) {
        const reader = { ...ann, teams: [top, below], grants: { 'customer.read': reach } as const };
        const { items } = await as(reader, () => customers.list({}));
        expect(items.map(({ name }) => name).sort()).toEqual({ own: ['ann'], team: ['ann', 'mate'], 'team-and-below': ['ann', 'child', 'mate'], all: ['ann', 'child', 'mate', 'stranger'] }[reach]);
      }
    });

    it('hides what it does not reach as if it were not there', async () => {
      const [ann, bob] = [await house.person('Ann', ['sales']), await house.person('Bob', ['sales'])];
      const { body } = await house.request(ann, 'POST', '/customers', { name: 'Secret', kind: 'company', status: 'active' });
      const [hidden, missing] = [await house.request(bob, 'GET', `/customers/${body.id}`), await house.request(bob, 'GET', '/customers/019378f0-0000-7000-8000-000000000001')];
      expect([hidden.status, hidden.body.code]).toEqual([missing.status, missing.body.code]);
      expect(hidden.status).toBe(404);
      expect((await house.request(bob, 'PATCH', `/customers/${body.id}`, { name: 'Mine' }, { 'if-match': '"1"' })).status).toBe(404);
      expect((await house.request(ann, 'DELETE', `/customers/${body.id}`, undefined, { 'if-match': '"1"' })).status).toBe(403);
    });

    it('Z4: ownership that moves between the look and the write stops the write', async () => {
      const [ann, bob] = [await house.person('Ann', ['sales']), await house.person('Bob', ['sales'])];
      const root = await house.person('Root', ['administrator']);
      const { body } = await house.request(ann, 'POST', '/customers', { name: 'Moving', kind: 'company', status: 'active' });
      const customers = house.get(CustomerService);
      // The row moves inside the very unit that changes it, past every check but the one in the statement.
      const write = as(ann, () => customers.change(body.id, 'update', null, async (customer) => {
        await house.get(Database).write('UPDATE `customer` SET `ownerId` = ? WHERE `id` = ?', [bob.id, body.id]);
        customer.name = 'Taken';
      })); // prettier-ignore
      await expect(write).rejects.toMatchObject({ status: 404 });
      expect((await house.request(root, 'GET', `/customers/${body.id}`)).body).toMatchObject({ name: 'Moving', ownerId: ann.id });
    });
  });
});
