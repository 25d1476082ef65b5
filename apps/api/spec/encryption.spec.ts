import { spawnSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { onEachDatabase } from '#house';
import { ContactService } from '#contacts/api';
import { as, catalogueOf, Database, Dictionary, migrationsOf, shapesOf, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { UNREADABLE } from '#kernel/model';
import { UserService } from '#accounts/api';
import { SLICES } from '../src/slices.ts';

/** Secrets of the business that tell of nobody: masked, and in clear so that they can be filtered and added up. */
const OF_THE_COMPANY = ['product.cost'];

describe('an encrypted field', () => {
  onEachDatabase((house) => {
    const db = () => house.get(Database);
    const write = (text: string, params: unknown[] = []) => as(SYSTEM, () => house.get(UnitOfWork).run(() => db().write(text, params)));
    const contact = async (who: Principal, body: object) => (await house.request(who, 'POST', '/contacts', { name: 'Wang Hai', ...body })).body as { id: string };
    const cells = async (table: string, column: string, key: string, id: string) => (await db().read<{ v: string }>(`SELECT \`${column}\` AS \`v\` FROM \`${table}\` WHERE \`${key}\` = ? ${key === 'id' ? '' : 'ORDER BY `position`'}`, [id])).map(({ v }) => v);

    it('is ciphertext in its column and in the audit, and plain for those who may read it', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { id } = await contact(ann, { phones: ['138 1234 5678'], privateEmail: 'Hai@Home.cn', birthday: '1990-01-02' });
      expect((await house.request(ann, 'GET', `/contacts/${id}`)).body).toMatchObject({ phones: ['+8613812345678'], privateEmail: 'hai@home.cn', birthday: '1990-01-02' });
      for (const [table, column, key] of [['contact_phones', 'value', 'recordId'], ['contact', 'privateEmail', 'id'], ['contact', 'birthday', 'id']] as const) {
        expect(await cells(table, column, key, id)).toEqual([expect.stringMatching(/^v1\.personal-\d+\.[\w-]{38,}$/)]);
      }
      await house.request(ann, 'PATCH', `/contacts/${id}`, { birthday: '1991-01-02' }, { 'if-match': '"1"' });
      const { body } = await house.request(ann, 'GET', `/contacts/${id}/history`);
      expect(body.items[0].changes).toEqual([{ field: 'birthday', old: '1990-01-02', new: '1991-01-02' }]);
      expect(body.items[1].changes).toContainEqual({ field: 'phones', old: null, new: ['+8613812345678'] });
    });

    it('C2: moved by SQL to another row or column shows nothing, and the rest of the record is served', async () => {
      const ann = await house.person('Ann', ['sales']);
      const [one, two] = [await contact(ann, { privateEmail: 'one@home.cn', phones: ['13800000001'], title: 'CTO' }), await contact(ann, { privateEmail: 'two@home.cn', phones: ['13800000002'], birthday: '1990-01-02' })];
      const [email] = await cells('contact', 'privateEmail', 'id', one.id);
      const [phone] = await cells('contact_phones', 'value', 'recordId', two.id);
      await write('UPDATE `contact` SET `privateEmail` = ?, `birthday` = ? WHERE `id` = ?', [email, email, two.id]);
      await write('UPDATE `contact_phones` SET `value` = ? WHERE `recordId` = ?', [phone, one.id]);
      expect((await house.request(ann, 'GET', `/contacts/${two.id}`)).body).toMatchObject({ privateEmail: UNREADABLE, birthday: UNREADABLE, phones: ['+8613800000002'] });
      expect((await house.request(ann, 'GET', `/contacts/${one.id}`)).body).toMatchObject({ privateEmail: 'one@home.cn', phones: [UNREADABLE], title: 'CTO' });
      const { body } = await house.request(ann, 'GET', '/contacts?q=wang');
      expect(body.items.find(({ id }: { id: string }) => id === one.id)).toMatchObject({ phones: [UNREADABLE] });
      expect(JSON.stringify(body)).not.toContain(email);
    });

    it('C1: with any character of its ciphertext changed is unreadable, never something else', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { id } = await contact(ann, { privateEmail: 'one@home.cn' });
      const [sealed = ''] = await cells('contact', 'privateEmail', 'id', id);
      for (let at = 0; at < sealed.length; at++) {
        const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
        // The last character of base64 carries bits that stand for nothing.
        if (Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(Buffer.from(sealed.split('.')[2] ?? '', 'base64url')) && at > 20) continue;
        await write('UPDATE `contact` SET `privateEmail` = ? WHERE `id` = ?', [changed, id]);
        expect((await as(ann, () => house.get(ContactService).get(id))).privateEmail).toBe(UNREADABLE);
      }
    });

    it('C5: that cannot be opened stays byte-equal through edits that do not touch it, the edit of its own list included', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { id } = await contact(ann, { phones: ['13800000001', '13800000002', '13800000003'], privateEmail: 'one@home.cn' });
      await write("UPDATE `contact` SET `privateEmail` = REPLACE(`privateEmail`, 'v1.personal', 'v1.persona1') WHERE `id` = ?", [id]);
      const [, second] = await cells('contact_phones', 'value', 'recordId', id);
      const broken = `${second?.slice(0, -6)}AAAAAA`;
      await write('UPDATE `contact_phones` SET `value` = ? WHERE `recordId` = ? AND `position` = 1', [broken, id]);
      const [email] = await cells('contact', 'privateEmail', 'id', id);
      const shown = (await house.request(ann, 'GET', `/contacts/${id}`)).body;
      expect(shown).toMatchObject({ phones: ['+8613800000001', UNREADABLE, '+8613800000003'], privateEmail: UNREADABLE });

      const edits = [{ title: 'CTO' }, { phones: [UNREADABLE, '13900000009'], privateEmail: UNREADABLE }];
      for (const [index, edit] of edits.entries()) expect((await house.request(ann, 'PATCH', `/contacts/${id}`, edit, { 'if-match': `"${index + 1}"` })).status).toBe(200);
      expect(await cells('contact', 'privateEmail', 'id', id)).toEqual([email]);
      expect((await cells('contact_phones', 'value', 'recordId', id))[0]).toBe(broken);
      expect((await house.request(ann, 'GET', `/contacts/${id}`)).body.phones).toEqual([UNREADABLE, '+8613900000009']);

      const made = await house.request(ann, 'POST', '/contacts', { name: 'B', privateEmail: UNREADABLE });
      expect([made.status, made.body.errors]).toEqual([400, [{ pointer: '/privateEmail', code: 'unreadable' }]]);
      const put = await house.request(ann, 'PATCH', `/contacts/${id}`, { privateEmail: 'new@home.cn' }, { 'if-match': '"3"' });
      expect(put.body.privateEmail).toBe('new@home.cn');
    });

    it('C6: is found in every spelling, by the end of a phone, and by a search for the whole of it', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { id } = await contact(ann, { name: 'Zhao', phones: ['13877776543', '010-87654321 ext 12'], emails: ['Zhao.Min@Example.cn'], wechatPhone: '13877778888' });
      const ids = async (query: string) => (await house.request(ann, 'GET', `/contacts?${query}`)).body.items.map((one: { id: string }) => one.id);
      const asked = [
        'phones=13877776543', 'phones=%2B86 138-7777-6543', 'phones=１３８７７７７６５４３', 'phones=01087654321', 'phones.ends=6543', 'phones.ends=4321', 'q=6543', 'q=138 7777 6543',
        'emails=ZHAO.min@example.CN', 'q=zhao.min@example.cn', 'wechatPhone=138 7777 8888', 'wechatPhone.ends=8888', 'q=8888', 'q=zhao',
      ]; // prettier-ignore
      for (const query of asked) expect([query, await ids(query)]).toEqual([query, [id]]);
      for (const query of ['phones=13877776544', 'phones.ends=6544', 'q=6544', 'q=13877776544', 'emails=min@example.cn', 'phones.ne=13877776543&name=Zhao']) expect([query, await ids(query)]).toEqual([query, []]);
      const { status, body } = await house.request(ann, 'GET', '/contacts?phones.ends=654');
      expect([status, body.errors]).toEqual([400, [{ pointer: '/phones.ends', code: 'four-digits' }]]);
    });

    it('C6: may exist once: of twenty who want one address at the same time one gets it', async () => {
      const users = house.get(UserService);
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => as(SYSTEM, () => users.add({ name: `U${n}`, username: `u${n}-${house.kind}`, email: 'same@example.cn', roles: ['sales'] }))));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ status: 409, errors: [{ pointer: '/email', code: 'taken' }] });
    });

    it('C6: among many contacts is an index look-up', async () => {
      const plan = async (sql: string, params: unknown[]) => JSON.stringify(await db().read(`EXPLAIN ${house.kind === 'sqlite' ? 'QUERY PLAN ' : ''}${sql}`, params));
      const seen = vi.spyOn(db(), 'read');
      const ann = await house.person('Ann', ['administrator']);
      await house.request(ann, 'GET', '/contacts?phones=13877776543');
      const [sql, params] = seen.mock.calls.find(([text]) => text.includes('ORDER BY') && text.includes('contact_phones')) ?? ['', []];
      seen.mockRestore();
      const told = await plan(sql, params as unknown[]);
      expect(told).toContain('ix_contact_phones_blind_recordId');
      if (house.kind === 'sqlite') expect(told).not.toMatch(/SCAN r\b|SCAN t\b/);
    });

    it('C7: is masked until it is revealed, which needs a right and leaves one audit row', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { id } = await contact(ann, { phones: ['13812345678'], birthday: '1990-01-02' });
      const eve = await house.person('Eve', ['read-only']);
      expect((await house.request(eve, 'POST', `/contacts/${id}/reveal`, { field: 'phones' })).status).toBe(403);
      const may: Principal = { ...eve, grants: { ...eve.grants, 'contact.reveal': 'all' } };
      const contacts = house.get(ContactService);
      expect((await as(may, () => contacts.get(id))).phones).toEqual(['+86138****5678']);
      const count = async () => Number((await db().read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit` WHERE `action` LIKE '%reveal%'"))[0]?.n);
      const before = await count();
      expect(await as(may, () => contacts.reveal(id, 'phones'))).toEqual({ field: 'phones', value: ['+8613812345678'] });
      expect(await count()).toBe(before + 1);
      await expect(as(may, () => contacts.reveal(id, 'name'))).rejects.toMatchObject({ status: 400 });
      const mine: Principal = { ...may, grants: { ...may.grants, 'contact.reveal': 'own' } };
      await expect(as(mine, () => contacts.reveal(id, 'phones'))).rejects.toMatchObject({ status: 403 });
      expect(await count()).toBe(before + 1);
    });

    it('Z8: wrapped keys, hashes and secrets are in no answer, for nobody', async () => {
      const root = await house.person('Root', ['administrator']);
      const { status, body } = await house.request(root, 'GET', '/keys');
      expect(status).toBe(200);
      const rows = await db().read<{ wrapped: string }>('SELECT `wrapped` FROM `data_key`');
      for (const { wrapped } of rows) expect(JSON.stringify(body)).not.toContain(wrapped);
      const sales = await house.person('Ann', ['sales']);
      // Each place has a name that people know it by: a field's, or one of its table.
      const nameless = (body.protected as { table: string; column: string; field: string | null }[]).filter(({ table, field }) => !field && !house.get(Dictionary).has('zh-CN', `encryption.column.${table}`));
      expect(nameless.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
      for (const [method, path, sent] of [['GET', '/keys', undefined], ['POST', '/keys/rotations', { purpose: 'personal' }], ['POST', '/keys/destroy', { key: 'personal-1' }]] as const) {
        expect((await house.request(sales, method, path, sent)).status).toBe(403);
      }
    });

    it('C3, C8: fifty canaries are nowhere in clear: in no row of any table and in no file of the database', async () => {
      const ann = await house.person('Ann', ['sales-manager'], await house.team('Canaries'));
      const canaries = Array.from({ length: 50 }, (_, n) => ({ phone: `1391${String(7_000_003 + n * 131).padStart(7, '0')}`, email: `canary.${n}.feather@nest${n}.cn` }));
      const made: string[] = [];
      for (const { phone, email } of canaries.slice(0, 20)) made.push((await contact(ann, { phones: [phone], emails: [email], wechatPhone: phone, privateEmail: email })).id);
      const csv = ['Name,Phone,Email', ...canaries.slice(20).map(({ phone, email }, n) => `Canary ${n},${phone},${email}`), `Canary bad,${canaries[0]?.phone}x,${canaries[0]?.email} x`].join('\n');
      const form = `--b\r\nContent-Disposition: form-data; name="file"; filename="c.csv"\r\nContent-Type: text/csv\r\n\r\n${csv}\r\n--b--\r\n`;
      const { body: file } = await house.request(ann, 'POST', '/imports?kind=contact', form as never, { 'content-type': 'multipart/form-data; boundary=b' });
      const until = async (path: string, state: string) => vi.waitUntil(async () => (await house.request(ann, 'GET', path)).body.state === state, { timeout: 20_000, interval: 50 });
      await house.request(ann, 'POST', `/imports/${file.id}/check`);
      await until(`/imports/${file.id}`, 'checked');
      const bad = (await house.request(ann, 'GET', `/imports/${file.id}/rows?bad=true`)).body.items;
      expect(JSON.stringify(bad)).toContain(canaries[0]?.phone);
      await house.request(ann, 'POST', `/imports/${file.id}/run`);
      await until(`/imports/${file.id}`, 'done');
      const { body: bulk } = await house.request(ann, 'POST', '/bulk', { kind: 'contact', action: 'change', field: 'phones', value: JSON.stringify([canaries[1]?.phone]), ids: made.slice(0, 2), query: null, ownerId: null, tags: [] });
      await until(`/bulk/${bulk.id}`, 'done');
      const { body: sent } = await house.request(ann, 'POST', '/exports', { kind: 'contact', format: 'csv', columns: ['name', 'phones', 'emails'], query: `phones=${canaries[3]?.phone}`, ids: [] });
      await until(`/exports/${sent.id}`, 'done');
      expect((await house.request(ann, 'GET', `/exports/${sent.id}/file`)).body).toContain(canaries[3]?.phone);
      await house.request(ann, 'POST', '/views', { list: 'contacts', name: 'Mine', address: `phones=${canaries[4]?.phone}`, shared: false });
      await house.request(ann, 'PATCH', `/contacts/${made[5]}`, { phones: [canaries[6]?.phone] }, { 'if-match': '"1"' });
      await house.request(ann, 'DELETE', `/contacts/${made[6]}`, undefined, { 'if-match': '"1"' });

      const found = (text: string) => canaries.filter(({ phone, email }) => text.includes(phone) || text.includes(email)).map(({ phone }) => phone);
      for (const { name, columns } of shapesOf(migrationsOf(SLICES))) {
        const rows = await db().read(`SELECT ${columns.map((column) => `\`${column.name}\``).join(', ')} FROM \`${name}\``);
        expect([name, found(JSON.stringify(rows))]).toEqual([name, []]);
      }
      const folder = house.kind === 'sqlite' ? house.folder : ((await db().read<{ v: string }>('SELECT @@datadir AS `v`'))[0]?.v ?? '');
      // What is not encrypted is there to be found: the search looks in the right place.
      expect(filesWith(['Canary 7'], folder)).not.toEqual([]);
      expect(filesWith(canaries.flatMap(({ phone, email }) => [phone, email]), folder)).toEqual([]);
    }, 60_000);
  });

  it('C7: the catalogue has no column of a person that is stored in clear by mistake', () => {
    expect(catalogueOf(SLICES).entries.filter(({ level, stored, table, column }) => level >= 2 && stored === 'plain' && !OF_THE_COMPANY.includes(`${table}.${column}`))).toEqual([]);
  });
});

/** Files below a folder that hold one of these texts. */
function filesWith(texts: readonly string[], folder: string): string[] {
  const { stdout } = spawnSync('grep', ['-rlaF', '-f', '-', folder], { input: texts.join('\n'), encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean);
}
