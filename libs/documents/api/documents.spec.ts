import { existsSync, readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import { as, Clock, Database, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { DocumentSweep } from '#documents/api';
import { MOST_A_DAY } from '#documents/model';

const PDF = '%PDF-1.7 contract of the harbour';
const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))).filter((path) => statSync(path).isFile()) : []);

describe('the files of a record', () => {
  onEachDatabase((house) => {
    const files = (of: House) => filesIn(join(of.folder, 'files'));
    const send = async (who: Principal, path: string, name: string, content: string) => {
      const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
      const payload = Buffer.concat([Buffer.from(head), Buffer.from(content, 'latin1'), Buffer.from('\r\n--x--\r\n')]);
      const answer = await house.app.inject({ method: 'POST', url: `/api/v1${path}`, payload, headers: { authorization: `Bearer ${await house.token(who)}`, 'content-type': 'multipart/form-data; boundary=x' } });
      return { status: answer.statusCode, body: answer.json() };
    };
    const customerOf = async (who: Principal) => (await house.request(who, 'POST', '/customers', { name: 'Harbour', kind: 'company', status: 'active' })).body.id as string;
    const of = (id: string) => `/documents?kind=customer&recordId=${id}`;
    const take = async (who: Principal, id: string, revision = 1) =>
      house.app.inject({ method: 'GET', url: `/api/v1/documents/${id}/versions/${revision}/file`, headers: { authorization: `Bearer ${await house.token(who)}` } });

    it('I2: come back as they were brought, never to be run', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { status, body } = await send(ann, of(await customerOf(ann)), '海港合同.pdf', PDF);
      expect([status, body]).toMatchObject([201, { versions: [{ revision: 1, type: 'application/pdf', size: PDF.length, createdBy: { name: 'Ann' } }] }]);
      const answer = await take(ann, body.id);
      expect(answer.body).toBe(PDF);
      expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" });
      expect(String(answer.headers['content-disposition'])).toBe(`attachment; filename="_.pdf"; filename*=UTF-8''${encodeURIComponent('海港合同.pdf')}`);
    });

    it('have versions, the newest first, and each stays', async () => {
      const ann = await house.person('Ann', ['sales']);
      const id = await customerOf(ann);
      const { body } = await send(ann, of(id), 'a.pdf', `${PDF} 1`);
      const { body: next } = await send(ann, `/documents/${body.id}/versions`, 'b.pdf', `${PDF} 2`);
      expect(next).toMatchObject({ name: 'b.pdf', versions: [{ revision: 2, name: 'b.pdf' }, { revision: 1, name: 'a.pdf' }] });
      expect([(await take(ann, body.id, 1)).body, (await take(ann, body.id, 2)).body]).toEqual([`${PDF} 1`, `${PDF} 2`]);
      const { body: history } = await house.request(ann, 'GET', `/customers/${id}/history`);
      expect(history.items.map(({ action }: { action: string }) => action)).toEqual(['download', 'download', 'attach', 'attach', 'create']);
    });

    it('are numbered without a gap when ten versions come at once', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { body } = await send(ann, of(await customerOf(ann)), 'a.pdf', PDF);
      await Promise.all(Array.from({ length: 10 }, (_, n) => send(ann, `/documents/${body.id}/versions`, 'a.pdf', `${PDF} v${n}`)));
      const { body: list } = await house.request(ann, 'GET', of(body.recordId));
      expect(list.items[0].versions.map(({ revision }: { revision: number }) => revision)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    });

    it('C8: are kept once by what they contain, and not to be read on the disk', async () => {
      const ann = await house.person('Ann', ['sales']);
      const id = await customerOf(ann);
      const before = files(house).length;
      const text = `${PDF} twice ${id}`;
      await send(ann, of(id), 'a.pdf', text);
      await send(ann, of(id), 'b.pdf', text);
      expect(files(house).length).toBe(before + 1);
      expect(files(house).filter((path) => readFileSync(path).includes('harbour'))).toEqual([]);
    });

    it('I1, I2: are what their names say, and nothing a browser runs', async () => {
      const ann = await house.person('Ann', ['sales']);
      const place = of(await customerOf(ann));
      for (const [name, content] of [['a.pdf', '<html>'], ['a.html', '<html>'], ['a.svg', '<svg/>'], ['a.exe', 'MZ'], ['a.png', PDF], ['a.txt', '<script>'], ['../a.pdf', PDF], ['a', PDF]] as const) expect([name, (await send(ann, place, name, content)).status]).toEqual([name, 400]);
      expect((await send(ann, place, 'a.png', '\x89PNG\r\n\x1a\n...')).status).toBe(201);
      expect((await send(ann, place, 'big.pdf', `${PDF}${'x'.repeat(25 * 1024 * 1024)}`)).status).toBe(413);
    });

    it('Z3, Z12: follow their record: who may not see it finds none, who may not change it brings none', async () => {
      const [ann, bob, eve] = [await house.person('Ann', ['sales']), await house.person('Bob', ['sales']), await house.person('Eve', ['read-only'])];
      const id = await customerOf(ann);
      const { body } = await send(ann, of(id), 'a.pdf', PDF);
      expect((await house.request(bob, 'GET', of(id))).status).toBe(404);
      expect((await take(bob, body.id)).statusCode).toBe(404);
      expect((await take(eve, body.id)).statusCode).toBe(200);
      expect((await send(eve, of(id), 'a.pdf', PDF)).status).toBe(403);
      expect((await house.request(eve, 'DELETE', `/documents/${body.id}`)).status).toBe(403);
      expect((await house.request(ann, 'GET', '/documents?kind=nonsense&recordId=' + id)).status).toBe(400);
    });

    it('are gone when they are removed, and from the disk after thirty days', async () => {
      const ann = await house.person('Ann', ['sales']);
      const id = await customerOf(ann);
      const { body } = await send(ann, of(id), 'a.pdf', `${PDF} ${id}`);
      const count = files(house).length;
      expect((await house.request(ann, 'DELETE', `/documents/${body.id}`)).status).toBe(204);
      expect((await house.request(ann, 'GET', of(id))).body.items).toEqual([]);
      expect((await take(ann, body.id)).statusCode).toBe(404);
      await house.get(DocumentSweep).sweep();
      expect(files(house).length).toBe(count);
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      clock.now = () => new Date(now().getTime() + 31 * 86_400_000);
      await house.get(DocumentSweep).sweep();
      clock.now = now;
      expect(files(house).length).toBe(count - 1);
    });

    it('I1: are no more than one person may bring in a day, on whatever records', async () => {
      const [ann, bob] = [await house.person('Ann', ['sales']), await house.person('Bob', ['sales'])];
      const [mine, theirs] = [of(await customerOf(ann)), of(await customerOf(bob))];
      const { body } = await send(ann, mine, 'a.pdf', PDF);
      await as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Database).write('UPDATE `document_version` SET `size` = ? WHERE `documentId` = ?', [MOST_A_DAY, body.id])));
      const more = [await send(ann, of(await customerOf(ann)), 'b.pdf', PDF), await send(ann, `/documents/${body.id}/versions`, 'b.pdf', PDF)];
      expect(more.map(({ status, body: told }) => [status, told.code])).toEqual([[422, 'document-quota'], [422, 'document-quota']]);
      expect((await send(bob, theirs, 'b.pdf', PDF)).status).toBe(201);
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      clock.now = () => new Date(now().getTime() + 86_401_000);
      const later = await house.freshToken(ann).then(() => send(ann, mine, 'c.pdf', PDF));
      clock.now = now;
      expect(later.status).toBe(201);
    });

    it('that nobody knows of are swept after a day: what a killed process left', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { body } = await send(ann, of(await customerOf(ann)), 'a.pdf', `${PDF} kept ${ann.id}`);
      const [known = ''] = files(house).filter((path) => path.endsWith(body.versions[0].sha256));
      const strays = ['young', 'old'].map((name) => `${known}.${name}`);
      for (const path of strays) writeFileSync(path, 'half');
      for (const path of [known, strays[1] ?? '']) utimesSync(path, 1, 1);
      await house.get(DocumentSweep).sweep();
      expect([known, ...strays].map(existsSync)).toEqual([true, true, false]);
    });

    it('that were damaged on the disk are not found, and brought again are whole', async () => {
      const ann = await house.person('Ann', ['sales']);
      const id = await customerOf(ann);
      const text = `${PDF} damaged ${id}`;
      const before = new Set(files(house));
      const { body } = await send(ann, of(id), 'a.pdf', text);
      for (const path of files(house).filter((one) => !before.has(one))) truncateSync(path, 40);
      expect((await take(ann, body.id)).statusCode).toBe(404);
      await send(ann, of(id), 'a.pdf', text);
      expect((await take(ann, body.id)).body).toBe(text);
    });
  });
});
