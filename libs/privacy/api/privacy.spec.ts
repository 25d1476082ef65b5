import { spawnSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { onEachDatabase, type House } from '#house';
import { Sealer, Verifier } from '#audit/api';
import { UserService } from '#accounts/api';
import { as, Database, Jobs, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { ImportRetention } from '#imports/api';

type Tell = (house: House) => void;
const tell: Tell = (house) => {
  const officer = () => house.person('Root', ['administrator']);
  const post = async (who: Principal, path: string, body: object) => (await house.request(who, 'POST', path, body)).body;
  const contact = async (who: Principal, body: object) => ((await post(who, '/contacts', body)) as { id: string }).id;
  const search = async (who: Principal, asked: object) => ((await post(who, '/privacy/search', asked)).items ?? []) as { kind: string; id: string; by: string[]; refusal: string | null; deleted: boolean }[];
  const request = (who: Principal, action: string, records: string[], more: object = {}) => house.request(who, 'POST', '/privacy/requests', { action, records, ...more });
  const over = async (who: Principal, { body }: { body: { id: string } }) =>
    vi.waitUntil(async () => {
      const { body: now } = await house.request(who, 'GET', `/privacy/requests/${body.id}`);
      return now.state === 'running' ? null : now;
    }, { timeout: 20_000, interval: 50 }); // prettier-ignore
  const erase = async (who: Principal, records: string[], confirm: string) => over(who, await request(who, 'erase', records, { reason: 'request', reference: 'C-17', confirm }));
  const upload = async (who: Principal, csv: string) => {
    const form = `--b\r\nContent-Disposition: form-data; name="file"; filename="c.csv"\r\nContent-Type: text/csv\r\n\r\n${csv}\r\n--b--\r\n`;
    const { body: file } = await house.request(who, 'POST', '/imports?kind=contact', form as never, { 'content-type': 'multipart/form-data; boundary=b' });
    const until = (state: string) => vi.waitUntil(async () => (await house.request(who, 'GET', `/imports/${file.id}`)).body.state === state, { timeout: 20_000, interval: 50 });
    await house.request(who, 'POST', `/imports/${file.id}/check`);
    await until('checked');
    await house.request(who, 'POST', `/imports/${file.id}/run`);
    await until('done');
    return file.id as string;
  };

  it('finds a person in every kind of record by e-mail, phone, its last digits, credit code and name, the recycle bin included', async () => {
    const root = await officer();
    const acme = (await post(root, '/customers', { name: 'Finders', kind: 'company', status: 'active', creditCode: '91330100799655058B' })).id;
    const mei = await contact(root, { name: 'Mei Finder', customerId: acme, phones: ['138 2000 3001'], privateEmail: 'mei@finder.cn' });
    const shop = (await post(root, '/customers', { name: 'Mei Finder', kind: 'person', status: 'active', phones: ['13820003001'] })).id;
    const user = await as(SYSTEM, () => house.get(UserService).add({ name: 'Mei Finder', username: `mei-${house.kind}`, email: 'mei@finder.cn', roles: ['sales'] }));
    await house.request(root, 'DELETE', `/contacts/${mei}`, undefined, { 'if-match': '"1"' });
    const ids = async (asked: object) => (await search(root, asked)).map(({ kind, id }) => `${kind} ${id}`).sort();
    expect(await ids({ phone: '+86 138-2000-3001' })).toEqual([`contact ${mei}`, `customer ${shop}`].sort());
    expect(await ids({ phone: '3001' })).toEqual([`contact ${mei}`, `customer ${shop}`].sort());
    expect(await ids({ email: 'MEI@finder.cn' })).toEqual([`contact ${mei}`, `user ${user}`].sort());
    expect(await ids({ creditCode: '91330100799655058b' })).toEqual([`customer ${acme}`]);
    expect(await ids({ name: 'Mei Finder' })).toEqual([`contact ${mei}`, `customer ${shop}`, `user ${user}`].sort());
    expect(await ids({ name: 'Mei Finder', customer: 'Finders' })).toEqual([`contact ${mei}`]);
    expect((await search(root, { email: 'mei@finder.cn' })).find(({ kind }) => kind === 'contact')).toMatchObject({ by: ['privateEmail'], deleted: true, refusal: null });
    expect((await house.request(root, 'POST', '/privacy/search', {})).status).toBe(400);
  });

  it('finds by an index look-up, and writes down that somebody was looked for, not who', async () => {
    const root = await officer();
    const seen = vi.spyOn(house.get(Database), 'read');
    await search(root, { phone: '13820003001', email: 'mei@finder.cn' });
    const asked = seen.mock.calls.filter(([text]) => /(contact|customer|user)(_phones|_emails)?` r WHERE/.test(text));
    seen.mockRestore();
    expect(asked.length).toBeGreaterThanOrEqual(7);
    if (house.kind === 'sqlite') for (const [text, params] of asked) expect(JSON.stringify(await house.get(Database).read(`EXPLAIN QUERY PLAN ${text}`, params as unknown[]))).not.toMatch(/SCAN r\b/);
    const rows = await house.get(Database).read("SELECT `detail` FROM `audit` WHERE `action` = 'privacy.searched'");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/13820003001|finder\.cn/);
  });

  it('is for administrators alone', async () => {
    const ann = await house.person('Ann', ['sales-manager']);
    for (const [method, path, body] of [['POST', '/privacy/search', { email: 'a@b.cn' }], ['POST', '/privacy/requests', { action: 'look', records: [], email: 'a@b.cn' }], ['GET', '/privacy/holds', undefined], ['GET', '/privacy/tombstones', undefined], ['GET', '/privacy/retention', undefined]] as const) {
      expect((await house.request(ann, method, path, body)).status).toBe(403);
    }
  });

  it('hands over what is held as JSON and as a page in both languages, to the one who asked alone, for a day', async () => {
    const [root, other] = [await officer(), await officer()];
    const id = await contact(root, { name: '王海', phones: ['13820003002'], note: 'Likes tea' });
    await house.request(root, 'PATCH', `/contacts/${id}`, { title: 'CTO' }, { 'if-match': '"1"' });
    const asked = await request(root, 'export', [`contact/${id}`]);
    expect(await over(root, asked)).toMatchObject({ state: 'done', report: { records: [{ name: '王海', fields: expect.arrayContaining(['name', 'title', 'phones', 'note']) }] } });
    const json = JSON.parse((await house.request(root, 'GET', `/privacy/requests/${asked.body.id}/json`)).body);
    expect(json.records[0]).toMatchObject({ kind: 'contact', record: { name: '王海', phones: ['+8613820003002'], note: 'Likes tea' } });
    expect(JSON.stringify(json.records[0].history)).toContain('CTO');
    const page = (await house.request(root, 'GET', `/privacy/requests/${asked.body.id}/page`)).body as string;
    for (const part of ['王海', '+8613820003002', 'Likes tea', 'Phones', '联系人']) expect(page).toContain(part);
    expect((await house.request(other, 'GET', `/privacy/requests/${asked.body.id}/json`)).status).toBe(404);
    const [row] = await house.get(Database).read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit` WHERE `action` = 'data.export' AND `kind` = 'contact'");
    expect(Number(row?.n)).toBeGreaterThan(0);
    await as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Database).write("UPDATE `job` SET `until` = '2020-01-01 00:00:00.000' WHERE `kind` = 'privacy.end' AND `payload` LIKE ?", [`%${asked.body.id}%`])));
    await house.get(Jobs).runDue();
    expect((await house.request(root, 'GET', `/privacy/requests/${asked.body.id}/json`)).status).toBe(404);
  });

  it('refuses to erase a company, an active user, a held record, and without the name typed by hand', async () => {
    const root = await officer();
    const company = (await post(root, '/customers', { name: 'Big Co', kind: 'company', status: 'active' })).id;
    const id = await contact(root, { name: 'Held Person', phones: ['13820003003'] });
    const code = async (record: string, confirm: string) => (await request(root, 'erase', [record], { reason: 'request', confirm })).body.code;
    expect(await code(`customer/${company}`, 'Big Co')).toBe('privacy-company');
    expect(await code(`user/${root.id}`, 'Root')).toBe('privacy-active');
    expect((await request(root, 'erase', [`contact/${id}`], { reason: 'request', confirm: 'Somebody' })).body.errors).toEqual([{ pointer: '/confirm', code: 'confirm' }]);
    const { body: held } = await house.request(root, 'POST', '/privacy/holds', { record: `contact/${id}`, reason: 'Contract 17', until: '2099-12-31' });
    const hold = held.items.find(({ recordId }: { recordId: string }) => recordId === id);
    expect(hold).toMatchObject({ name: 'Held Person', reason: 'Contract 17', until: '2099-12-31' });
    expect(await code(`contact/${id}`, 'Held Person')).toBe('privacy-held');
    expect((await house.request(root, 'POST', '/privacy/holds', { record: `contact/${id}`, reason: 'x', until: '2020-01-01' })).status).toBe(400);
    expect((await house.request(root, 'DELETE', `/privacy/holds/${hold.id}`)).status).toBe(204);
    expect(await erase(root, [`contact/${id}`], 'Held Person')).toMatchObject({ state: 'done' });
    expect(await code(`contact/${id}`, '已抹除的个人')).toBe('privacy-erased');
  });

  it('erases a user who left: name, e-mail, devices and ways to sign in', async () => {
    const root = await officer();
    const users = house.get(UserService);
    const gone = await house.person('Departed', ['sales']);
    await house.letSignIn(gone);
    await house.request(gone, 'GET', '/me');
    await as(SYSTEM, () => users.deactivate(gone.id as string, 2));
    await erase(root, [`user/${gone.id}`], 'Departed');
    expect((await house.request(root, 'GET', `/users/${gone.id}`)).body).toMatchObject({ status: 'inactive', email: null, username: expect.stringMatching(/^erased-/) });
    const db = house.get(Database);
    expect(await db.read('SELECT * FROM `credential` WHERE `userId` = ?', [gone.id])).toEqual([]);
    expect((await db.read('SELECT `device`, `address` FROM `session` WHERE `userId` = ?', [gone.id])).every((row) => row['device'] === null && row['address'] === null)).toBe(true);
  });

  it('leaves nothing of an erased person in any table or in the file of the database, keeps the deals, and the audit still verifies', async () => {
    const root = await officer();
    const canary = { name: 'Zorblax Quendry', phone: '13987654321', email: 'zorblax@quendry.cn' };
    const acme = (await post(root, '/customers', { name: 'Keepers', kind: 'company', status: 'active' })).id;
    const imported = await upload(root, `Name,Phone,Email\n${canary.name},${canary.phone},${canary.email}\nSomebody Else,13900001111,else@else.cn`);
    const [{ id } = { id: '' }] = await search(root, { phone: canary.phone });
    await house.request(root, 'PATCH', `/contacts/${id}`, { customerId: acme, note: `${canary.name} wants tea`, wechatPhone: canary.phone }, { 'if-match': '"1"' });
    const second = await contact(root, { name: canary.name, phones: [canary.phone], tags: ['vip'] });
    const deal = await post(root, '/opportunities', { name: 'A deal that stays', customerId: acme, contactId: id, amount: 100 });
    await house.request(root, 'POST', '/contacts', { name: canary.name, emails: [canary.email], phones: [] }, { 'idempotency-key': `privacy-${house.kind}-0123456789` }).then(({ body }) => house.request(root, 'DELETE', `/contacts/${body.id}`, undefined, { 'if-match': '"1"' }));
    const third = (await search(root, { email: canary.email })).find((one) => one.deleted)?.id ?? '';
    const done = (path: string) => vi.waitUntil(async () => (await house.request(root, 'GET', path)).body.state === 'done', { timeout: 20_000, interval: 50 });
    const { body: bulk } = await house.request(root, 'POST', '/bulk', { kind: 'contact', action: 'change', field: 'phones', value: JSON.stringify([canary.phone]), ids: [id, second], query: null, ownerId: null, tags: [] });
    await done(`/bulk/${bulk.id}`);
    const { body: sent } = await house.request(root, 'POST', '/exports', { kind: 'contact', format: 'csv', columns: ['name', 'phones', 'emails'], query: `phones=${canary.phone}`, ids: [] });
    await done(`/exports/${sent.id}`);
    const view = await post(root, '/views', { list: 'contacts', name: 'Mine', address: `phones=${canary.phone}&sort=name`, shared: false });
    await house.get(Sealer).seal();

    const look = await over(root, await request(root, 'look', [id, second, third].map((one) => `contact/${one}`)));
    expect(Object.fromEntries(look.report.places.map(({ place, n }: { place: string; n: number }) => [place, n]))).toMatchObject({ import_block: 1, stored_file: 1, view: 1, export: 1, audit: 1, idempotency: expect.any(Number) });
    expect(look.report.records[0]).toMatchObject({ links: expect.arrayContaining([{ kind: 'opportunity', n: 1 }]) });
    const erased = await erase(root, [id, second, third].map((one) => `contact/${one}`), canary.name);
    expect([erased.state, erased.code]).toEqual(['done', null]);

    expect((await house.request(root, 'GET', `/exports/${sent.id}/file`)).status).toBe(404);
    const db = house.get(Database);
    const tables = house.kind === 'sqlite' ? await db.read<{ name: string }>("SELECT `name` FROM `sqlite_master` WHERE `type` = 'table'") : await db.read<{ name: string }>('SELECT TABLE_NAME AS `name` FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()');
    const left = [];
    for (const { name } of tables) if (/Zorblax|Quendry|13987654321/i.test(JSON.stringify(await db.read(`SELECT * FROM \`${name}\``)))) left.push(name);
    expect(left).toEqual([]);
    // What nobody erased is there to be found: the search looks in the right place.
    if (house.kind === 'sqlite') expect(filesWith(['Somebody Else'], house.folder)).not.toEqual([]);
    if (house.kind === 'sqlite') expect(filesWith(['Zorblax', 'zorblax', 'Quendry', 'quendry', canary.phone], house.folder)).toEqual([]);
    expect(await search(root, { phone: canary.phone })).toEqual([]);
    expect(await search(root, { email: canary.email })).toEqual([]);
    const again = await over(root, await request(root, 'look', [], { phone: canary.phone, email: canary.email }));
    expect(again.report.places).toEqual([]);

    expect((await house.request(root, 'GET', `/contacts/${id}`)).body).toMatchObject({ id, name: '已抹除的个人', phones: [], note: null, customer: { name: 'Keepers' } });
    expect((await house.request(root, 'GET', `/opportunities/${deal.id}`)).body).toMatchObject({ amount: 100, contact: { id, name: '已抹除的个人' } });
    expect((await house.request(root, 'GET', `/contacts/${id}/history`)).status).toBe(200);
    expect((await house.request(root, 'GET', `/views?list=contacts`)).body.items.find((one: { id: string }) => one.id === view.id).address).toBe('sort=name');
    const { body: rows } = await house.request(root, 'GET', `/imports/${imported}/rows`);
    expect(JSON.stringify(rows)).toContain('Somebody Else');
    const { body: stones } = await house.request(root, 'GET', '/privacy/tombstones');
    expect(stones.items.slice(0, 4)).toMatchObject([{ kind: null, reason: 'request', reference: 'C-17' }, { kind: 'contact', recordId: third }, { recordId: second }, { recordId: id }]);
    await house.get(Sealer).seal();
    expect(await house.get(Verifier).verify()).toMatchObject({ whole: true, first: null });
  }, 60_000);

  it('goes on where it stopped when the erasure of several records was interrupted', async () => {
    const root = await officer();
    const [one, two] = [await contact(root, { name: 'Stop Go', phones: ['13820003005'] }), await contact(root, { name: 'Stop Go', phones: ['13820003005'] })];
    const work = house.get(UnitOfWork);
    const asked = await as(root, () => work.run(async () => (await request(root, 'erase', [`contact/${one}`, `contact/${two}`], { reason: 'request', confirm: 'Stop Go' })).body)).catch(() => null);
    const started = asked ?? (await request(root, 'erase', [`contact/${one}`, `contact/${two}`], { reason: 'request', confirm: 'Stop Go' })).body;
    await over(root, { body: started });
    const again = "UPDATE `job` SET `state` = 'ready', `until` = '2020-01-01 00:00:00.000' WHERE `kind` = 'privacy' AND `payload` LIKE ?";
    await as(SYSTEM, () => work.run(() => house.get(Database).write(again, [`%${started.id}%`])));
    await house.get(Jobs).runDue();
    const stones = (await house.request(root, 'GET', '/privacy/tombstones')).body.items.filter(({ recordId }: { recordId: string }) => [one, two].includes(recordId));
    expect(stones).toHaveLength(2);
  });

  it('removes rows and files of imports once their time is over, and tells how long everything is kept', async () => {
    const root = await officer();
    const id = await upload(root, 'Name,Phone\nOld Row,13820003006');
    const { body } = await house.request(root, 'GET', '/privacy/retention');
    expect(body).toMatchObject({ importDays: 90, auditDays: 730 });
    expect(body.kept.find(({ keep }: { keep: string }) => keep === 'imports').tables).toContain('import_block');
    expect((await house.request(root, 'PUT', '/privacy/retention', { days: 3 })).status).toBe(400);
    expect((await house.request(root, 'PUT', '/privacy/retention', { days: 30 })).body.importDays).toBe(30);
    const write = (text: string) => as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Database).write(text, [id])));
    expect(await as(SYSTEM, () => house.get(ImportRetention).prune())).toBe(0);
    await write("UPDATE `import` SET `createdAt` = '2020-01-01 00:00:00.000' WHERE `id` = ?");
    expect(await as(SYSTEM, () => house.get(ImportRetention).prune())).toBe(1);
    expect(await house.get(Database).read('SELECT 1 FROM `import_block` WHERE `importId` = ? UNION ALL SELECT 1 FROM `stored_file` WHERE `id` = ?', [id, id])).toEqual([]);
    expect((await house.request(root, 'GET', `/imports/${id}`)).body).toMatchObject({ state: 'done', columns: [] });
  });
};
describe('the rights of persons', () => onEachDatabase(tell));

/** Files below a folder that hold one of these texts. */
function filesWith(texts: readonly string[], folder: string): string[] {
  const { stdout } = spawnSync('grep', ['-rlaF', '-f', '-', folder], { input: texts.join('\n'), encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean);
}
