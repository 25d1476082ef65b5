import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { objectOf, openApiOf, routesOf } from '#kernel/api';
import { check, fieldsOf, type Class } from '#kernel/model';
import { NewContact } from '#contacts/model';
import { CustomerChange, NewCustomer } from '#customers/model';
import { NewOpportunity } from '#opportunities/model';
import { NewProduct } from '#products/model';

const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (to: Ajv2020) => void)(ajv);
const uuid = '019378f0-0000-7000-8000-000000000001';
const VALUES = [null, '', 'a', 'x'.repeat(201), 0, -1, 1.5, 2 ** 60, true, 'open', 'company', '2026-02-28', '2026-02-30', uuid, [], ['a'], [1], {}, 'CNY', 'a@b.cn', 10_001];
const BODIES: readonly (readonly [Class, Record<string, unknown>])[] = [
  [NewCustomer, { name: 'a', kind: 'company', status: 'active' }], [CustomerChange, {}], [NewContact, { name: 'a' }],
  [NewProduct, { code: 'a', name: 'a', price: 1, currency: 'CNY', onSale: true }], [NewOpportunity, { name: 'a' }],
]; // prettier-ignore
/** Rules that a schema cannot say, or says more narrowly. */
const BEYOND = ['currency', 'creditCode', 'website', 'phones', 'emails', 'wechatPhone', 'privateEmail'];

describe('the document of the API', () => {
  it('says of a body what the model says', () => {
    const differing = BODIES.flatMap(([of, valid]) => {
      const holds = ajv.compile(objectOf(of));
      expect(holds(valid)).toBe(true);
      return fieldsOf(of).filter(({ name }) => !BEYOND.includes(name)).flatMap(({ name }) =>
        VALUES.filter((value) => holds({ ...valid, [name]: value }) !== (check(of, { ...valid, [name]: value }).length === 0)).map((value) => `${of.name}.${name} ${JSON.stringify(value)}`),
      );
    });
    expect(differing).toEqual([]);
  });

  onEachDatabase((house) => {
    it('has every route, and no other', async () => {
      const document = openApiOf(house.app, '1') as { paths: Record<string, Record<string, unknown>> };
      const told = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
      expect(told.sort()).toEqual(routesOf(house.app).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).sort());
    });

    it('D1: is what tools take: a server, a licence, one name and one sentence for each operation, and what goes wrong', () => {
      const document = openApiOf(house.app, '1') as { servers: object[]; info: { license: object }; paths: Record<string, Record<string, { operationId: string; summary: string; tags: string[]; responses: Record<string, object> }>> };
      const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
      expect([document.servers, document.info.license]).toEqual([[{ url: '/' }], { name: 'MIT', identifier: 'MIT' }]);
      expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
      expect(operations.filter(({ summary, tags, responses }) => !/^[A-Z][a-z ]+: [a-z ]+$/.test(summary) || tags.length !== 1 || !('4XX' in responses) || !('default' in responses))).toEqual([]);
    });

    it('is true of what the server answers', async () => {
      const root = await house.person('Root', ['administrator']);
      const answer = await house.app.inject({ method: 'GET', url: '/api/openapi.json', headers: { authorization: `Bearer ${await house.token(root)}` } });
      const document = answer.json();
      const schema = (path: string, method: string, status: string) =>
        ajv.compile({ ...document.paths[path][method].responses[status].content['application/json'].schema, components: document.components });
      const { body: customer } = await house.request(root, 'POST', '/customers', { name: 'A', kind: 'company', status: 'active', tags: ['x'] });
      const { body: deal } = await house.request(root, 'POST', '/opportunities', { name: 'D', customerId: customer.id, amount: 5 });
      const created = schema('/api/v1/opportunities', 'post', '201');
      expect(created(deal), JSON.stringify(created.errors)).toBe(true);
      for (const path of ['customers', 'contacts', 'products', 'opportunities', 'users', 'teams', 'stages', 'views']) {
        const page = schema(`/api/v1/${path}`, 'get', '200');
        expect(page((await house.request(root, 'GET', `/${path}${path === 'views' ? '?list=customers' : ''}`)).body), `${path} ${JSON.stringify(page.errors)}`).toBe(true);
      }
      expect((await house.app.inject({ method: 'GET', url: '/api/openapi.json' })).statusCode).toBe(401);
      expect((await house.app.inject({ method: 'GET', url: '/api/docs' })).body).toContain('swagger-ui');
    });
  });
});
