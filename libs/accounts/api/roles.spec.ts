import { describe, expect, it, vi } from 'vitest';
import { onEachDatabase, type House } from '#house';
import { Principals, RoleBook, RoleService, UserService } from '#accounts/api';
import { as, Clock, Database, SYSTEM, type Principal } from '#kernel/api';
import type { Reach } from '#kernel/model';

const grants = (...pairs: [string, Reach][]) => pairs.map(([permission, reach]) => ({ permission, reach }));
const make = (house: House, key: string, own: ReturnType<typeof grants>, more: object = {}) => as(SYSTEM, () => house.get(RoleService).add({ key, name: key, clearance: 1, grants: own, fields: [], ...more }));
const CLERK = grants(['user.read', 'all'], ['user.update', 'all'], ['user.create', 'all'], ['role.read', 'all'], ['role.create', 'all'], ['role.update', 'all'], ['role.delete', 'all'], ['customer.read', 'team']);

describe('roles', () => {
  onEachDatabase((house) => {
    const send = (who: Principal, method: string, path: string, body?: object, version?: number) => house.request(who, method, path, body, version === undefined ? {} : { 'if-match': `"${version}"` });
    const roleOf = async (key: string) => (await as(SYSTEM, () => house.get(RoleService).list({ key }))).items[0] as { id: string; version: number };

    it('are eight at the start, and data from then on', async () => {
      const root = await house.person('Root', ['administrator']);
      expect((await send(root, 'GET', '/roles')).body.items.map(({ key }: { key: string }) => key)).toEqual(['administrator', 'marketing', 'operations', 'read-only', 'sales', 'sales-manager', 'service', 'warehouse']);
      const made = await send(root, 'POST', '/roles', { key: 'visitors', name: 'Visitors', clearance: 0, grants: grants(['customer.read', 'all']), fields: [{ kind: 'customer', field: 'revenue', right: 'hidden' }] });
      expect(made.status).toBe(201);
      const eve = await house.person('Eve', ['visitors']);
      await send(root, 'POST', '/customers', { name: 'A', kind: 'company', status: 'active', revenue: 5 });
      expect((await send(eve, 'GET', '/customers')).body.items[0]).not.toHaveProperty('revenue');
      expect((await send(eve, 'GET', '/me')).body).toMatchObject({ permissions: { 'customer.read': 'all' }, fields: { 'customer.revenue': 'hidden', 'customer.phones': 'masked' } });
      await send(root, 'PATCH', `/roles/${made.body.id}`, { fields: [] }, 1);
      expect((await send(eve, 'GET', '/customers')).body.items[0]).toHaveProperty('revenue', 5);
      expect((await send(root, 'POST', '/roles', { key: 'odd', name: 'O', clearance: 0, grants: grants(['*', 'all']), fields: [] })).status).toBe(400);
      expect((await send(root, 'POST', '/roles', { key: 'odd', name: 'O', clearance: 0, grants: [], fields: [{ kind: 'customer', field: 'nosuch', right: 'read' }] })).status).toBe(400);
    });

    it('add up: the widest reach, and a field as free as the freest role that speaks of its kind', async () => {
      await make(house, 'wide', grants(['customer.read', 'all']), { fields: [{ kind: 'customer', field: 'revenue', right: 'hidden' }] });
      await make(house, 'narrow', grants(['customer.read', 'own'], ['customer.update', 'own']), { fields: [{ kind: 'customer', field: 'revenue', right: 'read' }] });
      await make(house, 'elsewhere', grants(['product.read', 'all']), { clearance: 3 });
      const [both, wide] = [await house.person('Both', ['wide', 'narrow']), await house.person('Wide', ['wide', 'elsewhere'])];
      expect(both).toMatchObject({ grants: { 'customer.read': 'all', 'customer.update': 'own' }, fields: { 'customer.revenue': 'read' } });
      expect(wide).toMatchObject({ fields: { 'customer.revenue': 'hidden', 'customer.phones': 'masked' } });
    });

    it('Z10: give nothing that the giver does not hold, in permissions, reach, clearance or fields', async () => {
      await make(house, 'clerk', CLERK, { fields: [{ kind: 'customer', field: 'revenue', right: 'read' }] });
      const clerk = await house.person('Clerk', ['clerk']);
      const tries: [string, ReturnType<typeof grants>, object][] = [
        ['more', grants(['customer.delete', 'own']), {}], ['wider', grants(['customer.read', 'all']), {}], ['clearer', [], { clearance: 2 }],
        ['freer', grants(['customer.read', 'own']), { fields: [{ kind: 'customer', field: 'revenue', right: 'write' }] }], ['silent', grants(['customer.read', 'own']), {}],
      ]; // prettier-ignore
      for (const [key, own, more] of tries) {
        const { status } = await send(clerk, 'POST', '/roles', { key, name: key, clearance: 1, grants: own, fields: [], ...more });
        expect([key, status]).toEqual([key, 403]);
      }
      const rule = { fields: [{ kind: 'customer', field: 'revenue', right: 'read' }] };
      expect((await send(clerk, 'POST', '/roles', { key: 'less', name: 'less', clearance: 1, grants: grants(['customer.read', 'own']), ...rule })).status).toBe(201);
      const less = await roleOf('less');
      expect((await send(clerk, 'PATCH', `/roles/${less.id}`, { grants: grants(['customer.read', 'all']) }, less.version)).status).toBe(403);
      expect((await send(clerk, 'POST', '/users', { name: 'X', username: 'x-less', roles: ['less'] })).status).toBe(201);
      expect((await send(clerk, 'POST', '/users', { name: 'X', username: 'x-more', roles: ['sales'] })).status).toBe(403);
    });

    it('Z10: above one’s own, and one’s own, are out of reach; so are the people who hold them', async () => {
      await make(house, 'desk', CLERK);
      const desk = await house.person('Desk', ['desk']);
      const [admin, sales, own] = [await roleOf('administrator'), await roleOf('sales'), await roleOf('desk')];
      for (const role of [admin, sales]) expect([403, 422]).toContain((await send(desk, 'PATCH', `/roles/${role.id}`, { name: 'Mine' }, role.version)).status);
      expect((await send(desk, 'DELETE', `/roles/${sales.id}`, undefined, sales.version)).status).toBe(403);
      expect((await send(desk, 'PATCH', `/roles/${own.id}`, { name: 'Mine' }, own.version)).body.code).toBe('own-role');
      await make(house, 'buried', grants(['customer.delete', 'all']));
      const buried = await roleOf('buried');
      await as(SYSTEM, () => house.get(RoleService).remove(buried.id, buried.version));
      expect((await send(desk, 'POST', `/roles/${buried.id}/restore`)).status).toBe(403);
      const root = await house.person('Root', ['administrator']);
      expect((await send(root, 'PATCH', `/roles/${admin.id}`, { name: 'Mine' }, admin.version)).body.code).toBe('role-fixed');
      const version = (id: string) => send(root, 'GET', `/users/${id}`).then(({ body }) => body.version as number);
      const high = root.id as string;
      expect((await send(desk, 'PATCH', `/users/${high}`, { name: 'Mine' }, await version(high))).status).toBe(403);
      expect((await send(desk, 'POST', `/users/${high}/deactivate`, undefined, await version(high))).status).toBe(403);
      expect((await send(desk, 'POST', `/users/${high}/invite`)).status).toBe(403);
      const me = desk.id as string;
      expect((await send(desk, 'PATCH', `/users/${me}`, { roles: ['desk', 'read-only'] }, await version(me))).body.code).toBe('own-role');
      expect((await send(desk, 'PATCH', `/users/${me}`, { primaryTeamId: await house.team('Top') }, await version(me))).body.code).toBe('own-role');
      await house.person('Second', ['administrator']);
      expect((await send(root, 'PATCH', `/users/${high}`, { roles: [] }, await version(high))).body.code).toBe('own-role');
    });

    it('Z10: of two administrators who demote each other at once, one remains', async () => {
      const users = house.get(UserService);
      const [a, b] = [await house.person('A', ['administrator']), await house.person('B', ['administrator'])];
      for (let round = 0; round < 5; round++) {
        const others = await house.get(Database).read<{ id: string }>("SELECT u.`id` FROM `user` u JOIN `user_roles` r ON r.`recordId` = u.`id` WHERE r.`value` = 'administrator'");
        await as(SYSTEM, async () => {
          for (const id of [a.id, b.id] as string[]) await users.change(id, 'update', null, (user) => void (user.roles = ['administrator']));
          for (const { id } of others) if (id !== a.id && id !== b.id) await users.change(id, 'update', null, (user) => void (user.roles = []));
        });
        const demote = (who: Principal, whom: Principal) => as(who, () => users.change(whom.id as string, 'update', null, (user) => void (user.roles = [])));
        const outcome = await Promise.allSettled([demote(a, b), demote(b, a)]);
        const left = await house.get(Database).read("SELECT 1 FROM `user_roles` r JOIN `user` u ON u.`id` = r.`recordId` WHERE r.`value` = 'administrator' AND u.`status` = 'active'");
        expect([left.length, outcome.filter(({ status }) => status === 'fulfilled').length]).toEqual([1, 1]);
      }
      const [last] = await house.get(Database).read<{ id: string }>("SELECT `recordId` AS `id` FROM `user_roles` WHERE `value` = 'administrator'");
      const remove = as(SYSTEM, async () => users.remove(last?.id as string, (await users.get(last?.id as string)).version));
      await expect(remove).rejects.toMatchObject({ code: 'last-administrator' });
    });

    it('Z15: a role that is deleted is taken from everybody, and its name starts empty', async () => {
      const root = await house.person('Root', ['administrator']);
      await make(house, 'brief', grants(['customer.read', 'all']), { fields: [{ kind: 'customer', field: 'city', right: 'hidden' }] });
      const eve = await house.person('Eve', ['brief']);
      expect((await send(eve, 'GET', '/customers')).status).toBe(200);
      const { id, version } = await roleOf('brief');
      expect((await send(root, 'DELETE', `/roles/${id}`, undefined, version)).status).toBe(204);
      expect((await send(eve, 'GET', '/customers')).status).toBe(403);
      await send(root, 'POST', '/roles', { key: 'brief', name: 'Brief', clearance: 0, grants: [], fields: [] });
      expect((await send(eve, 'GET', '/customers')).status).toBe(403);
      expect((await house.get(Database).read("SELECT 1 FROM `user_roles` WHERE `value` = 'brief'")).length).toBe(0);
      expect((await send(root, 'POST', `/roles/${id}/restore`)).status).toBe(409);
    });

    it('Z15: an error while rights are read opens nothing', async () => {
      const eve = await house.person('Eve', ['read-only']);
      const token = await house.token(eve);
      const read = vi.spyOn(house.get(RoleBook), 'all').mockRejectedValue(new Error('broken'));
      await new Promise((later) => setTimeout(later, 1050));
      const answer = await house.app.inject({ method: 'GET', url: '/api/v1/customers', headers: { authorization: `Bearer ${token}` } });
      read.mockRestore();
      expect(answer.statusCode).toBeGreaterThanOrEqual(401);
      expect(answer.body).not.toContain('items');
      expect((await send(eve, 'GET', '/customers')).status).toBe(200);
    });

    it('S7: a change of a role acts at once where it is made, and within a second on every other instance', async () => {
      const [root, clock, db] = [await house.person('Root', ['administrator']), house.get(Clock), house.get(Database)];
      // What an instance knows of rights lives here alone; the second one hears nothing of the change.
      const elsewhere = new Principals(db, clock, new RoleBook(db, clock));
      await make(house, 'short', grants(['customer.read', 'all']));
      const eve = await house.person('Eve', ['short']);
      const there = async () => Boolean((await elsewhere.of(eve.id as string))?.grants['customer.read']);
      expect([await there(), (await send(eve, 'GET', '/customers')).status]).toEqual([true, 200]);
      const { id, version } = await roleOf('short');
      await send(root, 'PATCH', `/roles/${id}`, { grants: [] }, version);
      const changed = Date.now();
      expect((await send(eve, 'GET', '/customers')).status).toBe(403);
      while (await there()) await new Promise((next) => setTimeout(next, 20));
      expect(Date.now() - changed).toBeLessThanOrEqual(1050);
    });
  });
});
