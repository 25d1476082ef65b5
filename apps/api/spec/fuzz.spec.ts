import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Database } from '#kernel/api';
import { fieldsOf } from '#kernel/model';
import { operationsOf as withBodies } from './matrix/operations.ts';
import { aCustomer, addressOf, bodyOf, isFinal, operationsOf, raw, type Operation } from './surface.ts';

const SQL = [
  "'", '"', '`', "''", "' OR '1'='1", "' OR 1=1 -- ", "1; DROP TABLE customer", "'; SELECT SLEEP(5); -- ", "1 AND SLEEP(5)", "1) UNION SELECT `hash` FROM `password` -- ", '" OR ""="', '`name`', 'name`--',
  "\\' OR 1=1 -- ", '/*!50000SLEEP(5)*/', "1' AND (SELECT 1 FROM (SELECT SLEEP(5))x) -- ", 'BENCHMARK(10000000,MD5(1))', "||(SELECT sqlite_version())", "'; ATTACH DATABASE 'x' AS y; --", 'RANDOMBLOB(1000000000)',
  '0x27', '%27', '%', '_', '!%', '\\', '[]', '{}', '$ne', '{"$gt":""}', 'null', 'undefined', 'NaN', 'Infinity', '-0', '1e309', '9'.repeat(40), '-1', '0', 'true', 'me', 'my-team', 'today', '2026-02-30', '9999-99-99',
  '+275760-09-13', '../../etc/passwd', '${7*7}', '{{7*7}}', '中文', '😀', '‮', 'ﬀ', 'A'.repeat(3000), ',', ',,,,', 'a,b,c', '-', '--', '-createdAt', 'createdAt; DROP', 'id', '__proto__', 'constructor', 'toString',
]; // prettier-ignore
const WRONG = (name: string) => [`${name}=1&${name}=2`, `${name}[]=1`, `${name}[a]=1`, `${name}=%00`, `${name}=%07`, `${name}=%ED%A0%80`, `${name}.x=1`, `${name}=a&${name}=b&${name}=c`];
const junk = fc.oneof(fc.constantFrom(...SQL), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.tuple(fc.constantFrom(...SQL), fc.constantFrom(...SQL)).map((two) => two.join('')));
const SLOW = 2000;

describe('whatever is sent', () => {
  onEachDatabase((house) => {
    let token = '';
    let id = '';
    let operations: Operation[] = [];
    const refused = async (method: string, url: string, payload?: string): Promise<string | null> => {
      const before = performance.now();
      const { statusCode, body } = await raw(house, token, method, url, payload);
      const took = performance.now() - before;
      return statusCode >= 500 || took > SLOW ? `${method} ${url.slice(0, 200)} ${payload?.slice(0, 200) ?? ''}: ${statusCode} in ${Math.round(took)} ms ${body.slice(0, 200)}` : null;
    };

    beforeAll(async () => {
      const root = await house.person('Root', ['administrator']);
      token = await house.token(root);
      id = await aCustomer(house);
      operations = operationsOf(house).filter((operation) => !isFinal(operation));
    });

    it('V1: as a parameter of an address is no statement: 500 payloads, nothing fails, nothing takes long', async () => {
      const queries = operations.filter(({ method }) => method === 'GET').flatMap((operation) => operation.parameters.filter((one) => one.in === 'query').map(({ name }) => ({ url: addressOf(operation, id), name })));
      const wrong: string[] = [];
      for (const { url, name } of queries) for (const payload of fc.sample(junk, 4)) wrong.push((await refused('GET', `${url}?${name}=${encodeURIComponent(payload)}`)) ?? '');
      for (const payload of SQL) for (const list of ['customers', 'contacts', 'opportunities', 'products'])
        for (const name of ['q', 'sort', 'after', 'name.contains', 'ownerId', 'createdAt.gte', encodeURIComponent(payload)])
          wrong.push((await refused('GET', `/api/v1/${list}?${name}=${encodeURIComponent(payload)}`)) ?? '');
      expect(wrong.filter(Boolean).slice(0, 20)).toEqual([]);
      expect(queries.length).toBeGreaterThan(100);
    }, 240_000);

    it('V1, V4: as a text of a body or a part of a path is no statement either', async () => {
      const wrong: string[] = [];
      for (const operation of operations) {
        const valid = bodyOf(operation);
        const names = Object.keys(operation.body?.['properties'] ?? {});
        for (const name of names) for (const value of [...fc.sample(junk, 3), ...fc.sample(fc.jsonValue({ maxDepth: 3 }), 2)]) wrong.push((await refused(operation.method, addressOf(operation, id), JSON.stringify({ ...valid, [name]: value }))) ?? '');
        for (const payload of fc.sample(junk, operation.path.includes('{') ? 4 : 0))
          wrong.push((await refused(operation.method, operation.path.replace(/\{\w+\}/g, encodeURIComponent(payload)), operation.body ? JSON.stringify(valid) : undefined)) ?? '');
      }
      expect(wrong.filter(Boolean).slice(0, 20)).toEqual([]);
      expect(await house.get(Database).read('SELECT 1 FROM `customer` LIMIT 1')).toHaveLength(1);
    }, 240_000);

    it('V2: eight wrong kinds of each parameter are refused with 400', async () => {
      const known = operations.filter(({ method }) => method === 'GET').flatMap((operation) => operation.parameters.filter((one) => one.in === 'query').map(({ name }) => ({ url: addressOf(operation, id), name })));
      const taken: string[] = [];
      for (const { url, name } of known) {
        for (const query of WRONG(name)) {
          const { statusCode } = await raw(house, token, 'GET', `${url}?${query}`);
          if (statusCode !== 400) taken.push(`${url}?${query}: ${statusCode}`);
        }
      }
      expect(taken.slice(0, 20)).toEqual([]);
    }, 240_000);

    it('V2: an object, a list, a number or a flag in the place of a text or an id is refused with 400', async () => {
      const taken: string[] = [];
      for (const operation of operations) {
        const valid = bodyOf(operation);
        for (const [name, schema] of Object.entries<any>(operation.body?.['properties'] ?? {})) {
          if ([schema.type].flat()[0] !== 'string') continue;
          for (const value of [{}, [], ['a'], { a: 1 }, 1, true, { toString: 'x' }, [[]]]) {
            const { statusCode, body } = await raw(house, token, operation.method, addressOf(operation, id), JSON.stringify({ ...valid, [name]: value }));
            const early = statusCode === 403 || statusCode === 404 || statusCode === 428;
            if (statusCode !== 400 && !early) taken.push(`${operation.method} ${operation.path} ${name} ${JSON.stringify(value)}: ${statusCode} ${body.slice(0, 80)}`);
          }
        }
      }
      expect(taken.slice(0, 20)).toEqual([]);
    }, 240_000);

    it('V5: fifty thousand evil characters in any text take no time', async () => {
      const evil = ['a'.repeat(50_000), ' '.repeat(50_000) + 'x', `${'a@'.repeat(25_000)}`, `http://${'a.'.repeat(25_000)}`, '('.repeat(50_000), '\t '.repeat(25_000), '1'.repeat(50_000), 'é'.repeat(50_000), '0-'.repeat(25_000)];
      const times: number[] = [];
      for (const operation of operations) {
        const valid = bodyOf(operation);
        for (const [name, schema] of Object.entries<any>(operation.body?.['properties'] ?? {})) {
          const list = schema.type === 'array';
          if (!list && [schema.type].flat()[0] !== 'string') continue;
          for (const text of evil) {
            const before = performance.now();
            await raw(house, token, operation.method, addressOf(operation, id), JSON.stringify({ ...valid, [name]: list ? [text] : text }));
            times.push(performance.now() - before);
          }
        }
      }
      times.sort((a, b) => a - b);
      expect(times.length).toBeGreaterThan(500);
      expect(times[Math.floor(times.length * 0.99)]).toBeLessThan(200);
    }, 240_000);

    it('F5: a link that is none of the web is written by no operation', async () => {
      const links = withBodies(house).flatMap(({ method, path, body }) => (body ? fieldsOf(body).flatMap(({ kind, name }) => (kind === 'url' ? [{ method, url: path.replace(':id', id), name }] : [])) : []));
      const taken: string[] = [];
      for (const { method, url, name } of links) {
        for (const link of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)', ' javascript:alert(1)', 'data:text/html,<script>1</script>', 'vbscript:x', 'file:///etc/passwd', '//evil.example', 'ftp://x.example/', 'javascript&colon;alert(1)']) {
          const { statusCode, body } = await raw(house, token, method, url, JSON.stringify({ [name]: link }));
          const errors = statusCode === 400 ? (JSON.parse(body).errors as { pointer: string }[]) : [];
          if (!errors.some(({ pointer }) => pointer === `/${name}`)) taken.push(`${method} ${url} ${name} ${link}: ${statusCode} ${body.slice(0, 80)}`);
        }
      }
      expect(taken).toEqual([]);
      expect(links.length).toBeGreaterThan(4);
    });

    it('V6: a template stays the text it is', async () => {
      for (const text of ['{{7*7}}', '${7*7}', '<%=7*7%>', '{{constructor}}', '#{7*7}', '{{ facts }}', '[[${7*7}]]', '{column}']) {
        const { statusCode, body } = await raw(house, token, 'POST', '/api/v1/customers', JSON.stringify({ name: text, kind: 'company', status: 'active', tags: [text], note: text }));
        const answer = JSON.parse(body);
        expect([statusCode, answer.name, answer.tags, answer.note]).toEqual([201, text, [text], text]);
        const { body: problem } = await raw(house, token, 'POST', '/api/v1/customers', JSON.stringify({ [text]: text }));
        expect(JSON.parse(problem).errors[0].pointer).toContain(text.replaceAll('~', '~0').replaceAll('/', '~1'));
      }
    });

    it('V1: reaches the database as a value alone: no statement has it in its text', async () => {
      const database = house.get(Database);
      const { read, write } = database;
      const texts: string[] = [];
      Object.assign(database, {
        read: (text: string, params?: unknown[]) => (texts.push(text), read.call(database, text, params)),
        write: (text: string, params?: unknown[]) => (texts.push(text), write.call(database, text, params)),
      });
      const canary = "can'ary\\27x";
      for (const name of ['q', 'name', 'name.contains', 'name.starts', 'tags', 'city.ne', 'after', 'sort']) await raw(house, token, 'GET', `/api/v1/customers?${name}=${encodeURIComponent(canary)}`);
      const { statusCode } = await raw(house, token, 'POST', '/api/v1/customers', JSON.stringify({ name: canary, kind: 'company', status: 'active', tags: [canary] }));
      Object.assign(database, { read, write });
      expect(statusCode).toBe(201);
      expect(texts.length).toBeGreaterThan(10);
      expect(texts.filter((text) => text.includes("n'ary"))).toEqual([]);
    });

    it('V1, V2: a statement refuses what a driver would spell out as SQL', async () => {
      for (const value of [{ a: 1 }, ['a'], undefined, new Map(), () => 1].slice(0, 4)) await expect(house.get(Database).read('SELECT ? AS `x`', [value])).rejects.toThrow('plain values');
    });

    if (house.kind === 'mariadb') it('V1, D2: its connections quote as the driver does, and end what takes too long', async () => {
      const [row] = await house.get(Database).read<{ mode: string; most: number }>('SELECT @@sql_mode AS `mode`, @@max_statement_time AS `most`');
      expect(row?.mode).not.toContain('BACKSLASH');
      expect(Number(row?.most)).toBe(30);
    });
  });
});
