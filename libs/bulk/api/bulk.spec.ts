import readXlsx from 'read-excel-file/node';
import { describe, expect, it, vi } from 'vitest';
import { onEachDatabase, type House } from '#house';
import { as, Clock, Jobs, StoredFiles } from '#kernel/api';
import { fromInert, inert } from '#kernel/model';
import { Exports } from './exports.service.ts';

type Person = Awaited<ReturnType<House['person']>>;
const FORMULAS = ['=1+1', '+1', '-2+3', '@SUM(A1)', '＝1+1', '＠a', '－1', '＋1', "'=1", "''=1", '\u200b=1', '=cmd|calc!A1', '-', '=HYPERLINK("http://x","y")'];
const asked = { ids: [], query: null, ownerId: null, field: null, value: null, tags: [] };

describe('many records at once', () => {
  onEachDatabase((house) => {
    const customer = async (who: Person, name: string, more: object = {}) =>
      (await house.request(who, 'POST', '/customers', { name, kind: 'company', status: 'potential', phones: [], emails: [], tags: [], ...more })).body;
    const settled = async (who: Person, path: string) => {
      for (let tries = 0; tries < 200; tries++) {
        const { body } = await house.request(who, 'GET', path);
        if (!['collecting', 'running', 'undoing'].includes(body.state)) return body;
        await new Promise((next) => setTimeout(next, 20));
      }
      throw new Error('The work does not end');
    };
    const work = async (who: Person, body: object) => {
      const { status, body: started } = await house.request(who, 'POST', '/bulk', { ...asked, kind: 'customer', ...body });
      expect([status, started.code]).toEqual([202, undefined]);
      return settled(who, `/bulk/${started.id}`);
    };
    const undone = async (who: Person, id: string) => {
      expect((await house.request(who, 'POST', `/bulk/${id}/undo`)).status).toBe(202);
      return settled(who, `/bulk/${id}`);
    };
    const list = async (who: Person, query = '') => (await house.request(who, 'GET', `/customers?sort=name${query}`)).body.items as any[];

    it('are changed, tagged, assigned, deleted and restored; one undo takes each of these back', async () => {
      const root = await house.person('Root', ['administrator']);
      const bob = await house.person('Bob', ['sales']);
      for (const name of ['Amber', 'Blue', 'Cyan']) await customer(root, name, { city: 'Bern', tags: ['old'] });
      await customer(root, 'Dove', { city: 'Basel' });
      const bern = { query: 'city=Bern&sort=name' };

      const levels = await work(root, { ...bern, action: 'change', field: 'level', value: '"A"' });
      expect(levels).toMatchObject({ state: 'done', total: 3, report: { done: 3, failed: 0 } });
      expect((await list(root)).map(({ name, level }) => [name, level])).toEqual([['Amber', 'A'], ['Blue', 'A'], ['Cyan', 'A'], ['Dove', null]]);
      const tags = await work(root, { ...bern, action: 'tag', tags: ['fair', 'old'] });
      expect((await list(root, '&tags=fair')).map((one) => one.tags.join())).toEqual(['old,fair', 'old,fair', 'old,fair']);
      expect(await undone(root, tags.id)).toMatchObject({ state: 'undone' });
      expect(await list(root, '&tags=fair')).toEqual([]);

      const assigned = await work(root, { ...bern, action: 'assign', ownerId: bob.id });
      expect((await list(bob)).map(({ name }) => name)).toEqual(['Amber', 'Blue', 'Cyan']);
      const [amber] = await list(bob);
      await house.request(root, 'PATCH', `/customers/${amber.id}`, { city: 'Chur' }, { 'if-match': `"${amber.version}"` });
      expect(await undone(root, assigned.id)).toMatchObject({ state: 'undone', report: { kept: 1 } });
      expect((await list(bob)).map(({ name }) => name)).toEqual(['Amber']);

      const gone = await work(root, { action: 'delete', query: 'city=Bern' });
      expect((await list(root)).map(({ name }) => name)).toEqual(['Amber', 'Dove']);
      await undone(root, gone.id);
      expect(await list(root)).toHaveLength(4);
      await work(root, { action: 'delete', query: 'city=Bern' });
      await work(root, { action: 'restore', query: 'deleted=true' });
      expect(await list(root)).toHaveLength(4);
    });

    it('are each refused on their own, and the rest goes on', async () => {
      const ann = await house.person('Ann', ['sales-manager']);
      const bob = await house.person('Bob', ['sales']);
      const [mine, other] = [await customer(ann, 'Mine'), await customer(bob, 'Other')];
      const half = await work(ann, { action: 'change', field: 'city', value: '"Bern"', ids: [mine.id, other.id] });
      expect(half).toMatchObject({ total: 2, report: { done: 1, failed: 1, reasons: [{ code: 'not-found', count: 1, names: [''] }] } });
      const loop = await work(ann, { action: 'change', field: 'parentId', value: `"${mine.id}"`, ids: [mine.id] });
      expect(loop.report.reasons).toEqual([{ code: 'parent-cycle', count: 1, names: ['Mine'] }]);
      const { body: told } = await house.request(ann, 'GET', `/bulk/${loop.id}/results`);
      expect(String(told).replace(/^\ufeff/, '').split('\r\n').slice(0, 2)).toEqual(['Record,Id,Result,Reason', expect.stringMatching(new RegExp(`^Mine,${mine.id},refused,.{10,}`))]);
      expect((await house.request(bob, 'GET', `/bulk/${loop.id}/results`)).status).toBe(404);
    });

    it('stop when they are told to, and what was done until then can be taken back', async () => {
      const root = await house.person('Root', ['administrator']);
      for (let index = 0; index < 120; index++) await customer(root, `Stop ${index}`, { city: 'Stopville' });
      const { body: started } = await house.request(root, 'POST', '/bulk', { ...asked, kind: 'customer', action: 'change', field: 'level', value: '"B"', query: 'city=Stopville' });
      expect((await house.request(root, 'POST', `/bulk/${started.id}/cancel`)).body.state).toBe('cancelled');
      await house.get(Jobs).runDue();
      const stopped = await settled(root, `/bulk/${started.id}`);
      const changed = async () => (await house.request(root, 'GET', '/customers?city=Stopville&level=B')).body.total;
      expect([stopped.state, await changed()]).toEqual(['cancelled', stopped.report.done]);
      expect(stopped.report.done).toBeLessThan(120);
      await undone(root, started.id);
      expect(await changed()).toBe(0);
    });

    it('need their own permission, and touch nothing that is not changed by hand', async () => {
      const [root, bob] = [await house.person('Root', ['administrator']), await house.person('Bob', ['sales'])];
      const ask = async (who: Person, body: object) => {
        const { status, body: answer } = await house.request(who, 'POST', '/bulk', { ...asked, kind: 'customer', ...body });
        return [status, answer.errors?.[0]?.pointer];
      };
      expect(await ask(bob, { action: 'delete' })).toEqual([403, undefined]);
      for (const field of ['id', 'version', 'ownerId', 'createdAt', 'nothing']) expect(await ask(root, { action: 'change', field, value: '"x"' })).toEqual([400, '/field']);
      expect(await ask(root, { kind: 'opportunity', action: 'change', field: 'status', value: '"won"' })).toEqual([400, '/field']);
      expect(await ask(root, { action: 'change', field: 'level', value: '"Z"' })).toEqual([400, '/value']);
      expect(await ask(root, { action: 'change', field: 'level', value: '{' })).toEqual([400, '/value']);
      expect(await ask(root, { action: 'delete', query: 'nothing=1' })).toEqual([400, '/nothing']);
      expect(await ask(root, { action: 'tag', kind: 'nothing', tags: ['x'] })).toEqual([400, '/kind']);
      const { body: started } = await house.request(root, 'POST', '/bulk', { ...asked, kind: 'customer', action: 'delete', ids: [] , query: 'name=nobody' });
      expect((await house.request(bob, 'GET', `/bulk/${started.id}`)).status).toBe(404);
    });

    it('become a file that no spreadsheet computes, for the one who asked', async () => {
      const [root, bob] = [await house.person('Root', ['administrator']), await house.person('Bob', ['sales'])];
      await customer(root, '=1+1', { revenue: 123_456, city: 'Zug, "ZG"', status: 'active', phones: ['+41 44 668 18 00'], tags: ['x'] });
      const ask = { kind: 'customer', ids: [], query: 'name.starts=%3D1', columns: ['name', 'status', 'revenue', 'city', 'phones', 'ownerId'] };
      const { body: started } = await house.request(root, 'POST', '/exports', { ...ask, format: 'csv' });
      expect(await settled(root, `/exports/${started.id}`)).toMatchObject({ state: 'done', rows: 1 });
      const { body: text } = await house.request(root, 'GET', `/exports/${started.id}/file`);
      const [header, row] = String(text).replace(/^\ufeff/, '').split('\r\n');
      expect([header, row]).toEqual(['Name,Status,Annual revenue,City,Phones,Owner', `'=1+1,Active,1234.56,"Zug, ""ZG""",'+41446681800,Root`]);
      expect((await house.request(bob, 'GET', `/exports/${started.id}`)).status).toBe(404);
      expect((await house.request(bob, 'POST', '/exports', { ...ask, format: 'csv' })).status).toBe(403);
      expect((await house.request(root, 'POST', '/exports', { ...ask, format: 'csv', columns: ['custom'] })).status).toBe(400);

      const { body: book } = await house.request(root, 'POST', '/exports', { ...ask, format: 'xlsx' });
      expect(await settled(root, `/exports/${book.id}`)).toMatchObject({ state: 'done', rows: 1 });
      const file = await house.app.inject({ method: 'GET', url: `/api/v1/exports/${book.id}/file`, headers: { authorization: `Bearer ${await house.token(root)}` } });
      const [sheet, origin] = (await readXlsx(file.rawPayload)) as { data: unknown[][] }[];
      expect(origin?.data.map(([, value]) => value).slice(1)).toEqual(['Root', expect.any(String), 1, 'name.starts=%3D1']);
      expect(sheet?.data[1]).toEqual([`'=1+1`, 'Active', 1234.56, 'Zug, "ZG"', `'+41446681800`, 'Root']);
    });

    it('I7: a file that was exported and imported again gives equal records', async () => {
      const root = await house.person('Root', ['administrator']);
      for (const [index, name] of FORMULAS.entries()) await customer(root, name, { shortName: name, city: 'Inert', tags: [`${index}`, '=t'] });
      const columns = ['name', 'shortName', 'city', 'tags'];
      const { body: started } = await house.request(root, 'POST', '/exports', { kind: 'customer', ids: [], query: 'city=Inert&sort=createdAt', columns, format: 'csv' });
      await settled(root, `/exports/${started.id}`);
      const { body: text } = await house.request(root, 'GET', `/exports/${started.id}/file`);
      for (const cell of String(text).replace(/^\ufeff/, '').split(/[,\r\n]+/)) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@＝＋－＠\t]/);

      const boundary = 'x0x';
      const payload = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="c.csv"\r\nContent-Type: text/csv\r\n\r\n${String(text)}\r\n--${boundary}--\r\n`;
      const headers = { authorization: `Bearer ${await house.token(root)}`, 'content-type': `multipart/form-data; boundary=${boundary}` };
      const { id } = (await house.app.inject({ method: 'POST', url: '/api/v1/imports?kind=customer', headers, payload })).json();
      const column = (target: string, name: string) => ({ target, column: name, values: [] });
      const fixed = (target: string, value: string) => ({ target, text: value, values: [] });
      const mapping = { source: 'round', columns: [column('name', 'Name'), column('shortName', 'Short name'), column('tags', 'Tags'), fixed('city', 'Again'), fixed('kind', 'company'), fixed('status', 'potential')] };
      expect((await house.request(root, 'PUT', `/imports/${id}/mapping`, mapping)).status).toBe(200);
      await house.request(root, 'POST', `/imports/${id}/check`);
      const until = async (state: string) => {
        for (let tries = 0; tries < 200; tries++) {
          const { body } = await house.request(root, 'GET', `/imports/${id}`);
          if (body.state === state) return body;
          await new Promise((next) => setTimeout(next, 20));
        }
        throw new Error('The import does not end');
      };
      await until('checked');
      await house.request(root, 'POST', `/imports/${id}/run`);
      await until('done');
      const told = async (city: string) => (await house.request(root, 'GET', `/customers?city=${city}&sort=createdAt&size=100`)).body.items.map(({ name, shortName, tags }: any) => [name, shortName, tags]);
      expect(await told('Again')).toEqual(await told('Inert'));
    });

    it('I7: a file lives for a day, for the one who asked, and never holds what is hidden', async () => {
      const [root, other] = [await house.person('Root', ['administrator']), await house.person('Other', ['administrator'])];
      const ask = { kind: 'customer', ids: [], query: null, columns: ['name', 'phones'], format: 'csv' } as const;
      await expect(as({ ...root, clearance: 1 }, () => house.get(Exports).start({ ...ask, ids: [], columns: [...ask.columns] }))).rejects.toMatchObject({ errors: [{ pointer: '/columns/1', code: 'choice' }] });
      const { body: started } = await house.request(root, 'POST', '/exports', { kind: 'customer', ids: [], query: 'city=Inert', columns: ['name'], format: 'csv' });
      await settled(root, `/exports/${started.id}`);
      expect((await house.request(other, 'GET', `/exports/${started.id}/file`)).status).toBe(404);
      expect(await house.get(StoredFiles).bytes(started.id)).not.toBeNull();
      const later = new Date(Date.now() + 24 * 3_600_000 + 1000);
      const clock = vi.spyOn(house.get(Clock), 'now').mockReturnValue(later);
      await house.get(Jobs).runDue();
      clock.mockRestore();
      expect(await house.get(StoredFiles).bytes(started.id)).toBeNull();
      expect((await house.request(root, 'GET', `/exports/${started.id}`)).status).toBe(404);
    });
  });

  it('I7: a text is inert whatever stands before its sign', () => {
    expect(['=1', '+1', '-1', '@a', ' =1', '\t=1', '\u0000=1', '＝1', '\u200b=1', "'=1", '\tx'].map(inert).every((text) => text.startsWith("'"))).toBe(true);
    expect(['a=1', '1-2', 'x', '', '(1)', "'x"].map(inert)).toEqual(['a=1', '1-2', 'x', '', '(1)', "'x"]);
  });

  it('I7: what was made inert is read back as it was', () => {
    const texts = [...FORMULAS, 'plain', "'quoted", "it's", ''];
    expect(texts.map((text) => fromInert(inert(text)))).toEqual(texts);
  });
});
