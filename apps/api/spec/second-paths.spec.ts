import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { House } from '#house';
import { Principals } from '#accounts/api';
import { catalogueOf, Database, Records, recordTables, ruledFields } from '#kernel/api';
import { fieldsOf, type Class, type FieldRight } from '#kernel/model';
import { SLICES } from '../src/slices.ts';
import { addressOf, operationsOf, pluralOf, RANDOM, takesId, validBody, type Operation } from './matrix/operations.ts';
import { holds } from './matrix/rights.ts';
import { changedBetween, tracesOf } from './matrix/traces.ts';
import { buildWorld, ownedKinds, type World } from './matrix/world.ts';

/** Told from columns by statements of their own, whatever they add up. */
const FIGURES = /\/(reports|prices|price-table|components)(\/|$)/;
/** Names and whole records are told or left out field by field, and settings count for whoever keeps them. */
const NAMES = /^SELECT r\.`id`, r\.`\w+` AS `name`|\br\.`version`/;
const OF_SETTINGS = 'GET /api/v1/option-sets/:set/uses';
const ADDED = /\b(SUM|AVG|MIN|MAX)\(|GROUP BY/;

/** Permissions of those who look after people, rights, settings, secrets, backups and the audit. */
const ADMINISTERS = /^(user|team|role|workspace|option|approval-flow|audit|key|backup|mail|provider|session|privacy|health)\./;
/** Belongs to nobody, and is worth hiding nevertheless. */
const PRICED = ['product', 'price-book', 'price-entry', 'stock'];

/** The fields of records that a statement reads, as `kind.field`. */
function fieldsIn(text: string): string[] {
  const named = [...text.matchAll(/(?:FROM|JOIN) `(\w+)`(?: (?!WHERE|JOIN|ON|LEFT|SET|GROUP|ORDER|LIMIT)(\w+))?/g)];
  return named.flatMap(([, table = '', alias]) => {
    const own = alias ? [...text.matchAll(new RegExp(`\\b${alias}\\.\`(\\w+)\``, 'g'))] : [...text.matchAll(/(?<![.\w])`(\w+)`/g)];
    const columns = new Set(own.map(([, column]) => column));
    return recordTables().filter(({ info }) => info.owned || PRICED.includes(info.name)).flatMap((of) => {
      const ruled = ruledFields(of).map(({ name }) => name);
      if (of.table === table) return ruled.filter((name) => columns.has(name)).map((name) => `${of.info.name}.${name}`);
      return ruled.filter((name) => `${of.table}_${name}` === table).map((name) => `${of.info.name}.${name}`);
    });
  });
}

describe('rights, on every path', () => {
  const house = new House('sqlite');
  let world: World;
  let rules: Record<string, FieldRight> = {};
  let minutes = 0;
  let suspended = false;
  beforeAll(async () => {
    await house.start();
    world = await buildWorld(house);
    const principals = house.get(Principals);
    const of = principals.of.bind(principals);
    // Everybody is who they are, but for the fields that are ruled just now, how long ago they signed in, and whether with a second factor.
    vi.spyOn(principals, 'of').mockImplementation(async (...who) => {
      const principal = await of(...who);
      return principal && { ...principal, fields: rules, signedInAt: Date.now() - minutes * 60_000, suspended };
    });
  });
  afterAll(() => house.stop());

  it('Z7: what is hidden is in no figure: what is made of it is not told at all', async () => {
    const { headers } = world.asker('administrator');
    const parts = [{ productId: world.mine['products'], quantity: 1000 }];
    const { id: bundle } = (await house.app.inject({ method: 'POST', url: '/api/v1/products', headers, payload: { code: 'B', name: 'B', price: 1, currency: 'CNY', onSale: true, bundling: 'sum', parts } })).json();
    const [read, added] = [vi.spyOn(house.get(Database), 'read'), vi.spyOn(house.get(Records).totals, 'rows')];
    /** What the statements of an answer were made of; nothing when it was refused. */
    const madeOf = async ({ name, path, top }: Operation): Promise<string[]> => {
      read.mockClear();
      added.mockClear();
      const asked = path.endsWith('/prices') ? `?productId=${world.mine['products']}&customerId=${world.mine['customers']}` : '';
      const ids = path.endsWith('/components') ? { ...world.mine, products: bundle } : world.mine;
      const { statusCode, body } = await house.app.inject({ method: 'GET', url: `${addressOf({ name, path, top } as Operation, ids)}${asked}`, headers });
      expect(statusCode, `${name} → ${body.slice(0, 200)}`).toBeLessThan(500);
      if (statusCode >= 400) return [];
      const texts = [...read.mock.calls.map(([text]) => text), ...added.mock.calls.map(([, { text }]) => text)];
      return [...new Set(texts.filter((text) => !NAMES.test(text) && (FIGURES.test(path) || ADDED.test(text))).flatMap(fieldsIn))];
    };
    const told: string[] = [];
    const tried: string[] = [];
    for (const operation of operationsOf(house).filter(({ method, name }) => method === 'GET' && name !== OF_SETTINGS)) {
      rules = {};
      for (const field of await madeOf(operation)) {
        rules = { [field]: 'hidden' };
        tried.push(field);
        if ((await madeOf(operation)).includes(field)) told.push(`${operation.name}: ${field}`);
      }
    }
    read.mockRestore();
    added.mockRestore();
    rules = {};
    expect(told).toEqual([]);
    expect(tried.length).toBeGreaterThan(50);
  });

  it('Z5, Z7: what is hidden, or may only be read, is written by no verb that takes it', async () => {
    const { headers } = world.asker('administrator');
    const taken: string[] = [];
    const bodies = operationsOf(house).flatMap((operation) => {
      const table = recordTables().find(({ info }) => info.name === operation.needs.split('.')[0]);
      const ruled = new Set(table ? ruledFields(table).map(({ name }) => name) : []);
      return operation.body && table ? fieldsOf(operation.body).flatMap(({ name }) => (ruled.has(name) ? [{ operation, kind: table.info.name, name }] : [])) : [];
    });
    for (const { operation, kind, name } of bodies) {
      for (const [right, code] of [['hidden', 'unknown'], ['masked', 'unknown'], ['read', 'read-only']] as const) {
        rules = { [`${kind}.${name}`]: right };
        const { statusCode, body } = await house.app.inject({ method: operation.method as 'POST', url: addressOf(operation, world.mine), headers: { ...headers, 'if-match': '"1"' }, payload: { [name]: 'x' } });
        const errors = (statusCode === 400 ? JSON.parse(body).errors : []) as { pointer: string; code: string }[];
        if (!errors.some((one) => one.pointer === `/${name}` && one.code === code)) taken.push(`${operation.name} ${name} ${right} → ${statusCode} ${body.slice(0, 100)}`);
      }
    }
    rules = {};
    expect(taken).toEqual([]);
    expect(bodies.filter(({ operation: { path } }) => /:id\/./.test(path)).length).toBeGreaterThan(8);
  });

  it('Z7: what is hidden is neither written nor guessed from what is refused: rows of a plan, cells of prices, what is left of a contract', async () => {
    const { headers } = world.asker('administrator');
    const send = async (method: 'PUT' | 'POST', url: string, payload: object, version = 1) => house.app.inject({ method, url: `/api/v1${url}`, headers: { ...headers, 'if-match': `"${version}"` }, payload });
    const { contracts, products } = world.mine;
    const books = world.mine['price-books'];
    rules = { 'receivable.amount': 'read' };
    const plan = await send('PUT', `/contracts/${contracts}/plan`, { rows: [{ dueOn: '2026-03-01', amount: 7 }] });
    rules = { 'price-entry.price': 'hidden' };
    const guesses = await Promise.all([1, 2].map((price) => send('POST', `/price-books/${books}/prices`, { cells: [{ productId: products, minQuantity: 0, price }] })));
    rules = { 'contract.received': 'hidden' };
    const tooMuch = await Promise.all([send('POST', '/payments', { contractId: contracts, amount: 1_000_000, receivedOn: '2026-01-02', allocations: [] }), send('POST', '/invoices', { contractId: contracts, kind: 'digital', amount: 1_000_000, lines: [] })]);
    expect(tooMuch.map(({ statusCode, body }) => [statusCode, JSON.parse(body).params])).toEqual([[422, undefined], [422, undefined]]);
    rules = {};
    expect([plan.statusCode, ...guesses.map(({ statusCode }) => statusCode)]).toEqual([400, 400, 400]);
    expect(JSON.parse(plan.body).errors).toEqual([{ pointer: '/amount', code: 'read-only' }]);
    expect(guesses.map(({ body }) => JSON.parse(body).errors)).toEqual([1, 2].map(() => [{ pointer: '/price', code: 'unknown' }]));
  });

  it('Z6: what a line points at is checked like what a record points at: nothing of others, nothing that is not there', async () => {
    const wrong: string[] = [];
    const tried: string[] = [];
    const before = await tracesOf(house);
    const lines = operationsOf(house).flatMap((operation) => (operation.body ? fieldsOf(operation.body).flatMap(({ name, line }) => (line ? fieldsOf(line).flatMap((ref) => (ref.kind === 'ref' && ref.to !== 'user' ? [{ operation, name, line, ref }] : [])) : [])) : []));
    for (const asker of ['own', 'team'].map((name) => world.asker(name))) {
      for (const { operation, name, line, ref } of lines.filter((one) => holds(asker, one.operation))) {
        const { method, top, body } = operation;
        const url = addressOf(operation, world.mine);
        const id = ownedKinds().includes(ref.to ?? '') ? world.foreign[pluralOf(ref.to ?? '')] : RANDOM;
        const now = takesId(operation) ? (await house.app.inject({ method: 'GET', url: `/api/v1/${top}/${world.mine[top]}`, headers: asker.headers })).json().version : 1;
        const payload = { ...validBody(body as Class, world.mine), [name]: [{ ...validBody(line, world.mine), [ref.name]: id }] };
        const answer = await house.app.inject({ method: method as 'POST', url, headers: { ...asker.headers, 'if-match': `"${now}"` }, payload });
        tried.push(ref.name);
        if (![400, 403, 404, 409, 422].includes(answer.statusCode)) wrong.push(`${asker.name}: ${operation.name} with ${name}/${ref.name} → ${answer.statusCode} ${answer.body.slice(0, 120)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(changedBetween(before, await tracesOf(house))).toEqual([]);
    expect([tried.includes('receivableId'), tried.includes('productId')]).toEqual([true, true]);
  });

  it('Z8: what is secret is in no answer of any route, not to administrators either: neither what is stored nor what was given', async () => {
    const { headers } = world.asker('administrator');
    const given = ['mail', 'provider', 'target'].map((of) => `given-${of}-${RANDOM}`);
    const [password, clientSecret, secret] = given;
    const put = async (method: 'PUT' | 'POST', path: string, payload: object) => (await house.app.inject({ method, url: `/api/v1${path}`, headers, payload })).statusCode;
    const done = [
      await put('PUT', '/mail-settings', { host: '127.0.0.1', port: 25, security: 'none', username: 'crm', password, sender: 'crm@harbour.example' }),
      await put('PUT', '/provider-settings', { issuer: 'https://login.harbour.example', clientId: 'crm', clientSecret, name: 'Harbour' }),
      await put('POST', '/backups/targets', { name: 'Far', kind: 's3', enabled: false, endpoint: 'https://s3.harbour.example', bucket: 'b', accessKeyId: 'AK', secret }),
      await put('PUT', '/alerts', { recipients: [], webhook: 'https://hooks.harbour.example/x' }),
    ];
    expect(done.filter((status) => status >= 300)).toEqual([]);
    const stored: string[] = [];
    for (const { table, column } of catalogueOf(SLICES).entries.filter(({ level, stored: how }) => level === 3 && how !== 'plain')) {
      const rows = await house.get(Database).read<{ value: unknown }>(`SELECT DISTINCT \`${column}\` AS \`value\` FROM \`${table}\` WHERE \`${column}\` IS NOT NULL LIMIT 500`);
      stored.push(...rows.flatMap(({ value }) => (typeof value === 'string' && value.length >= 16 ? [value] : [])));
    }
    expect(stored.length).toBeGreaterThan(10);
    const told: string[] = [];
    for (const operation of operationsOf(house).filter(({ method }) => method === 'GET')) {
      const { body } = await house.app.inject({ method: 'GET', url: addressOf(operation, world.mine), headers });
      told.push(...[...given, ...stored].filter((value) => body.includes(value)).map((value) => `${operation.name}: ${value.slice(0, 20)}`));
    }
    expect(told).toEqual([]);
  });

  it('A11, Z16: whatever administers asks for a second factor and a recent sign-in; what changes people, secrets or copies of everything for one of the last minutes', async () => {
    const { headers } = world.asker('administrator');
    const open: string[] = [];
    const tried = operationsOf(house).filter(({ needs, method }) => ADMINISTERS.test(needs) && !(method === 'GET' && /^(user|team|role)\.read$/.test(needs)));
    const said = async ({ method, path, top }: Operation) => {
      const { statusCode, body } = await house.app.inject({ method: method as 'POST', url: addressOf({ path, top } as Operation, world.mine), headers: { ...headers, 'if-match': '"999"' }, ...(method === 'GET' ? {} : { payload: {} }) });
      return `${statusCode} ${statusCode === 401 || statusCode === 403 ? JSON.parse(body).code : ''}`;
    };
    for (const operation of tried) {
      const [looks, guarded] = [operation.method === 'GET', /^(user|role|key|backup|mail|provider|session|privacy|health)\./.test(operation.needs)];
      suspended = true;
      const resting = await said(operation);
      suspended = false;
      if (resting !== '403 second-factor-needed') open.push(`${operation.name} without a second factor → ${resting}`);
      if (looks && !/^(audit|key|backup|health)\./.test(operation.needs)) continue;
      for (minutes of guarded && !looks ? [6, 61] : [61]) {
        const stale = await said(operation);
        if (stale !== '401 step-up-needed') open.push(`${operation.name} after ${minutes} minutes → ${stale}`);
      }
      minutes = 0;
    }
    expect(open).toEqual([]);
    expect(tried.length).toBeGreaterThan(60);
  });
});
