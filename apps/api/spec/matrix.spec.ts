import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { House } from '#house';
import { Database, openApiOf, recordTables, routesOf } from '#kernel/api';
import { fieldsOf } from '#kernel/model';
import { OWNED_TABLES } from '../../../tools/slices/scoped-sql.mjs';
import { addressOf, MATRIX, operationsOf, pluralOf, RANDOM, takesId, validBody, type Operation } from './matrix/operations.ts';
import { holds, kindOf, reachesIn, seenBy } from './matrix/rights.ts';
import { changedBetween, tracesOf } from './matrix/traces.ts';
import { buildWorld, ownedKinds, settled, type Asker, type Ids, type World } from './matrix/world.ts';

/** The whole of it on every database when it is asked for alone; the fast one always. */
const KINDS = process.env['MATRIX'] === 'whole' ? (['sqlite', 'mariadb'] as const) : (['sqlite'] as const);
/** Done by nobody here, even by those who may: it fills the workspace, waits for a file, or ends the sessions of those who ask. */
const HEAVY = /^(POST|PUT|DELETE) \/api\/v1\/(sample-data|audit\/verify|sessions\/end-all|users\/:id\/(sessions|factors)|me\/|auth\/|keys|backups|mail-settings|provider-settings|alerts)/;
/** Ending what is over already is done, whoever asks. */
const IDEMPOTENT = ['POST /api/v1/me/sessions/:id/end'];
/** Others may look at a file that was brought; only whoever brought it changes and runs it. */
const FOR_ITS_OWNER = /^(PUT|PATCH|POST) \/api\/v1\/imports\/:id\//;
/** Its record would have to be in the recycle bin. */
const isRestore = ({ path }: Operation) => path.endsWith('/restore');

interface Said {
  readonly status: number;
  readonly body: string;
}

describe.each(KINDS)('the matrix of who may do what, on %s', (kind) => {
  const house = new House(kind);
  let world: World;
  let operations: Operation[];
  beforeAll(async () => {
    await house.start();
    world = await buildWorld(house);
    operations = operationsOf(house);
  });
  afterAll(() => house.stop());

  const send = async ({ method, body }: Pick<Operation, 'method' | 'body'>, url: string, { headers }: Pick<Asker, 'headers'>, payload?: object, version = 999): Promise<Said> => {
    const given = payload ?? (body ? validBody(body, world.mine) : undefined);
    const answer = await house.app.inject({
      method: method as 'GET', url, headers: { ...headers, ...(method === 'GET' ? {} : { 'if-match': `"${version}"` }) },
      ...(given && method !== 'GET' ? { payload: given } : {}),
    }); // prettier-ignore
    return { status: answer.statusCode, body: answer.body.replace(/"requestId":"[^"]*"/, '').replace(/"totalAt":"[^"]*"/, '') };
  };
  /** Whether the operation's record is there for somebody at all, whether a permission reaches it, and whether they hold what is asked for. */
  const sees = (asker: Asker, operation: Operation, ids: Ids) => seenBy(world, asker, operation, ids);
  const within = (principal: NonNullable<Asker['principal']>, permission: string, ids: Ids) => reachesIn(world, principal, permission, ids);

  it('Z1: has a line for every route and none besides, and the server and its document say the same', () => {
    const routes = routesOf(house.app).map(({ method, path, needs }) => [`${method} ${path}`, needs] as const);
    const lines = [...MATRIX.public.map((name) => [name, null] as const), ...Object.entries(MATRIX.operations)];
    expect(routes.map(([name]) => name).sort()).toEqual(lines.map(([name]) => name).sort());
    expect(Object.fromEntries(routes)).toEqual(Object.fromEntries(lines));
    const { paths } = openApiOf(house.app, '1') as { paths: Record<string, Record<string, { security?: unknown[]; description?: string }>> };
    const told = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { security, description }]) => {
      const needs = /`(.*)`/.exec(description ?? '')?.[1] ?? 'signed-in';
      return [`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`, security ? null : needs] as const;
    })); // prettier-ignore
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(lines));
  });

  it('Z2, Z13: refuses everybody who may not, and a refusal leaves no trace', async () => {
    const wrong: string[] = [];
    await settled(house);
    for (const asker of world.askers) {
      const before = await tracesOf(house);
      for (const operation of operations.filter((one) => !holds(asker, one))) {
        for (const ids of takesId(operation) ? [world.mine, world.foreign, RANDOM] : [world.mine]) {
          const { status, body } = await send(operation, addressOf(operation, ids), asker);
          const anonymous = asker.principal ? null : (await send(operation, addressOf(operation, ids), world.asker('anonymous'))).body;
          if (status !== (asker.principal ? 403 : 401) || (anonymous && body !== anonymous)) wrong.push(`${asker.name}: ${operation.name} → ${status} ${body.slice(0, 120)}`);
        }
      }
      const changed = changedBetween(before, await tracesOf(house));
      if (changed.length > 0) wrong.push(`${asker.name} changed ${changed.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('Z3: what belongs to others is not found, word for word like what does not exist', async () => {
    const wrong: string[] = [];
    for (const asker of world.askers.filter(({ principal }) => principal)) {
      const before = await tracesOf(house);
      for (const operation of operations.filter((one) => takesId(one) && holds(asker, one) && !IDEMPOTENT.includes(one.name))) {
        const missing = await send(operation, addressOf(operation, RANDOM), asker);
        if (missing.status !== 404) wrong.push(`${asker.name}: ${operation.name} of nothing → ${missing.status}`);
        for (const ids of [world.mine, world.foreign]) {
          if (sees(asker, operation, ids)) continue;
          const { status, body } = await send(operation, addressOf(operation, ids), asker);
          if (status !== 404 || body !== missing.body) wrong.push(`${asker.name}: ${operation.name} → ${status} ${body.slice(0, 200)}`);
        }
      }
      const changed = changedBetween(before, await tracesOf(house));
      if (changed.length > 0) wrong.push(`${asker.name} changed ${changed.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('Z5: what can be read alone is not written', async () => {
    const wrong: string[] = [];
    for (const asker of world.askers.filter(({ principal }) => principal)) {
      const before = await tracesOf(house);
      for (const operation of operations.filter((one) => takesId(one) && holds(asker, one) && ownedKinds().includes(kindOf(one)) && !isRestore(one))) {
        for (const ids of [world.mine, world.foreign]) {
          if (!sees(asker, operation, ids) || within(asker.principal as never, operation.needs, ids)) continue;
          const { status } = await send(operation, addressOf(operation, ids), asker);
          if (status !== 403) wrong.push(`${asker.name}: ${operation.name} → ${status}`);
        }
      }
      const changed = changedBetween(before, await tracesOf(house));
      if (changed.length > 0) wrong.push(`${asker.name} changed ${changed.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('Z2: other spellings of an address and other methods open nothing', async () => {
    const wrong: string[] = [];
    const before = await tracesOf(house);
    for (const asker of [world.asker('anonymous'), world.asker('no role')]) {
      for (const operation of operations.filter(({ needs }) => asker.principal === null || needs !== 'signed-in')) {
        const path = addressOf(operation, world.mine);
        const spellings = [`${path}/`, path.replace('/v1/', '//v1//'), `/${path}`, path.replace('/v1/', '/V1/'), path.toUpperCase(), path.replace('/v1/', '/%2e/v1/'), path.replace('/v1/', '/v1/x/%2e%2e/'), path.replace('/v1/', '%2fv1%2f'), `${path};a=b`, `${path}%00`, `${path}?a=b`];
        const tries = [...spellings.map((url) => [operation.method, url] as const), ['HEAD', path] as const, ['OPTIONS', path] as const, ['GET', path] as const];
        for (const [method, url] of tries) {
          if ((method === 'GET' || method === 'HEAD') && operation.method !== 'GET' && operations.some((other) => other.method === 'GET' && addressOf(other, world.mine) === path && other.needs === 'signed-in') && asker.principal) continue;
          const { status, body } = await send({ method, body: method === operation.method ? operation.body : undefined }, url, asker);
          if (status < 400 || status >= 500) wrong.push(`${asker.name}: ${method} ${url} → ${status} ${body.slice(0, 80)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(changedBetween(before, await tracesOf(house))).toEqual([]);
  });

  it('Z3: an id of others in the query answers like one that does not exist', async () => {
    const { paths } = openApiOf(house.app, '1') as { paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>> };
    const asker = world.asker('own');
    const wrong: string[] = [];
    for (const operation of operations.filter((one) => one.method === 'GET' && !takesId(one) && holds(asker, one))) {
      const names = (paths[operation.path]?.['get']?.parameters ?? []).filter((one) => one.in === 'query' && /(^id|Id)(\.\w+)?$/.test(one.name)).map(({ name }) => name);
      for (const name of [...names, ...(['shares', 'documents'].includes(operation.top) ? ['kind=customer&recordId'] : [])]) {
        for (const [word, id] of Object.entries(world.foreign).filter(([, one]) => !Object.values(world.mine).includes(one))) {
          const [foreign, missing] = [await send(operation, `${operation.path}?${name}=${id}`, asker), await send(operation, `${operation.path}?${name}=${RANDOM}`, asker)];
          if (foreign.status !== missing.status || foreign.body !== missing.body) wrong.push(`${operation.name}?${name} with one of ${word} → ${foreign.status} ${foreign.body.slice(0, 120)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('Z6: an id of others in a body is refused, and nothing is linked', async () => {
    const wrong: string[] = [];
    const tried = new Set<string>();
    const [own, team, far] = [world.asker('own'), world.asker('team'), world.asker('other team')];
    const before = await tracesOf(house);
    for (const operation of operations.filter(({ body, top }) => body && top !== 'me')) {
      const of = operation.body as NonNullable<Operation['body']>;
      for (const field of fieldsOf(of).filter(({ kind }) => kind === 'ref')) {
        const word = field.to === 'self' ? 'customers' : pluralOf(field.to ?? '');
        const stranger = field.to === 'user' ? far.principal?.id : field.to === 'team' ? far.principal?.teamId : null;
        const owned = field.to === 'self' || ownedKinds().includes(field.to ?? '');
        for (const asker of [own, team].filter((one) => holds(one, operation))) {
          if (operation.top === 'shares' && field.to === 'user') continue;
          const id = owned ? world.foreign[word] : (stranger ?? RANDOM);
          const now = takesId(operation) ? JSON.parse((await send({ method: 'GET', body: undefined }, `/api/v1/${operation.top}/${world.mine[operation.top]}`, asker)).body.replace(',,', ',').replace(',}', '}')) : {};
          const { status, body } = await send(operation, addressOf(operation, world.mine), asker, { ...validBody(of, world.mine), [field.name]: id }, now.version);
          tried.add(`${operation.name} ${field.name}`);
          if (![400, 403, 404, 409, 422].includes(status)) wrong.push(`${asker.name}: ${operation.name} with ${field.name} → ${status} ${body.slice(0, 120)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(changedBetween(before, await tracesOf(house))).toEqual([]);
    expect(tried.size).toBeGreaterThan(12);
  });

  it('Z9: what an operation does not name is refused at every depth', async () => {
    const wrong: string[] = [];
    const root = world.asker('administrator');
    const odd = ['deletedKey', 'custom', 'searchText', 'isAdmin', 'role', 'constructor', 'prototype'];
    const all = [...new Set([...recordTables().flatMap(({ columns }) => columns.map(({ name }) => name)), ...odd])];
    const before = await tracesOf(house);
    const refused = async (operation: Operation, payload: string, what: string) => {
      const answer = await house.app.inject({ method: operation.method as 'POST', url: addressOf(operation, world.mine), payload, headers: { ...root.headers, 'if-match': '"1"', 'content-type': 'application/json' } });
      if (answer.statusCode !== 400) wrong.push(`${operation.name} with ${what} → ${answer.statusCode}`);
    };
    for (const operation of operations.filter(({ body }) => body)) {
      const of = operation.body as NonNullable<Operation['body']>;
      const body = validBody(of, world.mine);
      const known = new Set(fieldsOf(of).map(({ name }) => name));
      for (const name of all.filter((one) => !known.has(one))) await refused(operation, JSON.stringify({ ...body, [name]: 'x' }), name);
      const open = JSON.stringify(body).slice(1);
      for (const name of ['__proto__', 'constructor']) await refused(operation, `{"${name}":{"isAdmin":true,"prototype":{"isAdmin":true}}${open === '}' ? '' : ','}${open}`, name);
      for (const { name, line } of fieldsOf(of)) {
        if (!line) continue;
        for (const inner of ['isAdmin', 'id', 'recordId']) await refused(operation, JSON.stringify({ ...body, [name]: [{ [inner]: 'x' }] }), `${name}/0/${inner}`);
        const rest = JSON.stringify({ ...body, [name]: undefined }).slice(1);
        await refused(operation, `{"${name}":[{"__proto__":{"isAdmin":true}}]${rest === '}' ? '' : ','}${rest}`, `${name}/0/__proto__`);
      }
    }
    expect(wrong).toEqual([]);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect(changedBetween(before, await tracesOf(house))).toEqual([]);
  });

  it('Z4: every statement on records carries the predicate of whoever asks', async () => {
    expect(recordTables().filter(({ info }) => info.owned).map(({ table }) => table).sort()).toEqual([...OWNED_TABLES].sort());
    const db = house.get(Database);
    const [read, write] = [vi.spyOn(db, 'read'), vi.spyOn(db, 'write')];
    const asker = world.asker('own');
    const open: string[] = [];
    const on = (verb: string) => new RegExp(`\\b(${verb})\\s+\`(${OWNED_TABLES.join('|')})\``, 'i');
    for (const operation of operations.filter((one) => holds(asker, one) && !HEAVY.test(one.name) && !one.path.includes('/mappings/') && one.top !== 'workspace')) {
      read.mockClear();
      write.mockClear();
      await send(operation, addressOf(operation, world.mine), asker);
      const asked = operation.method === 'GET' ? read.mock.calls.filter(([text]) => on('FROM|JOIN').test(text)) : [];
      const written = write.mock.calls.filter(([text]) => on('UPDATE|DELETE FROM').test(text));
      for (const [text] of [...asked, ...written]) if (!text.includes('`ownerId` = ?')) open.push(`${operation.name}: ${text.slice(0, 200)}`);
    }
    vi.restoreAllMocks();
    expect(open).toEqual([]);
  });

  it('Z12: no word opens a file, and nobody opens the file of another', async () => {
    const asker = world.asker('own');
    const file = operations.find(({ path }) => path === '/api/v1/exports/:id/file') as Operation;
    for (const word of ['shared', '1', 'true', '*', '%2a', 'null', 'undefined', world.foreign['exports'] as string, RANDOM]) {
      expect((await send(file, addressOf(file, word), asker)).status, word).toBe(404);
    }
    expect((await send(file, addressOf(file, world.mine), asker)).status).toBe(200);
  });

  it('Z2: lets everybody do what they may', async () => {
    const wrong: string[] = [];
    const rank = ({ method }: Operation) => (method === 'DELETE' ? 1 : 0);
    for (const asker of world.askers.filter(({ principal }) => principal)) {
      for (const operation of [...operations].sort((a, b) => rank(a) - rank(b))) {
        // Requests about a person belong to the one who made them, restores and downloads need a backup: their own specs tell of them.
        if (!holds(asker, operation) || HEAVY.test(operation.name) || isRestore(operation) || ['shares', 'documents'].includes(operation.top) || /\/(restorations|backups)\/:id/.test(operation.path) || (operation.top === 'privacy' && takesId(operation)) || (FOR_ITS_OWNER.test(operation.name) && asker.name !== 'own')) continue;
        if (takesId(operation) && (!sees(asker, operation, world.mine) || (ownedKinds().includes(kindOf(operation)) && !within(asker.principal as never, operation.needs, world.mine)))) continue;
        const { status, body } = await send(operation, addressOf(operation, world.mine), asker, operation.body && !takesId(operation) ? { nope: 1 } : undefined);
        if ([401, 403, 404].includes(status) || status >= 500) wrong.push(`${asker.name}: ${operation.name} → ${status} ${body.slice(0, 160)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
