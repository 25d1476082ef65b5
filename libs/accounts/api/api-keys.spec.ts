import { describe, expect, it, vi } from 'vitest';
import { onEachDatabase } from '#house';
import { UserService } from '#accounts/api';
import { as, Clock, Database, routesOf, SYSTEM, type Principal } from '#kernel/api';

const day = (later: number) => new Date(Date.now() + later * 86_400_000).toISOString().slice(0, 10);

describe('keys of other systems', () => {
  onEachDatabase((house) => {
    const make = async (owner: Principal, scopes: string[], rest: object = {}) => (await house.request(owner, 'POST', '/me/keys', { name: 'ERP', scopes, addresses: [], until: day(30), ...rest })).body;
    const by = (key: string) => async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, headers: Record<string, string> = {}) => {
      const answer = await house.app.inject({ method, url: `/api/v1${path}`, headers: { authorization: `Bearer ${key}`, ...headers }, ...(body ? { payload: body } : {}) });
      return { status: answer.statusCode, body: answer.body ? answer.json() : null };
    };
    const company = { name: 'By key', kind: 'company', status: 'active', phones: [], emails: [], tags: [] };

    it('A13: a key can be told by its start, is shown once, and is kept as a hash', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { key, view } = await make(ann, ['customer.read']);
      expect(key).toMatch(/^rk_[\w-]{43}$/);
      expect(view).toMatchObject({ name: 'ERP', start: key.slice(0, 8), scopes: ['customer.read'], usedAt: null });
      expect(JSON.stringify(await house.get(Database).read('SELECT * FROM `api_key`'))).not.toContain(key);
      expect((await by(key)('GET', '/customers')).status).toBe(200);
      const { body } = await house.request(ann, 'GET', '/me/keys');
      expect([JSON.stringify(body).includes(key), body.items[0].usedAt !== null]).toEqual([false, true]);
    });

    it('A13: a key may do what its scopes and its owner both allow, and no more', async () => {
      const [ann, root] = [await house.person('Owner', ['sales']), await house.person('Root', ['administrator'])];
      const reads = by((await make(ann, ['customer.read'])).key);
      const writes = by((await make(ann, ['customer.write'])).key);
      const wide = by((await make(root, ['customer.write', 'contact.read'])).key);
      expect([(await reads('GET', '/customers')).status, (await reads('POST', '/customers', company)).status, (await reads('GET', '/contacts')).status]).toEqual([200, 403, 403]);
      const made = await writes('POST', '/customers', company);
      expect([made.status, made.body.ownerId]).toEqual([201, ann.id]);
      expect((await writes('DELETE', `/customers/${made.body.id}`, undefined, { 'if-match': '"1"' })).status).toBe(403);
      expect((await wide('DELETE', `/customers/${made.body.id}`, undefined, { 'if-match': '"1"' })).status).toBe(204);
    });

    it('A13: the widest key of an administrator opens no route of people, roles, settings, secrets or exports, and makes no other key', async () => {
      const root = await house.person('Wide', ['administrator']);
      const { body } = await house.request(root, 'GET', '/me/keys');
      const key = by((await make(root, body.scopes)).key);
      const allowed = new Set(body.scopes.flatMap((scope: string) => ['read', 'create', 'update', 'delete', 'assign', 'link'].map((verb) => `${scope.split('.')[0]}.${verb}`)));
      for (const { method, path, needs } of routesOf(house.app)) {
        if (needs === null || needs === undefined || allowed.has(needs) || !path.startsWith('/api/v1')) continue;
        if (needs === 'signed-in' && method === 'GET') continue;
        const { status } = await key(method as 'GET', path.slice(7).replace(/:\w+/g, root.id as string), method === 'GET' ? undefined : {});
        expect([method, path, status]).toEqual([method, path, 403]);
      }
      expect((await key('POST', '/me/keys', { name: 'Wider', scopes: ['customer.write'], addresses: [], until: day(1) })).status).toBe(403);
      expect([(await key('GET', '/me/security')).status, (await key('GET', '/me/sessions')).status, (await key('GET', '/me/keys')).status]).toEqual([403, 403, 403]);
    });

    it('A13: what its owner loses the key loses within a second; an owner who is out takes the key along', async () => {
      const ann = await house.person('Loser', ['sales']);
      const key = by((await make(ann, ['customer.read'])).key);
      const users = house.get(UserService);
      const settles = async (status: number) => {
        const start = performance.now();
        while ((await key('GET', '/customers')).status !== status && performance.now() - start < 3000) await new Promise((next) => setTimeout(next, 50));
        return performance.now() - start < 1000;
      };
      expect(await settles(200)).toBe(true);
      await as(SYSTEM, () => users.change(ann.id as string, 'update', null, (user) => void (user.roles = ['operations'])));
      expect(await settles(403)).toBe(true);
      await as(SYSTEM, () => users.deactivate(ann.id as string, 3));
      expect(await settles(401)).toBe(true);
    });

    it('A13: a key ends within a year, is taken from its addresses alone, and is void when revoked', async () => {
      const ann = await house.person('Ends', ['sales']);
      for (const until of [day(400), day(-2)]) expect((await make(ann, ['customer.read'], { until })).errors[0]).toMatchObject({ pointer: '/until', code: 'key-end' });
      expect((await make(ann, ['user.update'])).errors[0].pointer).toBe('/scopes/0');
      expect((await make(ann, [])).errors[0].pointer).toBe('/scopes');
      expect((await make(ann, ['customer.read'], { addresses: ['10.0.0.0/99'] })).errors[0].code).toBe('address');
      const [near, far] = [await make(ann, ['customer.read'], { addresses: ['127.0.0.0/8', '::1'] }), await make(ann, ['customer.read'], { addresses: ['10.1.0.0/16', '2001:db8::/32'] })];
      expect([(await by(near.key)('GET', '/customers')).status, (await by(far.key)('GET', '/customers')).status]).toEqual([200, 401]);
      const clock = vi.spyOn(house.get(Clock), 'now').mockReturnValue(new Date(Date.now() + 32 * 86_400_000));
      expect((await by(near.key)('GET', '/customers')).status).toBe(401);
      clock.mockRestore();
      const eve = await house.person('Eve', ['sales']);
      expect((await house.request(eve, 'DELETE', `/me/keys/${near.view.id}`)).status).toBe(404);
      expect((await house.request(ann, 'DELETE', `/me/keys/${near.view.id}`)).status).toBe(204);
      expect((await by(near.key)('GET', '/customers')).status).toBe(401);
    });
  });
});
