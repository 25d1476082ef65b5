import { describe, expect, it } from 'vitest';
import { anotherInstance, onEachDatabase, PASSWORD } from '#house';
import { Passwords, Setup } from '#accounts/api';
import { as, Database, routesOf, SYSTEM, UnitOfWork } from '#kernel/api';
import { hash } from '@node-rs/argon2';
import { Factors } from './factors.service.ts';
import { RecoveryCodes } from './recovery-codes.service.ts';
import { Totp } from './totp.service.ts';

const DEFAULTS = ['admin', 'root', 'administrator', 'user', 'test', 'demo', 'guest', 'rapport'].flatMap((name) => ['admin', 'password', '123456', name, 'changeme'].map((password) => [name, password] as const));

describe('signing in', () => {
  onEachDatabase((house) => {
    const db = () => house.get(Database);
    const write = (text: string, params: unknown[] = []) => as(SYSTEM, () => house.get(UnitOfWork).run(() => db().write(text, params)));
    const login = (username: string, password: string, headers: Record<string, string> = {}) => house.request(null, 'POST', '/auth/login', { username, password }, headers);
    const calm = () => write('DELETE FROM `throttle`');
    const cookies = (headers: Record<string, unknown>) => [headers['set-cookie']].flat().map((one) => String(one).split(';')[0]).join('; ');

    it('A4: a fresh installation has no account, whatever is tried', async () => {
      expect(DEFAULTS).toHaveLength(40);
      for (const [name, password] of DEFAULTS) expect([401, 429]).toContain((await login(name, password)).status);
      expect(await db().read('SELECT 1 FROM `user`')).toEqual([]);
      await calm();
    });

    it('A4: twenty set-ups at once make one administrator, and then there is no such address', async () => {
      await house.get(Setup).address();
      const form = (n: number) => ({ token: 'x'.repeat(40), name: 'Root', username: `root${n}`, password: PASSWORD, workspace: 'Anyuan', language: 'en', timeZone: 'UTC', currency: 'CNY' });
      const tries = await Promise.all(Array.from({ length: 20 }, (_, n) => house.request(null, 'POST', '/setup', form(n))));
      expect(tries.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 19 }, () => 404)]);
      expect(await db().read('SELECT 1 FROM `user`')).toHaveLength(1);
      const kinds = ['/setup', '/setup/', '/SETUP', '/Setup', '//setup', '/%73etup'].flatMap((path) => ['GET', 'POST', 'PUT', 'HEAD', 'PATCH', 'DELETE'].map((method) => [method, path] as const));
      for (const [method, path] of kinds) {
        const answer = await house.request(null, method, path, method === 'POST' || method === 'PUT' ? form(1) : undefined, { 'x-requested-with': 'XMLHttpRequest' });
        expect([method, path, answer.status]).toEqual([method, path, 404]);
      }
    });

    it('A1: a password is an Argon2id hash of the cost of today, and one of lesser cost is renewed when it is used', async () => {
      const ann = await house.person('Ann', ['sales']);
      const username = await house.letSignIn(ann);
      const stored = async () => (await db().read<{ passwordHash: string }>('SELECT `passwordHash` FROM `credential` WHERE `userId` = ?', [ann.id]))[0]?.passwordHash ?? '';
      expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      await write('UPDATE `credential` SET `passwordHash` = ? WHERE `userId` = ?', [await hash(PASSWORD, { memoryCost: 4096, timeCost: 1, parallelism: 1 }), ann.id]);
      expect((await login(username, PASSWORD)).status).toBe(200);
      expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });

    it('A1: of two hundred sign-ins at once a bounded number is computed, the rest wait or are told to come back, and the server stays awake', { retry: 2 }, async () => {
      const bob = await house.person('Bob', ['sales']);
      await house.letSignIn(bob);
      const passwords = house.get(Passwords);
      const before = process.memoryUsage().rss;
      const waits: number[] = [];
      const watch = setInterval(async () => {
        const start = performance.now();
        await house.app.inject({ method: 'GET', url: '/health/live' });
        waits.push(performance.now() - start);
      }, 25);
      const tries = await Promise.all(Array.from({ length: 200 }, () => passwords.holds(bob.id, 'wrong').catch((error: { status: number; retryAfter: number }) => error)));
      clearInterval(watch);
      const refused = tries.filter((outcome) => typeof outcome === 'object');
      expect(refused.length).toBeGreaterThan(50);
      expect(refused.every((problem) => typeof problem === 'object' && problem.status === 503 && problem.retryAfter > 0)).toBe(true);
      expect(waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0).toBeLessThan(250);
      expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
    });

    it('A5: guessing slows down by what the server derives, on every instance, while a known device still gets in', async () => {
      const username = await house.letSignIn(await house.person('Victim', ['sales']));
      const known = cookies((await login(username, PASSWORD)).headers);
      const other = await anotherInstance(house);
      const spelling = [username, username.toUpperCase(), ` ${username} `, username.replace('v', 'ｖ')];
      const statuses: number[] = [];
      for (let n = 0; n < 200; n++) {
        const payload = { username: spelling[n % spelling.length], password: `wrong ${n}` };
        const app = n % 2 ? house.app : other;
        const answer = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload, headers: { 'x-forwarded-for': `10.0.0.${n}`, 'x-real-ip': `10.0.0.${n}`, forwarded: `for=10.0.0.${n}` } });
        statuses.push(answer.statusCode);
        if (answer.statusCode === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      }
      await other.close();
      expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
      expect(statuses.slice(20).filter((status) => status === 429).length).toBeGreaterThan(170);
      expect((await login(username, PASSWORD)).status).toBe(429);
      expect((await login(username, PASSWORD, { cookie: known })).status).toBe(200);
      expect((await house.request(null, 'POST', '/auth/login', { username, password: 'x', extra: 1 })).status).toBe(400);
      await calm();
    });

    it('A5: tries that come at once count as many', async () => {
      const username = await house.letSignIn(await house.person('Burst', ['sales']));
      const tries = await Promise.all(Array.from({ length: 40 }, (_, n) => login(username, `wrong ${n}`)));
      expect(tries.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
      await calm();
    });

    it('A6: an answer does not tell whether there is such an account, nor that it may not sign in', async () => {
      const [known, invited, gone] = [await house.person('Known', ['sales']), await house.person('Invited', ['sales']), await house.person('Gone', ['sales'])];
      const names = [await house.letSignIn(known), house.names.get(invited.id as string) as string, await house.letSignIn(gone), 'nobody-at-all'];
      await write("UPDATE `user` SET `status` = 'invited' WHERE `id` = ?", [invited.id]);
      await write("UPDATE `user` SET `status` = 'inactive' WHERE `id` = ?", [gone.id]);
      const told = async (path: string, body: (name: string) => object) => {
        const answers = [];
        for (const name of names) {
          const { status, body: answer, headers } = await house.request(null, 'POST', path, body(name));
          answers.push(JSON.stringify([status, { ...answer, requestId: null }, Object.keys(headers).sort()]));
        }
        return new Set(answers).size;
      };
      expect(await told('/auth/login', (username) => ({ username, password: 'wrong wrong wrong' }))).toBe(1);
      expect(await told('/auth/forgot', (username) => ({ username }))).toBe(1);
      await calm();
    });

    it('A6: nor does the time it takes', { retry: 2 }, async () => {
      const username = await house.letSignIn(await house.person('Timed', ['sales']));
      const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
      for (let n = 0; n < 60; n++) {
        for (const kind of n % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
          const start = performance.now();
          await login(kind === 'known' ? username : 'nobody-at-all', 'wrong');
          times[kind].push(performance.now() - start);
          await calm();
        }
      }
      const wins = times.known.flatMap((a) => times.unknown.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
      const auc = wins.reduce((sum, win) => sum + win, 0) / wins.length;
      expect(auc).toBeGreaterThan(0.3);
      expect(auc).toBeLessThan(0.7);
    });

    it('A10: whoever has not passed the second step is nobody, on every route', async () => {
      const root = await house.person('Half', ['administrator']);
      const username = await house.letSignIn(root);
      await house.get(RecoveryCodes).renew(root.id as string);
      await house.get(Totp).begin(root.id as string, username);
      await write('UPDATE `totp` SET `secret` = `pending` WHERE `userId` = ?', [root.id]);
      expect(await house.get(Factors).waysOf(root.id as string)).toEqual(['totp', 'recovery']);
      const { status, body, headers } = await login(username, PASSWORD);
      expect([status, Object.keys(body), headers['set-cookie']]).toEqual([200, ['factor'], undefined]);
      const routes = routesOf(house.app).filter(({ needs }) => needs !== null);
      expect(routes.length).toBeGreaterThan(60);
      for (const { method, path } of routes) {
        const url = path.replace(/:\w+/g, '019378f0-0000-7000-8000-000000000001');
        const [pending, nobody] = await Promise.all(
          ([{ authorization: `Bearer ${body.factor.token}` }, {}] as Record<string, string>[]).map((sent) => house.app.inject({ method: method as 'GET', url, headers: { 'content-type': 'application/json', ...sent }, ...(method === 'GET' ? {} : { payload: '{}' }) })),
        );
        const shown = (answer: typeof pending) => answer && [answer.statusCode, JSON.parse(answer.body).code];
        expect([path, shown(pending)]).toEqual([path, shown(nobody)]);
        expect(pending?.statusCode).toBe(401);
      }
    });

    it('A10: two people with the same password share no token, and a token of one opens no step of another', async () => {
      const [one, two] = [await house.letSignIn(await house.person('One', ['sales'])), await house.letSignIn(await house.person('Two', ['sales']))];
      const [a, b] = [await login(one, PASSWORD), await login(two, PASSWORD)];
      expect([a.body, b.body]).toEqual([1, 2].map(() => expect.objectContaining({ accessToken: expect.any(String) })));
      expect(a.body.accessToken).not.toBe(b.body.accessToken);
      const me = async (token: string) => {
        const answer = await house.app.inject({ method: 'GET', url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } });
        expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([200, expect.any(String)]);
        return answer.json().user.username;
      };
      expect([await me(a.body.accessToken), await me(b.body.accessToken)]).toEqual([one, two]);
    });
  });
});
