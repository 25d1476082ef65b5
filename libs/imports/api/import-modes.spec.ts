import { describe, expect, it } from 'vitest';
import { RoleService } from '#accounts/api';
import { onEachDatabase, type House } from '#house';
import { as, SYSTEM } from '#kernel/api';
import type { ImportKind, ImportView } from '#imports/model';

type Person = Awaited<ReturnType<House['person']>>;

describe('an import that meets what is there', () => {
  onEachDatabase((house) => {
    const upload = async (who: Person, kind: ImportKind, text: string): Promise<ImportView> => {
      const payload = `--x\r\nContent-Disposition: form-data; name="file"; filename="${kind}.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--x--\r\n`;
      return (await house.request(who, 'POST', `/imports?kind=${kind}`, payload as never, { 'content-type': 'multipart/form-data; boundary=x' })).body;
    };
    const go = async (who: Person, id: string, phase: 'check' | 'run' | 'undo'): Promise<ImportView> => {
      expect((await house.request(who, 'POST', `/imports/${id}/${phase}`)).status).toBe(202);
      for (let tries = 0; tries < 300; tries++) {
        const { body } = await house.request(who, 'GET', `/imports/${id}`);
        if (['checked', 'done', 'undone', 'failed'].includes(body.state)) return body;
        await new Promise((next) => setTimeout(next, 20));
      }
      throw new Error('The import does not end');
    };
    const bring = async (who: Person, text: string, mode: string, identity: string) => {
      const one = await upload(who, 'customer', text);
      expect((await house.request(who, 'PUT', `/imports/${one.id}/mapping`, { ...one.mapping, mode, identity })).status).toBe(200);
      return { id: one.id, ...(await go(who, one.id, 'check')).report };
    };
    const customers = async (who: Person, query = '') => (await house.request(who, 'GET', `/customers?sort=name${query}`)).body.items as any[];
    const first = 'name,kind,status,city,emails,externalId\nAmber,company,active,Bern,a@amber.example,1\nBlue,company,active,Basel,b@blue.example,2\n';

    it('skips, refuses, changes or adds, as it is told; what it changed is put back', async () => {
      const root = await house.person('Root', ['administrator']);
      const start = await bring(root, first, 'skip', 'externalId');
      await go(root, start.id, 'run');
      const next = 'name,kind,status,city,emails\nAmber,company,active,Genf,a@amber.example\nCyan,company,active,Chur,c@cyan.example\n';
      expect(await bring(root, next, 'skip', 'name')).toMatchObject({ create: 1, update: 0, skip: 1, error: 0 });
      expect(await bring(root, next, 'create', 'emails')).toMatchObject({ create: 1, update: 0, skip: 0, error: 1, groups: [{ code: 'exists-already', target: 'emails' }] });
      expect(await bring(root, next, 'update', 'emails')).toMatchObject({ create: 0, update: 1, skip: 1, error: 0 });
      const both = await bring(root, next, 'both', 'emails');
      expect(both).toMatchObject({ create: 1, update: 1, skip: 0, error: 0 });
      expect((await go(root, both.id, 'run')).report).toMatchObject({ create: 1, update: 1, error: 0 });
      expect((await customers(root)).map(({ name, city, version }) => [name, city, version])).toEqual([['Amber', 'Genf', 2], ['Blue', 'Basel', 1], ['Cyan', 'Chur', 1]]);
      await go(root, both.id, 'undo');
      expect((await customers(root)).map(({ name, city }) => [name, city])).toEqual([['Amber', 'Bern'], ['Blue', 'Basel']]);
    });

    it('changes nothing of what one may not see or change', async () => {
      const root = await house.person('Root', ['administrator']);
      const ann = await house.person('Ann', ['sales']);
      await go(root, (await bring(root, first, 'skip', 'externalId')).id, 'run');
      const foreign = await bring(ann, 'externalId,name,city\n1,Amber,Nowhere\n', 'update', 'externalId');
      expect((await go(ann, foreign.id, 'run')).report).toMatchObject({ update: 0, error: 1, groups: [{ code: 'not-found' }] });
      expect((await customers(root))[0]).toMatchObject({ name: 'Amber', city: 'Bern' });
    });

    it('takes a cell put right by hand, and offers the mapping again for the next file', async () => {
      const ann = await house.person('Ann', ['sales']);
      const bad = 'Firma;kind;status;employees\nAmber;company;active;many\nBlue;company;active;5\n';
      const one = await upload(ann, 'customer', bad);
      expect(one.reading).toMatchObject({ delimiter: ';' });
      const columns = [...one.mapping.columns, { target: 'name', column: 'Firma', values: [] }];
      await house.request(ann, 'PUT', `/imports/${one.id}/mapping`, { ...one.mapping, columns });
      expect((await go(ann, one.id, 'check')).report).toMatchObject({ create: 1, error: 1 });
      const { body: bads } = await house.request(ann, 'GET', `/imports/${one.id}/rows?bad=true`);
      expect(bads.items).toEqual([{ line: 2, cells: ['Amber', 'company', 'active', 'many'], faults: [{ code: 'number', target: 'employees', value: 'many' }] }]);
      const { body: still } = await house.request(ann, 'PATCH', `/imports/${one.id}/rows/2`, { column: 'employees', value: 'some' });
      expect(still.report).toMatchObject({ create: 1, error: 1 });
      const { body: fixed } = await house.request(ann, 'PATCH', `/imports/${one.id}/rows/2`, { column: 'employees', value: '12' });
      expect(fixed.report).toMatchObject({ create: 2, error: 0, groups: [] });
      expect((await go(ann, one.id, 'run')).report).toMatchObject({ create: 2, error: 0 });
      expect((await customers(ann)).map(({ name, employees }) => [name, employees])).toEqual([['Amber', 12], ['Blue', 5]]);

      const again = await upload(ann, 'customer', bad.replace('Amber', 'Cyan'));
      expect(again.mapping.columns.find(({ target }) => target === 'name')?.column).toBe('Firma');
      const { body: earlier } = await house.request(ann, 'GET', `/imports/${again.id}/mappings`);
      expect(earlier.items).toMatchObject([{ id: again.mapping.saved, name: 'customer', exact: true, own: true, shared: false }]);
    });

    it('shares a saved mapping with everybody, who may take it but not change it', async () => {
      const root = await house.person('Root', ['administrator']);
      const ann = await house.person('Ann', ['sales']);
      const bob = await house.person('Bob', ['sales']);
      const file = 'Firma,kind,status\nAmber,company,active\n';
      const run = async (who: Person) => {
        const one = await upload(who, 'customer', file);
        await house.request(who, 'PUT', `/imports/${one.id}/mapping`, { ...one.mapping, columns: [...one.mapping.columns.filter(({ target }) => target !== 'name'), { target: 'name', column: 'Firma', values: [] }] });
        await go(who, one.id, 'check');
        await go(who, one.id, 'run');
        return (await house.request(who, 'GET', `/imports/${one.id}/mappings`)).body.items[0];
      };
      const own = await run(ann);
      expect((await house.request(ann, 'PATCH', `/imports/mappings/${own.id}`, { shared: true })).status).toBe(403);
      expect((await house.request(ann, 'PATCH', `/imports/mappings/${own.id}`, { name: 'Trade fair' })).body).toMatchObject({ name: 'Trade fair' });
      expect((await upload(bob, 'customer', file)).mapping.saved ?? null).toBeNull();
      const everybodys = await run(root);
      await house.request(root, 'PATCH', `/imports/mappings/${everybodys.id}`, { name: 'House style', shared: true });
      const { mapping } = await upload(bob, 'customer', 'status,kind,Firma\nactive,company,Blue\n');
      expect([mapping.saved, mapping.columns.find(({ target }) => target === 'name')?.column]).toEqual([everybodys.id, 'Firma']);
      expect((await house.request(bob, 'PATCH', `/imports/mappings/${everybodys.id}`, { name: 'Mine' })).status).toBe(404);
      expect((await house.request(bob, 'DELETE', `/imports/mappings/${everybodys.id}`)).status).toBe(404);
      expect((await house.request(root, 'DELETE', `/imports/mappings/${everybodys.id}`)).status).toBe(204);
    });

    it('warns of rows that seem to be there already, apart from what is wrong', async () => {
      const ann = await house.person('Ann', ['sales']);
      await go(ann, (await bring(ann, 'name,kind,status\nAmber,company,active\n', 'skip', 'externalId')).id, 'run');
      const report = await bring(ann, 'name,kind,status,externalId\nAmber,company,active,77\nNew,company,active,78\nnew,company,active,79\n', 'skip', 'externalId');
      expect(report).toMatchObject({ create: 3, error: 0, groups: [] });
      expect(report.warnings?.map(({ code, target, lines }) => [code, target, ...lines])).toEqual([['known-value', 'name', 2], ['value-twice', 'name', 4]]);
    });

    it('I6: refuses row by row what one may not write, and keeps the file to oneself', async () => {
      const ann = await house.person('Iris', ['sales']);
      const bob = await house.person('Otto', ['sales']);
      const one = await upload(ann, 'customer', 'name,kind,status,owner,version,__proto__,constructor\nMine,company,active,Iris,9,x,y\nTheirs,company,active,Otto,9,x,y\n');
      expect(one.mapping.columns.map(({ target }) => target)).not.toContain('version');
      expect(await go(ann, one.id, 'check')).toMatchObject({ state: 'checked' });
      const { report } = await go(ann, one.id, 'run');
      expect(report).toMatchObject({ create: 1, error: 1, groups: [{ code: 'forbidden', lines: [3] }] });
      expect((await customers(ann)).map(({ name, version }) => [name, version])).toEqual([['Mine', 1]]);
      const seen = await Promise.all(['', '/rows', '/bad-rows.csv', '/mappings'].map((path) => house.request(bob, 'GET', `/imports/${one.id}${path}`)));
      expect(seen.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      // A file holds everything in clear: who imports all of its kind sees it only if nothing of the kind is masked for them.
      const looks = async (clearance: number): Promise<number[]> => {
        const key = `loader-${clearance}`;
        await as(SYSTEM, () => house.get(RoleService).add({ key, name: key, clearance, grants: ['import', 'read'].map((verb) => ({ permission: `customer.${verb}`, reach: 'all' as const })), fields: [] }));
        const loader = await house.person('Loader', [key]);
        const tries: [string, string, object?][] = [['GET', ''], ['GET', '/rows'], ['GET', '/bad-rows.csv'], ['PUT', '/mapping', next.mapping], ['PATCH', '/rows/2', { column: 'name', value: 'x' }], ['POST', '/check'], ['POST', '/run']];
        const answers = [];
        for (const [method, path, body] of tries) answers.push((await house.request(loader, method, `/imports/${next.id}${path}`, body)).status);
        return answers;
      };
      const next = await upload(ann, 'customer', 'name,kind,status\nNext,company,active\n');
      expect([await looks(1), await looks(3)]).toEqual([Array.from({ length: 7 }, () => 404), [200, 200, 200, 403, 403, 403, 403]]);
    });

    it('is read another way when it was read wrong', async () => {
      const ann = await house.person('Ann', ['sales']);
      const one = await upload(ann, 'customer', 'x;y,z\nname;kind,status\nAmber;company,active\n');
      const { body: read } = await house.request(ann, 'PUT', `/imports/${one.id}/reading`, { delimiter: ';', headerRow: 2 });
      expect([read.rows, read.columns.map(({ name }: { name: string }) => name)]).toEqual([1, ['name', 'kind,status']]);
      const { status } = await house.request(ann, 'PUT', `/imports/${one.id}/reading`, { headerRow: 9 });
      const { body: kept } = await house.request(ann, 'GET', `/imports/${one.id}`);
      expect([status, kept.rows, kept.reading.delimiter]).toEqual([400, 1, ';']);
    });

    it('stops where it is told to and goes on from there, or is taken back', async () => {
      const root = await house.person('Root', ['administrator']);
      const count = async () => (await house.request(root, 'GET', '/customers')).body.total - before;
      const before = (await house.request(root, 'GET', '/customers')).body.total;
      const lines = Array.from({ length: 1200 }, (_, index) => `Firm ${index},company,active`);
      const one = await upload(root, 'customer', `name,kind,status\n${lines.join('\n')}\n`);
      await go(root, one.id, 'check');
      await house.request(root, 'POST', `/imports/${one.id}/run`);
      const { body: paused } = await house.request(root, 'POST', `/imports/${one.id}/pause`);
      expect(paused.state).toBe('paused');
      const then = await count();
      const { body: refused } = await house.request(root, 'POST', `/imports/${one.id}/check`);
      expect([then < 1200, refused.code]).toEqual([true, 'import-state']);
      expect((await go(root, one.id, 'run')).report).toMatchObject({ create: 1200, error: 0 });
      expect(await count()).toBe(1200);

      const two = await upload(root, 'customer', `name,kind,status\n${lines.join('\n')}\n`);
      await house.request(root, 'PUT', `/imports/${two.id}/mapping`, { ...two.mapping, mode: 'skip', identity: 'externalId' });
      await go(root, two.id, 'check');
      await house.request(root, 'POST', `/imports/${two.id}/run`);
      expect((await house.request(root, 'POST', `/imports/${two.id}/cancel`)).body.state).toBe('cancelled');
      await go(root, two.id, 'undo');
      expect(await count()).toBe(1200);

      const three = await upload(root, 'customer', `name,kind,status\n${lines.slice(0, 350).join('\n')}\n`);
      await go(root, three.id, 'check');
      await go(root, three.id, 'run');
      await house.request(root, 'POST', `/imports/${three.id}/undo`);
      expect((await house.request(root, 'POST', `/imports/${three.id}/cancel`)).body.state).toBe('cancelled');
      const undone = await go(root, three.id, 'undo');
      expect([undone.report?.undone, await count()]).toEqual([{ removed: 350, restored: 0, kept: 0 }, 1200]);
      const { body: page } = await house.request(root, 'GET', `/imports/${three.id}/results`);
      const { body: next } = await house.request(root, 'GET', `/imports/${three.id}/results?before=${page.items.at(-1).place}`);
      expect([page.items.length, next.items.length, page.items[0].line, next.items[0].line]).toEqual([100, 100, 2, 102]);
    });
  });
});
