import { EventEmitter } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House, PASSWORD } from '#house';
import { CustomerService } from '#customers/api';
import { as, Database, eventOf, Jobs, routesOf, SECURITY_EVENTS, SecurityLog, SYSTEM, UnitOfWork, type Principal, type SecurityEvent } from '#kernel/api';
import { createApplication } from '../src/application.ts';
import { readConfig } from '../src/config.ts';
import { stayAlive } from '../src/last-resort.ts';

const LINE = {
  type: 'object',
  required: ['level', 'time', 'context', 'event', 'outcome', 'actor', 'session', 'address', 'requestId', 'object'],
  properties: {
    level: { type: 'integer' }, time: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' }, context: { const: 'Security' },
    event: { enum: Object.keys(SECURITY_EVENTS) }, outcome: { enum: ['done', 'refused', 'failed'] }, actor: { type: ['string', 'null'] }, session: { type: ['string', 'null'] },
    address: { type: ['string', 'null'] }, requestId: { type: ['string', 'null'] }, detail: { type: 'object' },
    object: { anyOf: [{ type: 'null' }, { type: 'object', required: ['kind', 'id'], properties: { kind: { type: 'string' }, id: { type: ['string', 'null'] } } }] },
  },
}; // prettier-ignore
type Line = Record<string, unknown> & { event?: string; context?: string };
const FORGED = '{"level":30,"context":"Security","event":"forged"}';

/** The logger is one for the whole process: all houses of this file write here. */
const written: string[] = [];
class LoudHouse extends House {
  override async start(): Promise<void> {
    this.url = await this.createDatabase();
    const config = { DATABASE_URL: this.url, DATA_DIR: this.folder, LOG_LEVEL: 'debug', ALLOW_INSECURE_COOKIES: '1', SETUP_TOKEN: 'x'.repeat(40) };
    this.app = await createApplication(readConfig(config), { write: (text: string) => void written.push(text) });
  }
}

describe('the log', () => {
  it('T1: every event of the inventory is told somewhere', () => {
    const root = new URL('../../../', import.meta.url).pathname;
    const files = globSync(['libs/*/api/**/*.ts', 'apps/api/src/**/*.ts'], { cwd: root }).filter((file) => !/\.spec\.ts$|security-log\.ts$/.test(file));
    const words = files.flatMap((file) => [...readFileSync(root + file, 'utf8').matchAll(/['`]([\w${}.-]+)['`]/g)].map(([, word = '']) => word));
    const told = new Set([...words.map(eventOf), ...(words.includes('backup.${row.kind}') ? ['backup.drill', 'backup.restore'] : [])]);
    expect(Object.keys(SECURITY_EVENTS).filter((event) => !told.has(event as SecurityEvent))).toEqual([]);
  });

  describe.each(['sqlite', 'mariadb'] as const)('on %s', (kind) => {
    const house = new LoudHouse(kind);
    let app: NestFastifyApplication;
    let ann: Principal;
    let token = '';
    const lines = (): Line[] => written.flatMap((text) => text.trimEnd().split('\n')).map((line) => JSON.parse(line) as Line);
    const events = () => lines().filter(({ context }) => context === 'Security');
    const ask = (method: string, url: string, payload?: object, headers: Record<string, string> = {}) =>
      app.inject({ method: method as 'GET', url, ...(payload ? { payload } : {}), headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers } });
    const trigger = async (name: string, verb: string, table: string) => {
      const sqlite = house.kind === 'sqlite';
      const body = sqlite ? "BEGIN SELECT RAISE(ABORT, 'out of order: CANARY-IN-MESSAGE'); END" : "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'out of order: CANARY-IN-MESSAGE'";
      await app.get<DataSource>(DataSource).query(`CREATE TRIGGER ${name} BEFORE ${verb} ON \`${table}\` ${body}`);
      return () => app.get<DataSource>(DataSource).query(`DROP TRIGGER ${name}`);
    };

    beforeAll(async () => {
      await house.start();
      ({ app } = house);
      ann = await house.person('Ann', ['administrator']);
      await house.letSignIn(ann);
      token = await house.token(ann);
    });
    afterAll(() => house.stop());

    it('T1: tells each event that concerns security in one line, always with the same words', async () => {
      const sam = await house.person('Sam', ['sales']);
      const named = await house.letSignIn(sam);
      const of = async (event: SecurityEvent, provoke: () => Promise<unknown>) => {
        const before = written.length;
        await provoke();
        for (let tries = 0; tries < 100 && !written.slice(before).some((text) => text.includes(`"${event}"`)); tries++) await new Promise((next) => setTimeout(next, 20));
        const own = written.slice(before).map((text) => JSON.parse(text) as Line).filter((line) => line.event === event); // prettier-ignore
        expect({ event, lines: own.length }).toEqual({ event, lines: 1 });
        return own[0] as Line;
      };
      let cookie = '';
      let stranger = '';
      const signIn = await of('auth.sign-in', async () => {
        const answer = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: named, password: PASSWORD } });
        cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
        stranger = answer.json().accessToken;
      });
      expect(signIn).toMatchObject({ actor: sam.id, object: { kind: 'user', id: sam.id }, outcome: 'done', address: '127.0.0.1' });
      const failed = await of('auth.sign-in-failed', () => app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: named, password: 'wrong wrong wrong' }, headers: { 'x-request-id': 'spec-failed' } }));
      expect(failed).toMatchObject({ outcome: 'refused', requestId: 'spec-failed' });
      const refused = await of('access.refused', () => app.inject({ method: 'GET', url: '/api/v1/audit', headers: { authorization: `Bearer ${stranger}` } }));
      expect(refused).toMatchObject({ actor: sam.id, outcome: 'refused', detail: { status: 403, route: '/api/v1/audit', permission: 'audit.read' } });
      expect(refused['session']).toMatch(/^[0-9a-f-]{36}$/);
      await of('auth.sign-out', () => app.inject({ method: 'POST', url: '/api/v1/auth/logout', headers: { cookie, 'x-rapport': '1', 'sec-fetch-site': 'same-origin' } }));
      await of('request.refused', () => ask('POST', '/api/v1/customers', { name: 'x', colour: 'red' }));
      await of('admin.changed', () => ask('POST', '/api/v1/teams', { name: `Spec ${house.kind}` }));
      await of('settings.changed', () => ask('PUT', '/api/v1/audit/retention', { days: 400 }));
      await of('data.export', () => ask('POST', '/api/v1/audit/exports', {}));
      await of('audit.verified', () => ask('POST', '/api/v1/audit/verify', {}));
      await of('data.bulk', () => ask('POST', '/api/v1/bulk', { kind: 'customer', action: 'delete', ids: [], query: 'name=nobody', field: null, value: null, ownerId: null, tags: [] }));
      const { id: person } = (await ask('POST', '/api/v1/contacts', { name: 'Masked', phones: ['+8613812345678'] })).json();
      expect(await of('data.reveal', () => ask('POST', `/api/v1/contacts/${person}/reveal`, { field: 'phones' }))).toMatchObject({ actor: ann.id, object: { kind: 'contact', id: person }, detail: { field: 'phones' } });
      expect(await of('privacy.searched', () => ask('POST', '/api/v1/privacy/search', { phone: '+8613812345678' }))).toMatchObject({ actor: ann.id, outcome: 'done' });
      await of('key.changed', () => ask('POST', '/api/v1/keys/rotations', { purpose: 'secret' }));
      const { accessToken: again } = (await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: named, password: PASSWORD } })).json();
      await of('auth.password-changed', () => app.inject({ method: 'POST', url: '/api/v1/me/password', payload: { current: PASSWORD, password: 'quite another horse battery' }, headers: { authorization: `Bearer ${again}` } }));
      const form = (text: string) => ({ method: 'POST' as const, payload: `--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--b--\r\n`, headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' } });
      const { id: file } = (await app.inject({ url: '/api/v1/imports?kind=customer', ...form('name,kind,status\nA,company,active') })).json();
      await ask('POST', `/api/v1/imports/${file}/check`).then(() => expect.poll(async () => (await ask('GET', `/api/v1/imports/${file}`)).json().state).toBe('checked'));
      await of('data.import', () => ask('POST', `/api/v1/imports/${file}/run`));
      await of('auth.throttled', async () => {
        for (let tries = 0; tries < 8; tries++) await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: 'nobody-here', password: 'wrong wrong wrong' } });
      }).catch(() => undefined);
      app.get(Jobs, { strict: false }).define('spec-fails', () => Promise.reject(new Error('no')));
      await of('job.failed', () => as(SYSTEM, () => app.get(Jobs, { strict: false }).add('spec-fails', {})));
      const undo = await trigger('spec_unexpected', 'INSERT', 'customer');
      await of('error.unexpected', () => ask('POST', '/api/v1/customers', { name: 'x', kind: 'company', status: 'active' }));
      await undo();

      const told = new Set(events().map(({ event }) => event));
      for (const event of Object.keys(SECURITY_EVENTS) as SecurityEvent[]) if (!told.has(event)) app.get(SecurityLog).tell(event, { kind: 'spec', detail: { n: 1 } });
      const valid = new Ajv().compile(LINE);
      expect(events().filter((line) => !valid(line))).toEqual([]);
      expect(new Set(events().map(({ event }) => event)).size).toBe(Object.keys(SECURITY_EVENTS).length);
      expect(['customer.reveal', 'contact.export', 'user.factor', 'role.update', 'customer.update'].map(eventOf)).toEqual(['data.reveal', 'data.export', 'auth.factor-changed', 'admin.changed', null]);
    });

    it('T2: no password, token, cookie, key or personal value is in any line at any level, whatever goes wrong', async () => {
      const canary = 'CANARY-4f1b';
      const phone = '+8613912345678';
      const undo = [await trigger('spec_canary', 'INSERT', 'customer'), await trigger('spec_canary_c', 'INSERT', 'contact')];
      const auth = { authorization: `Bearer ${canary}`, cookie: `rapport-refresh=${canary}`, referer: `http://localhost/invite?token=${canary}`, 'x-api-key': canary };
      await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: 'ann', password: canary } });
      await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: `{"username":"ann","password":"${canary}"`, headers: { 'content-type': 'application/json' } });
      await app.inject({ method: 'GET', url: '/api/v1/customers', headers: auth });
      await app.inject({ method: 'POST', url: '/api/v1/auth/refresh', headers: { ...auth, 'x-rapport': '1', 'sec-fetch-site': 'same-origin' } });
      await app.inject({ method: 'POST', url: '/api/v1/auth/password-by-token', payload: { token: canary.repeat(3), password: canary.repeat(3) } });
      await ask('GET', `/invite?token=${canary}`);
      await ask('GET', `/setup?token=${canary}`);
      await ask('GET', `/api/v1/contacts?phones=${canary}&q=${canary}&${canary}=1`);
      await ask('POST', '/api/v1/customers', { name: canary, kind: canary, [canary]: canary, [`a ${canary}`]: 1 });
      expect((await ask('POST', '/api/v1/customers', { name: canary, kind: 'company', status: 'active', phone: null })).statusCode).toBeGreaterThanOrEqual(400);
      await ask('POST', '/api/v1/contacts', { name: canary, phones: [phone] });
      const broken = app.get(UnitOfWork).run(() => app.get(Database).write(`INSERT INTO \`customer\` (\`id\`, \`nothing\`) VALUES ('${canary}', ?)`, [phone]));
      const error = await broken.catch((reason: unknown) => reason);
      app.get(Jobs, { strict: false }).define('spec-canary', () => Promise.reject(error as Error));
      await as(SYSTEM, () => app.get(Jobs, { strict: false }).add('spec-canary', { canary }));
      await app.get(Jobs, { strict: false }).runDue();
      const emitter = new EventEmitter();
      stayAlive(emitter as never);
      emitter.emit('unhandledRejection', error);
      for (const back of undo) await back();
      const log = written.join('');
      expect(log).toContain('QueryFailedError');
      expect(written.filter((line) => [canary, phone].some((secret) => line.includes(secret)))).toEqual([]);
      for (const secret of [canary, phone, '13912345678', PASSWORD, token, 'CANARY-IN-MESSAGE']) expect(log.includes(secret)).toBe(false);
    });

    it('T2: CR, LF, ANSI and U+2028 in values cannot forge a line', async () => {
      const before = written.length;
      const evil = `x\r\n${FORGED}\u2028${FORGED}\u0085\u009b31m\u001b[2J`;
      const headers = { 'user-agent': `x\u0085${FORGED}\u009b31m` };
      await ask('GET', `/api/v1/customers/${encodeURIComponent(evil)}`, undefined, headers);
      await ask('POST', '/api/v1/customers', { name: evil, kind: evil, [evil]: 1 }, headers);
      app.get(SecurityLog).tell('data.import', { kind: evil, detail: { evil } });
      const raw = written.slice(before).join('');
      const visible = raw.split(/\r\n|[\n\r\u0085\u2028\u2029]/).filter(Boolean); // prettier-ignore
      expect(visible.map((line) => (JSON.parse(line) as Line).event)).not.toContain('forged');
      expect(visible).toHaveLength(written.length - before);
      expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(raw)).toBe(false);
    });

    it('T5: what cannot be audited does not happen', async () => {
      const { id } = (await ask('POST', '/api/v1/customers', { name: 'Kept', kind: 'company', status: 'active' })).json();
      const count = async () => Number((await app.get(Database).read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `customer`'))[0]?.n);
      const sessions = async () => Number((await app.get(Database).read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `session`'))[0]?.n);
      for (const table of ['audit', 'audit_change']) {
        const before = [await count(), await sessions()];
        const undo = await trigger('spec_no_audit', 'INSERT', table);
        const attempts = [
          await ask('POST', '/api/v1/customers', { name: 'Unseen', kind: 'company', status: 'active' }),
          await ask('PATCH', `/api/v1/customers/${id}`, { name: 'Unseen' }, { 'if-match': '"1"' }),
          await ask('DELETE', `/api/v1/customers/${id}`, undefined, { 'if-match': '"1"' }),
          await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: house.names.get(ann.id as string), password: PASSWORD } }),
        ];
        await undo();
        expect(attempts.map(({ statusCode }) => statusCode)).toEqual([500, 500, 500, 500]);
        expect([await count(), await sessions()]).toEqual(before);
        expect((await ask('GET', `/api/v1/customers/${id}`)).json()).toMatchObject({ name: 'Kept', version: 1 });
      }
    });

    it('T5: changes and their audit rows are the same number, also after units that failed', async () => {
      const before = await app.get(Database).read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit_change` WHERE `recordKind` = 'customer' AND `field` = '*'");
      const customers = app.get(CustomerService, { strict: false });
      const attempts = Array.from({ length: 20 }, (_, index) =>
        as(SYSTEM, () => app.get(UnitOfWork).run(async () => {
          await customers.add({ name: `counted ${index}`, kind: 'company', status: 'active' });
          if (index % 3 === 0) throw new Error('no');
        })),
      ); // prettier-ignore
      const made = (await Promise.allSettled(attempts)).filter(({ status }) => status === 'fulfilled').length;
      const after = await app.get(Database).read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit_change` WHERE `recordKind` = 'customer' AND `field` = '*'");
      expect(Number(after[0]?.n) - Number(before[0]?.n)).toBe(made);
    });

    it('T6: whatever breaks in any room, the answer is a problem with a code and the request’s id, and nothing of the inside', async () => {
      const db = app.get(Database);
      const read = db.read.bind(db);
      const principal = /`session`|`user_roles`|`user` u|`team` WHERE|`role|`field_rule`|`grant/;
      const leak = Object.assign(new Error("SELECT `secret` FROM `vault` WHERE 'CANARY' at /srv/secret/file.ts"), { query: 'SELECT 1', errno: 1064 });
      db.read = ((text: string, params?: unknown[]) => (principal.test(text) ? read(text, params) : Promise.reject(leak))) as typeof db.read;
      const routes = routesOf(app).filter(({ method, path, needs }) => method === 'GET' && !path.includes(':') && path.startsWith('/api/v1') && needs !== null);
      try {
        const seen = [];
        for (const { path } of routes) {
          const answer = await ask('GET', path, undefined, { 'x-request-id': 'spec-broken' });
          if (answer.statusCode < 500) continue;
          seen.push(path);
          expect({ path, type: String(answer.headers['content-type']).split(';')[0], body: answer.json() }).toMatchObject({ path, type: 'application/problem+json', body: { code: 'unexpected', status: 500, requestId: 'spec-broken' } });
          expect(answer.body).not.toMatch(/SELECT|vault|CANARY|\.ts|node_modules| {4}at |better-sqlite3|mysql|typeorm/i);
        }
        expect(seen.length).toBeGreaterThan(8);
      } finally {
        db.read = read;
      }
      const odd = [await ask('GET', '/api/v1/nowhere'), await ask('GET', '/api/v1/customers/%E0%A4%A'), await ask('PUT', '/api/v1/customers'), await app.inject({ method: 'POST', url: '/api/v1/customers', payload: '{"a"', headers: { 'content-type': 'application/json' } })];
      for (const answer of odd) expect([String(answer.headers['content-type']), answer.body]).toEqual([expect.stringContaining('application/problem+json'), expect.not.stringMatching(/FST_|stack|\.ts/)]);
    });

    it('T6: a rejection that nobody handles is told, and the next request is served', async () => {
      const emitter = new EventEmitter();
      stayAlive(emitter as never);
      const before = written.length;
      emitter.emit('unhandledRejection', new Error('forgotten promise'));
      emitter.emit('uncaughtException', 'a text');
      expect(written.slice(before).join('')).toContain('forgotten promise');
      expect((await ask('GET', '/health/live')).statusCode).toBe(200);
    });

    it('audits refusals of people who signed in: thirty a minute each, then as a number', async () => {
      const kim = await house.person('Kim', ['read-only']);
      const before = Number((await app.get(Database).read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit` WHERE `action` = 'access.refused'"))[0]?.n);
      const own = (await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: await house.letSignIn(kim), password: PASSWORD } })).json().accessToken;
      for (let index = 0; index < 45; index++) await app.inject({ method: 'GET', url: '/api/v1/audit', headers: { authorization: `Bearer ${own}` } });
      await expect.poll(async () => Number((await app.get(Database).read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit` WHERE `action` = 'access.refused'"))[0]?.n) - before).toBe(30);
    });
  });
});
