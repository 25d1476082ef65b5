import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import type { ImportKind, ImportView } from '#imports/model';

const folder = new URL('../../../tools/proof/', import.meta.url);
const mappings = JSON.parse(readFileSync(new URL('mappings.json', folder), 'utf8'));
const fixture = (name: string) => readFileSync(new URL(`fixture/${name}.csv`, folder), 'utf8');
type Person = Awaited<ReturnType<House['person']>>;

describe('an import', () => {
  onEachDatabase((house) => {
    const upload = async (who: Person, kind: ImportKind, text: string) => {
      const payload = `--x\r\nContent-Disposition: form-data; name="file"; filename="${kind}.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--x--\r\n`;
      return house.request(who, 'POST', `/imports?kind=${kind}`, payload as never, { 'content-type': 'multipart/form-data; boundary=x' });
    };
    const settled = async (who: Person, id: string): Promise<ImportView> => {
      for (let tries = 0; tries < 300; tries++) {
        const { body } = await house.request(who, 'GET', `/imports/${id}`);
        if (['checked', 'done', 'undone', 'failed'].includes(body.state)) return body;
        await new Promise((next) => setTimeout(next, 20));
      }
      throw new Error('The import does not end');
    };
    const go = async (who: Person, id: string, phase: 'check' | 'run' | 'undo') => {
      expect((await house.request(who, 'POST', `/imports/${id}/${phase}`)).status).toBe(202);
      return settled(who, id);
    };
    const bring = async (who: Person, kind: ImportKind, text: string, mapping = mappings[kind]) => {
      const { body } = await upload(who, kind, text);
      await house.request(who, 'PUT', `/imports/${body.id}/mapping`, mapping);
      return { id: body.id as string, checked: await go(who, body.id, 'check') };
    };
    const total = async (who: Person, path: string) => (await house.request(who, 'GET', path)).body.total;

    it('brings in a whole sales book: people, customers, products, deals', async () => {
      const root = await house.person('Root', ['administrator']);
      const pipeline = (await house.request(root, 'GET', '/pipelines')).body.items[0].id;
      await house.request(root, 'POST', '/stages', { pipelineId: pipeline, name: 'Engaging', position: 9, probability: 5000, forecastCategory: 'pipeline', requiredFields: [] });

      const people = await bring(root, 'user', fixture('sales_teams'));
      expect(people.checked.report).toMatchObject({ create: 3, error: 0 });
      expect((await go(root, people.id, 'run')).report).toMatchObject({ create: 5, error: 0, also: { team: 4 } });
      const { body: teams } = await house.request(root, 'GET', '/teams');
      expect(teams.items.map((team: any) => [team.name, team.parent?.name ?? null, team.head?.name ?? null])).toEqual([
        ['Chen Siyuan', 'East', 'Chen Siyuan'], ['East', null, null], ['Noor Haddad', 'West', 'Noor Haddad'], ['West', null, null],
      ]); // prettier-ignore

      const customers = await bring(root, 'customer', fixture('accounts'));
      expect(customers.checked.report).toMatchObject({ create: 3, error: 0, also: { industry: 1 } });
      expect((await go(root, customers.id, 'run')).report).toMatchObject({ create: 3, error: 0 });
      const lamp = (await house.request(root, 'GET', '/customers?q=blue')).body.items[0];
      expect(lamp).toMatchObject({ industry: 'technology', revenue: 1_250_000_000, parent: { name: 'Grey Harbour' }, country: 'China' });

      const products = await bring(root, 'product', fixture('products'));
      expect((await go(root, products.id, 'run')).report).toMatchObject({ create: 3, also: { category: 2 } });

      const deals = await bring(root, 'opportunity', fixture('sales_pipeline'));
      expect(deals.checked.report).toMatchObject({ create: 6, error: 0 });
      expect((await go(root, deals.id, 'run')).report).toMatchObject({ create: 6, error: 0, skip: 0 });
      const won = (await house.request(root, 'GET', '/opportunities?externalId=F0000001')).body;
      expect(won.code ?? 'unknown').toBe('invalid');
      const { body: list } = await house.request(root, 'GET', '/opportunities?status=won&sort=closedOn');
      expect(list.items[0]).toMatchObject({ name: 'GTXPro Blue Lamp', amount: 451_400, openedOn: '2016-10-20', closedOn: '2016-11-09', imported: true, owner: { name: 'Wang Hai' }, stage: { name: 'Engaging' } });
      const { body: passages } = await house.request(root, 'GET', `/opportunities/${list.items[0].id}/stages`);
      expect(passages.items.map((one: any) => [one.status, one.enteredAt.slice(0, 10), one.leftAt?.slice(0, 10) ?? null])).toEqual([
        ['open', '2016-10-20', '2016-11-09'], ['won', '2016-11-09', null],
      ]); // prettier-ignore

      const again = await bring(root, 'opportunity', fixture('sales_pipeline'));
      expect(again.checked.report).toMatchObject({ create: 0, skip: 6 });
      expect((await go(root, again.id, 'run')).report).toMatchObject({ create: 0, skip: 6 });

      const { body: lost } = await house.request(root, 'GET', '/opportunities?status=lost');
      await house.request(root, 'PATCH', `/opportunities/${lost.items[0].id}`, { note: 'I know better' }, { 'if-match': `"${lost.items[0].version}"` });
      const undone = await go(root, deals.id, 'undo');
      expect(undone.report?.undone).toEqual({ removed: 5, restored: 0, kept: 1 });
      const { body: kept } = await house.request(root, 'GET', `/imports/${deals.id}/results?result=kept`);
      expect(kept.items).toMatchObject([{ kind: 'opportunity', id: lost.items[0].id, name: lost.items[0].name, result: 'kept', reason: 'stale' }]);
      expect(await total(root, '/opportunities')).toBe(1);
    });

    it('brings in competitors, and the deals fought against them', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const rivals = (await upload(max, 'competitor', 'Company,Website\nAcme,https://acme.example\n')).body;
      expect((await go(max, rivals.id, 'check')).report).toMatchObject({ create: 1, error: 0 });
      await go(max, rivals.id, 'run');
      const deals = (await upload(max, 'opportunity', 'Name,Competitor\nLamps,Acme\n')).body;
      expect((await go(max, deals.id, 'check')).report).toMatchObject({ create: 1, error: 0 });
      await go(max, deals.id, 'run');
      expect((await house.request(max, 'GET', '/opportunities?name=Lamps')).body.items).toMatchObject([{ competitor: { name: 'Acme' } }]);
    });

    it('tells by cause what is wrong before anything is written', async () => {
      const ann = await house.person('Ann', ['sales']);
      const text = 'name,kind,status,employees,parentId\nGood,company,active,5,\nBad,company,odd,many,Nobody\n,person,active,,\nLong,company,active,1,,x\n';
      const { body } = await upload(ann, 'customer', text);
      expect(body).toMatchObject({ state: 'uploaded', rows: 4, reading: { format: 'csv', delimiter: ',', encoding: 'utf-8', headerRow: 1 }, columns: [{ name: 'name', filled: 3 }, {}, {}, {}, {}] });
      expect(body.mapping.columns.map(({ target }: { target: string }) => target)).toEqual(['name', 'kind', 'status', 'employees', 'parentId']);
      const checked = await go(ann, body.id, 'check');
      expect(checked.report).toMatchObject({ create: 1, error: 3 });
      expect(checked.report?.groups.map(({ code, target, rows }) => `${code} ${target} ${rows}`).sort()).toEqual([
        'choice status 1', 'number employees 1', 'reference parentId 1', 'required name 1', 'too-many-cells  1',
      ]); // prettier-ignore
      expect(await total(ann, '/customers')).toBe(0);
      const { body: csv } = await house.request(ann, 'GET', `/imports/${body.id}/bad-rows.csv`);
      expect(csv.split('\r\n')).toHaveLength(5);
      await go(ann, body.id, 'run');
      expect(await total(ann, '/customers')).toBe(1);
      const bob = await house.person('Bob', ['sales']);
      expect((await house.request(bob, 'GET', `/imports/${body.id}`)).status).toBe(404);
    });

    it('refuses files it cannot read, and people who may not', async () => {
      const ann = await house.person('Ann', ['sales']);
      const code = async (text: string) => (await upload(ann, 'customer', text)).body.errors[0].code;
      expect([await code(''), await code('name\n'), await code('name\n"a\nb')]).toEqual(['no-header', 'no-rows', 'csv']);
      expect((await upload(ann, 'user', 'name\nX')).status).toBe(403);
      expect((await house.request(ann, 'POST', '/imports?kind=customer')).body.errors).toEqual([{ pointer: '/file', code: 'required' }]);
    });

    it('writes many rows in several units of work', async () => {
      const root = await house.person('Root', ['administrator']);
      const rows = Array.from({ length: 450 }, (_, index) => `Firm ${index},company,active`).join('\n');
      const { id } = await bring(root, 'customer', `name,kind,status\n${rows}\n`, { source: 'x', columns: ['name', 'kind', 'status'].map((name) => ({ target: name, column: name, values: [] })) });
      await go(root, id, 'run');
      expect(await total(root, '/customers?name.starts=Firm')).toBe(450);
    });
  });
});
