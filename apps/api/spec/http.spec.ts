import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Database, type Principal } from '#kernel/api';
import { headersOf, pagePolicy } from '../src/http/headers.ts';
import { RateLimit } from '../src/http/rate-limit.ts';
import { MOST_AT_ONCE, MOST_ON_SQLITE, Traffic } from '../src/http/traffic.ts';
import { aCustomer, addressOf, bodyOf, isFinal, operationsOf, raw, type Operation } from './surface.ts';

const JSON_TYPE = 'application/json';
/** What JSON may not say, with the status it gets. */
const BAD_JSON: readonly (readonly [string, string])[] = [
  ['a key twice', '{"name":"a","name":"b"}'], ['a key twice, spelt differently', '{"name":"a","n\\u0061me":"b"}'], ['a key twice further in', '{"name":{"a":1,"a":2}}'],
  ['__proto__', '{"__proto__":{"isAdmin":true}}'], ['constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'], ['prototype further in', '{"tags":[{"prototype":1}]}'],
  ['NUL', '{"name":"a\\u0000b"}'], ['a bell', '{"name":"a\\u0007"}'], ['escape', '{"name":"\\u001b[31m"}'], ['half a character', '{"name":"\\ud800"}'], ['DEL', '{"name":"\\u007f"}'],
  ['thirteen levels', `${'['.repeat(13)}${']'.repeat(13)}`], ['a thousand levels', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`], ['5001 keys', `{${Array.from({ length: 5001 }, (_, n) => `"k${n}":1`).join()}}`],
  ['10001 entries', `[${'1,'.repeat(10_000)}1]`], ['no JSON', '{name:1}'], ['a comma too many', '{"name":"a",}'], ['two values', '{}{}'], ['a text', '"a"'], ['a number', '1'], ['null', 'null'], ['a list', '[]'], ['single quotes', "{'a':1}"], ['NaN', '{"a":NaN}'],
]; // prettier-ignore
const ORIGINS = ['null', 'http://evil.example', 'https://evil.example', 'http://localhost:3000.evil.example', 'http://localhost.evil.example', 'http://localhost:80:80', 'file://', 'chrome-extension://x', 'http://LOCALHOST.evil', 'http://127.0.0.1:1', 'https://localhost:99', '*'];
const TYPES = ['application/json\t', ' application/json x', 'application/json x', 'application/jsonx', 'text/json', 'text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/json; charset', 'application/json;;', 'APPLICATION/JSON, text/plain', 'multipart/mixed; boundary=x', 'application/json\u00a0'];

/** Folded, renewed and counted in the background, whoever asks for what; and what was refused is written down. */
const BY_THE_CLOCK = ['audit', 'audit_seal', 'data_key', 'deal_delta', 'deal_sum', 'job', 'lease'];

describe('the door of the server', () => {
  onEachDatabase((house) => {
    let root: Principal;
    let token = '';
    let id = '';
    let port = 0;
    let operations: Operation[] = [];
    const hash = async () => {
      const db = house.get(Database);
      const tables = await db.read<{ name: string }>(house.kind === 'sqlite' ? "SELECT `name` FROM `sqlite_master` WHERE `type` = 'table' ORDER BY `name`" : 'SELECT `table_name` AS `name` FROM `information_schema`.`tables` WHERE `table_schema` = DATABASE() ORDER BY `name`');
      const sums: Record<string, string> = {};
      for (const { name } of tables.filter((table) => !BY_THE_CLOCK.includes(table.name))) sums[name] = createHash('sha256').update((await db.read(`SELECT * FROM \`${name}\``)).map((row) => JSON.stringify(row)).sort().join()).digest('hex');
      return sums;
    };
    /** Bytes as they are, and what comes back. */
    const wire = (text: string, wait = 2000) => new Promise<string>((done) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (bytes) => (answer += bytes.toString())).on('close', () => done(answer)).on('error', () => done(answer));
      setTimeout(() => socket.destroy(), wait).unref();
    }); // prettier-ignore

    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      id = await aCustomer(house);
      operations = operationsOf(house);
      await house.app.listen(0, '127.0.0.1');
      port = (house.app.getHttpServer().address() as { port: number }).port;
    });

    // Some operations end the session of whoever tries them.
    beforeEach(async () => {
      if ((await raw(house, token, 'GET', '/api/v1/me')).statusCode === 401) token = await house.freshToken(root);
    });

    it('F2: puts the same headers on every route, and says nothing of itself', async () => {
      const lacking: string[] = [];
      for (const operation of operations) {
        for (const bearer of [token, 'nobody']) {
          const { headers } = await raw(house, bearer, operation.method === 'DELETE' ? 'GET' : operation.method, addressOf(operation, id), operation.method === 'GET' ? undefined : '[]');
          for (const [name, value] of Object.entries(headersOf('http://x'))) if (headers[name.toLowerCase()] !== value) lacking.push(`${operation.path} ${name}`);
          if (headers['cache-control'] !== 'no-store') lacking.push(`${operation.path} Cache-Control`);
          if (headers['content-type'] && !/charset=utf-8$/.test(String(headers['content-type']))) lacking.push(`${operation.path} ${String(headers['content-type'])}`);
          if (headers['server'] || headers['x-powered-by']) lacking.push(`${operation.path} tells its server`);
        }
      }
      expect(lacking).toEqual([]);
    });

    it('F1: gives every document a policy of its own, with a nonce that is never the same', async () => {
      const policies = await Promise.all([1, 2].map(async () => (await house.app.inject({ method: 'GET', url: '/api/docs' })).headers['content-security-policy'] as string));
      expect(new Set(policies).size).toBe(2);
      for (const policy of [...policies, pagePolicy('n')]) {
        expect(policy).toMatch(/script-src 'self' 'nonce-[^']+';.*object-src 'none'; base-uri 'none'.*frame-ancestors 'none'.*report-uri/);
        expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      }
      expect(pagePolicy('n')).toContain("require-trusted-types-for 'script'");
      expect(pagePolicy('n')).not.toContain('unsafe');
      const report = await house.app.inject({ method: 'POST', url: '/api/v1/csp-reports', payload: '{"csp-report":{}}', headers: { 'content-type': 'application/csp-report', origin: 'null' } });
      expect(report.statusCode).toBe(204);
    });

    it.each(BAD_JSON)('V4: refuses JSON with %s', async (_, text) => {
      const { statusCode, headers } = await raw(house, token, 'POST', '/api/v1/customers', text);
      expect([statusCode, headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    });

    it('V4: writes what looks the same the same way: composed, in one line', async () => {
      const { body } = await raw(house, token, 'POST', '/api/v1/customers', JSON.stringify({ name: 'Cafe\u0301\tNord\r\nWest', kind: 'company', status: 'active' }));
      expect(JSON.parse(body).name).toBe('Café Nord West');
    });

    it('D2: takes bodies up to a megabyte, addresses and lists up to their limits', async () => {
      expect((await raw(house, token, 'POST', '/api/v1/customers', JSON.stringify({ name: 'a'.repeat(1_100_000) }))).statusCode).toBe(413);
      expect((await raw(house, token, 'GET', `/api/v1/customers?q=${'a'.repeat(12_000)}`)).statusCode).toBe(414);
      for (const query of ['size=201', 'size=0', 'size=-1', 'size=1.5', 'size=1e3', `q=${'a'.repeat(201)}`, `name=${Array(202).join('a,')}a`]) expect((await raw(house, token, 'GET', `/api/v1/customers?${query}`)).statusCode, query).toBe(400);
      const many = ['name', 'name.ne', 'name.contains', 'name.starts', 'city', 'city.ne', 'city.contains', 'city.starts', 'city.empty', 'employees', 'employees.ne', 'employees.gte', 'employees.lte', 'employees.gt', 'employees.lt', 'employees.empty', 'createdAt', 'createdAt.gte', 'createdAt.lte', 'createdAt.gt', 'createdAt.lt'];
      const value = (name: string) => (name.endsWith('empty') ? 'true' : name.startsWith('created') ? 'today' : '1');
      expect((await raw(house, token, 'GET', `/api/v1/customers?${many.map((name) => `${name}=${value(name)}`).join('&')}`)).statusCode).toBe(400);
      expect((await wire(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(40_000)}\r\n\r\n`)).slice(0, 12)).toBe('HTTP/1.1 431');
    });

    it('D2: whoever sends slowly keeps nobody out; too many at once are told to come back', async () => {
      const traffic = house.get(Traffic);
      const { most } = traffic;
      expect(most).toBe(house.kind === 'sqlite' ? MOST_ON_SQLITE : MOST_AT_ONCE);
      const slow = Array.from({ length: 40 }, () => connect(port, '127.0.0.1', function (this: Socket) {
        this.write('POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"username":');
      })); // prettier-ignore
      await Promise.all(slow.map((socket) => new Promise((sent) => socket.once('connect', sent))));
      await new Promise((heard) => setTimeout(heard, 100));
      traffic.most = 20;
      expect((await raw(house, token, 'GET', '/api/v1/customers?size=1')).statusCode).toBe(200);
      for (const socket of slow) socket.destroy();
      traffic.most = 0;
      const { statusCode, headers } = await raw(house, token, 'GET', '/api/v1/customers?size=1');
      expect([statusCode, headers['retry-after'], (await house.app.inject({ method: 'GET', url: '/health/live' })).statusCode]).toEqual([503, '2', 200]);
      traffic.most = most;
      expect((await raw(house, token, 'GET', '/api/v1/customers?size=1')).statusCode).toBe(200);
    });

    it('D4: serves the methods it lists, and no other', async () => {
      for (const method of ['TRACE', 'PROPFIND', 'LINK', 'MKCOL', 'PURGE', 'REPORT', 'SEARCH', 'COPY']) {
        for (const path of ['/api/v1/customers', '/health/live', '/']) expect(await wire(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`), method).toMatch(/^HTTP\/1.1 (400|404|405)/);
      }
      const known = new Set(operations.map(({ method, path }) => `${method} ${path}`));
      for (const { path } of operations) {
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
          const other = operations.some((one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
          if (known.has(`${method} ${path}`) || other) continue;
          expect((await raw(house, token, method, path.replace(/\{\w+\}/g, 'x'), '{}')).statusCode, `${method} ${path}`).toBe(404);
        }
      }
    });

    it.each(TYPES)('D4: does not read a body that calls itself %j', async (type) => {
      const payload = '{"name":"x","kind":"company","status":"active"}';
      const { statusCode } = await raw(house, token, 'POST', '/api/v1/customers', payload, { 'content-type': type });
      expect(statusCode === 415 || statusCode === 400 || type.trim() === JSON_TYPE, `${statusCode}`).toBe(true);
    });

    it('D4: refuses a request whose length is told in two ways', async () => {
      const start = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
      for (const lengths of ['Content-Length: 2\r\nTransfer-Encoding: chunked', 'Content-Length: 2\r\nContent-Length: 5', 'Transfer-Encoding: xchunked', 'Content-Length: +2', 'Content-Length: 2, 2', 'Transfer-Encoding : chunked'])
        expect((await wire(`${start}${lengths}\r\n\r\n{}`)).slice(0, 12), lengths).toBe('HTTP/1.1 400');
    });

    it('S9: takes changes from its own pages alone: twelve other origins on every kind of route', async () => {
      const before = await hash();
      for (const origin of ORIGINS) {
        for (const [method, url] of [['POST', '/api/v1/auth/refresh'], ['POST', '/api/v1/auth/logout'], ['POST', '/api/v1/customers'], ['PATCH', `/api/v1/customers/${id}`], ['DELETE', `/api/v1/customers/${id}`]] as const) {
          const { statusCode, headers } = await raw(house, token, method, url, '{"name":"x"}', { origin, 'x-rapport': '1' });
          expect([statusCode, headers['access-control-allow-origin']], `${origin} ${method} ${url}`).toEqual([403, undefined]);
        }
        const { headers } = await raw(house, token, 'GET', '/api/v1/customers', undefined, { origin });
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
      for (const site of ['cross-site', 'same-site']) expect((await raw(house, token, 'POST', '/api/v1/auth/refresh', undefined, { 'sec-fetch-site': site, 'x-rapport': '1' })).statusCode).toBe(403);
      expect((await raw(house, token, 'POST', '/api/v1/auth/refresh', undefined, { origin: 'http://localhost:80' })).statusCode).toBe(403);
      expect(await hash()).toEqual(before);
    });

    it('S9: changes nothing by GET or HEAD, on any route', async () => {
      await raw(house, token, 'GET', '/api/v1/me');
      const before = await hash();
      for (const operation of operations) for (const method of ['GET', 'HEAD']) await raw(house, token, method, addressOf(operation, id));
      expect(await hash()).toEqual(before);
    });

    it('D1: serves the routes of its document and no other under /api', () => {
      const printed = house.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false, includeHooks: false });
      expect(printed).not.toMatch(/debug|\.env|\.git/);
      const told = operations.filter((one) => !isFinal(one)).map((one) => [one, bodyOf(one)] as const);
      expect(told.length).toBeGreaterThan(60);
    });

    it('D1: has nothing at the places people look for forgotten files', async () => {
      const places = ['/.git/config', '/.env', '/api/v1/.env', '/main.js.map', '/backup.sql', '/rapport.db', '/data/rapport.db', '/package.json', '/api/docs/assets/package.json', '/api/docs/assets/swagger-ui.css.map', '/api/docs/assets/index.html', '/api/docs/assets/', '/server-status', '/debug/pprof', '/metrics', '/api/docs/assets/%2e%2e/package.json', '/api/docs/assets/..%2f..%2fpackage.json'];
      for (const url of places) expect((await house.app.inject({ method: 'GET', url })).statusCode, url).toBeGreaterThanOrEqual(400);
    });
  });
});

describe('an allowance of requests', () => {
  it('D2: is spent, told, and comes back with time; others have their own', () => {
    const limit = new RateLimit(60);
    const first = Array.from({ length: 60 }, () => limit.take('ann', 'read', 0));
    expect(first.every(({ allowed }) => allowed)).toBe(true);
    expect(first[0]).toMatchObject({ limit: 60, remaining: 59 });
    expect(limit.take('ann', 'read', 0)).toMatchObject({ allowed: false, remaining: 0, wait: 1 });
    expect(limit.take('bob', 'read', 0).allowed).toBe(true);
    expect(limit.take('ann', 'read', 1000).allowed).toBe(true);
    expect(limit.take('ann', 'heavy', 0).limit).toBe(3);
    expect(limit.take('ann', 'write', 0).limit).toBe(30);
  });
});
