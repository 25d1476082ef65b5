import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase, type Answer } from '#house';
import { RoleService } from '#accounts/api';
import { as, Database, Records, recordTables, ruledFields, SYSTEM, tableOf, type Principal, type RecordStore } from '#kernel/api';
import { fieldsOf, OPERATORS, type RecordView } from '#kernel/model';
import { operationsOf, RANDOM } from './matrix/operations.ts';

const CANARY = 'zqxcanary';
const HIDDEN = ['shortName', 'creditCode', 'city', 'country', 'level', 'revenue', 'tags', 'phones', 'parentId', 'note'];
const MASKED = ['employees', 'website'];
const VALUES: Record<string, unknown> = { shortName: CANARY, city: CANARY, country: CANARY, level: 'A', revenue: 987_654_321, tags: [CANARY], phones: ['+8613812345678'], note: CANARY, employees: 47110815, website: `https://${CANARY}.cn` };

describe('a hidden field', () => {
  onEachDatabase((house) => {
    let root: Principal;
    let blind: Principal;
    const ids: string[] = [];
    const ask = (path: string, method = 'GET', body?: object, headers = {}) => house.request(blind, method, path, body, headers);
    /** What was said, without what differs between any two requests. */
    const told = ({ status, body }: Answer, name: string) => JSON.stringify([status, body]).replaceAll(name, 'NAME').replace(/"requestId":"[^"]*"/, '').replace(/"totalAt":"[^"]*"/, '');

    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      const rules = [...HIDDEN.map((field) => ({ kind: 'customer', field, right: 'hidden' as const })), ...MASKED.map((field) => ({ kind: 'customer', field, right: 'masked' as const })), { kind: 'customer', field: 'province', right: 'read' as const }, { kind: 'opportunity', field: 'amount', right: 'hidden' as const }];
      const grants = ['customer.read', 'customer.create', 'customer.update', 'customer.export', 'customer.import', 'customer.bulk', 'opportunity.read', 'report.read', 'contact.read'].map((permission) => ({ permission, reach: 'all' as const }));
      await as(SYSTEM, () => house.get(RoleService).add({ key: 'blind', name: 'Blind', clearance: 3, grants, fields: rules }));
      blind = await house.person('Blind', ['blind']);
      for (let number = 0; number < 10; number++) {
        const { body } = await house.request(root, 'POST', '/customers', { name: `Firm ${number}`, kind: 'company', status: 'active', ...(number % 2 ? VALUES : {}) });
        ids.push(body.id);
      }
      await house.request(root, 'PATCH', `/customers/${ids[1]}`, { city: `${CANARY}2`, name: 'Firm 1b' }, { 'if-match': '"1"' });
      await house.request(root, 'POST', '/opportunities', { name: 'Deal', customerId: ids[1], amount: 987_654_321 });
    });

    it('Z7: is in no answer, and a masked one is a mask in every answer', async () => {
      const answers = [await ask('/customers?size=200'), ...(await Promise.all(ids.map((id) => ask(`/customers/${id}`)))), await ask(`/customers/${ids[1]}/history`), await ask('/opportunities'), await ask('/opportunities/board'), await ask(`/customers/${ids[1]}`, 'PATCH', { name: 'X' }, { 'if-match': '"1"' })];
      expect(JSON.stringify(answers)).not.toMatch(/zqxcanary|987654321|47110815|13812345678/);
      const { body } = await ask(`/customers/${ids[1]}`);
      expect(HIDDEN.filter((name) => name in body)).toEqual([]);
      expect(['parent', ...MASKED].map((name) => [name, body[name]])).toEqual([['parent', undefined], ['employees', null], ['website', null]]);
      expect((await house.request(root, 'GET', `/customers/${ids[1]}`)).body).toMatchObject({ city: `${CANARY}2`, employees: 47110815 });
      expect((await ask('/reports/sales?from=2020-01-01&to=2030-01-01')).status).toBe(403);
    });

    it('Z7: is an unknown field for every operator, order and spelling, word for word', async () => {
      const unknown = 'nosuch';
      const differing: string[] = [];
      for (const name of [...HIDDEN, ...MASKED]) {
        for (const operator of ['', ...OPERATORS.map((one) => `.${one}`), '.nope', '.name']) {
          for (const value of ['1', 'true', CANARY, 'A', '']) {
            const [mine, theirs] = [await ask(`/customers?${name}${operator}=${value}`), await ask(`/customers?${unknown}${operator}=${value}`)];
            if (mine.status !== 400 || told(mine, name) !== told(theirs, unknown)) differing.push(`${name}${operator}=${value}`);
          }
        }
        for (const sort of [name, `-${name}`]) {
          const [mine, theirs] = [await ask(`/customers?sort=${sort}`), await ask(`/customers?sort=${sort.replace(name, unknown)}`)];
          if (mine.status !== 400 || told(mine, name) !== told(theirs, unknown)) differing.push(`sort=${sort}`);
        }
        for (const odd of [`r.${name}`, `customer.${name}`, name.toUpperCase(), `custom.${name}`, `parent.${name}`, `\`${name}\``, `${name}%00`]) {
          if ((await ask(`/customers?${encodeURIComponent(odd)}=1`)).status !== 400) differing.push(odd);
        }
      }
      expect(differing).toEqual([]);
    });

    it('Z7: is not found by a search, and what can be read still is', async () => {
      for (const q of [CANARY, CANARY.slice(0, 3), `Firm ${CANARY}`, `${CANARY}2`]) expect((await ask(`/customers?q=${q}`)).body).toMatchObject({ items: [], total: 0 });
      expect((await ask('/customers?q=firm')).body.total).toBe(10);
      expect((await house.request(root, 'GET', `/customers?q=${CANARY}`)).body.total).toBe(5);
    });

    it('Z7: is not written, exported, changed in bulk or imported; one that is only read is told so', async () => {
      for (const name of [...HIDDEN, ...MASKED]) {
        const { status, body } = await ask(`/customers/${ids[0]}`, 'PATCH', { [name]: VALUES[name] ?? null }, { 'if-match': '"1"' });
        expect([name, status, body.errors]).toEqual([name, 400, [{ pointer: `/${name}`, code: 'unknown' }]]);
        expect((await ask('/bulk', 'POST', { kind: 'customer', action: 'change', field: name, value: 'null', ids: [ids[0]] })).status).toBe(400);
      }
      const made = await ask('/customers', 'POST', { name: 'New', kind: 'company', status: 'active', city: CANARY });
      expect([made.status, made.body.errors]).toEqual([400, [{ pointer: '/city', code: 'unknown' }]]);
      expect((await ask(`/customers/${ids[0]}`, 'PATCH', { province: 'X' }, { 'if-match': '"1"' })).body.errors).toEqual([{ pointer: '/province', code: 'read-only' }]);
      expect((await ask('/exports', 'POST', { kind: 'customer', format: 'csv', columns: ['name', 'city'], ids: [] })).body.errors).toEqual([{ pointer: '/columns/1', code: 'choice' }]);
      expect((await ask('/exports', 'POST', { kind: 'customer', format: 'csv', columns: ['name'], query: `city=${CANARY}`, ids: [] })).status).toBe(400);
      const targets = (await ask('/imports/targets')).body.customer.map(({ name }: { name: string }) => name);
      expect(targets.filter((name: string) => [...HIDDEN, ...MASKED, 'province'].includes(name))).toEqual([]);
    });

    it('Z8: no answer to anybody holds a hash, a token or a key that is stored', async () => {
      const paths = ['/users', `/users/${root.id}`, `/users/${root.id}/history`, '/me', '/people', '/roles', '/workspace'];
      const said = JSON.stringify(await Promise.all(paths.map((path) => house.request(root, 'GET', path))));
      const secrets = [
        ...(await house.get(Database).read<{ value: string }>('SELECT `passwordHash` AS `value` FROM `credential`')),
        ...(await house.get(Database).read<{ value: string }>('SELECT `hash` AS `value` FROM `refresh_token`')),
      ];
      expect(secrets.length).toBeGreaterThan(1);
      expect(secrets.filter(({ value }) => said.includes(value))).toEqual([]);
      for (const name of ['passwordHash', 'hash', 'credential', 'sealedChild']) expect((await house.request(root, 'GET', `/users?${name}=x`)).status).toBe(400);
    });

    it('Z7: of every kind is refused in a body that creates or changes a record', async () => {
      const accepted: string[] = [];
      const operations = operationsOf(house).filter(({ body, path, method }) => body && ((method === 'PATCH' && path.endsWith('/:id')) || method === 'POST') && recordTables().some(({ info }) => path.startsWith(`/api/v1/${info.path}`)));
      for (const { name, path, method, body, needs } of operations.filter(({ path }) => !/:id\/./.test(path))) {
        const table = tableOf(needs.split('.')[0] as string);
        const fields = ruledFields(table).filter((field) => fieldsOf(body as never).some((one) => one.name === field.name));
        const rules = Object.fromEntries(fields.map((field) => [`${table.info.name}.${field.name}`, 'hidden' as const]));
        const store = house.get(Records).stores.get(table.info.name) as RecordStore<RecordView>;
        const nobody = { ...blind, grants: { '*': 'all' as const }, fields: rules };
        for (const field of fields) {
          const write = () => (method === 'POST' ? store.create({ [field.name]: 'x' }) : store.update(RANDOM, 1, { [field.name]: 'x' }));
          const refusal = await as(nobody, async () => write()).catch((error: unknown) => error as { errors?: { pointer: string; code: string }[] });
          if (!(refusal as { errors?: object[] }).errors?.some((one) => JSON.stringify(one) === JSON.stringify({ pointer: `/${field.name}`, code: 'unknown' }))) accepted.push(`${name} ${path} ${field.name}`);
        }
      }
      expect(operations.length).toBeGreaterThan(15);
      expect(accepted).toEqual([]);
    });
  });
});
