import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from '#house';
import { BackupKeys, Backups, Exchange, Restorations, scratchTag, Targets } from '#backups/api';
import { as, Database, Dictionary, SYSTEM, type Principal } from '#kernel/api';

/** As the handbook has them: one works on rows, one owns the tables, one restores. */
const ROWS = 'SELECT, INSERT, UPDATE, DELETE';

describe('backups of an account of MariaDB that may only work on rows', () => {
  const made = new House('mariadb');
  const house = new House('mariadb');
  let [schema, backup] = ['', ''];
  let root: Connection;
  let ann: Principal;
  const account = (role: string) => `${role}_${schema.slice(-12)}`;
  const urlOf = (role: string, database = schema) => made.url.replace('root@', `${account(role)}:secret@`).replace(/\/[^/]*$/, `/${database}`);
  const restore = (kind: 'drill' | 'restore') => as(SYSTEM, () => house.get(Restorations).run(kind, { backup: null, targetId: null }, 'command'));
  const contacts = async () => Number((await house.get(Database).read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `contact`'))[0]?.n);

  beforeAll(async () => {
    await made.start();
    schema = made.url.split('/').at(-1) ?? '';
    root = await createConnection(made.url.replace(/^mariadb/, 'mysql'));
    const own = { owner: [schema, 'rapport\\_before\\_%', 'rapport\\_restore\\_%'], restore: ['rapport\\_drill\\_%', 'rapport\\_restore\\_%'] };
    for (const role of ['rows', 'owner', 'restore']) await root.query(`CREATE USER \`${account(role)}\`@'127.0.0.1' IDENTIFIED BY 'secret'`);
    await root.query(`GRANT ${ROWS} ON \`${schema}\`.* TO \`${account('rows')}\`@'127.0.0.1'`);
    for (const [role, databases] of Object.entries(own)) for (const name of databases) await root.query(`GRANT ALL ON \`${name}\`.* TO \`${account(role)}\`@'127.0.0.1'`);
    await house.join(Object.assign(new House('mariadb'), { url: urlOf('rows'), folder: made.folder }));
    await made.app.close();
    ann = await house.person('Ann', ['administrator']);
    await house.request(ann, 'POST', '/contacts', { name: 'Before', phones: [], emails: [] });
    mkdirSync(join(made.folder, 'disk'));
    await as(SYSTEM, async () => {
      await house.get(BackupKeys).makeMaster('Master');
      await house.get(BackupKeys).turnDrillsOn();
      await house.get(Targets).add({ name: 'Disk', kind: 'folder', path: join(made.folder, 'disk'), enabled: true, secret: null } as never);
    });
  }, 120_000);
  afterAll(async () => {
    delete process.env['RESTORE_DATABASE_URL'];
    await house.app.close();
    const [left] = (await root.query('SHOW DATABASES LIKE ?', [`rapport%${scratchTag(made)}%`])) as unknown as [Record<string, string>[]];
    for (const name of left.flatMap((row) => Object.values(row))) await root.query(`DROP DATABASE \`${name}\``);
    for (const role of ['rows', 'owner', 'restore']) await root.query(`DROP USER \`${account(role)}\`@'127.0.0.1'`);
    await root.end();
    await made.stop();
  });

  it('B1: is made and opened', async () => {
    const { name, state, fault, checkedAt } = await as(SYSTEM, () => house.get(Backups).run('command'));
    backup = name;
    expect([state, fault, typeof checkedAt]).toEqual(['good', null, 'string']);
  }, 60_000);

  it('B5: a drill says which variable names the account it needs, and refuses one that may touch more', async () => {
    const { state, fault } = await restore('drill');
    expect([state, fault?.code]).toEqual(['failed', 'no-scratch']);
    const says = house.get(Dictionary).say('en', 'restoration.fault.no-scratch', fault?.facts);
    expect(says).toMatch(/RESTORE_DATABASE_URL/);
    expect(says).not.toMatch(/\n|secret/);
    process.env['RESTORE_DATABASE_URL'] = urlOf('owner');
    expect((await restore('drill')).fault).toMatchObject({ code: 'wide-account', facts: { grant: expect.stringContaining(schema) } });
  }, 60_000);

  it('B5: works with an account for restores alone, and leaves nothing', async () => {
    process.env['RESTORE_DATABASE_URL'] = urlOf('restore', '');
    const { state, fault } = await restore('drill');
    expect([state, fault]).toEqual(['good', null]);
    const [left] = (await root.query('SHOW DATABASES LIKE ?', [`rapport%${scratchTag(made)}%`])) as unknown as [unknown[]];
    expect(left).toEqual([]);
  }, 60_000);

  it('B10: a restore stands beside it; only the owner of the tables may switch to it, and everybody else is told so before anything happens', async () => {
    await house.request(ann, 'POST', '/contacts', { name: 'After', phones: [], emails: [] });
    const { id, state } = await restore('restore');
    expect(state).toBe('good');
    const { body } = await house.request(ann, 'GET', `/backups/restorations/${id}/compare`);
    expect(body.items.find(({ kind }: { kind: string }) => kind === 'contact')).toMatchObject({ live: 2, restored: 1 });
    const refused = await house.request(ann, 'POST', `/backups/restorations/${id}/switch`, { confirmation: backup });
    expect(refused.body).toMatchObject({ code: 'restoration-no-right' });
    expect(await house.get(Exchange).on()).toBe(false);
    expect(await contacts()).toBe(2);

    await house.app.close();
    const owner = new House('mariadb');
    await owner.join(Object.assign(new House('mariadb'), { url: urlOf('owner'), folder: made.folder }));
    await as(SYSTEM, () => owner.get(Exchange).prepare(id, backup));
    const before = await as(SYSTEM, () => owner.get(Exchange).exchange(id, 0));
    await owner.app.close();
    await house.join(Object.assign(new House('mariadb'), { url: urlOf('rows'), folder: made.folder }));
    expect(await contacts()).toBe(1);
    const [[old]] = (await root.query(`SELECT COUNT(*) AS n FROM \`${before}\`.\`contact\``)) as unknown as [[{ n: number }]];
    expect(Number(old.n)).toBe(2);
  }, 90_000);
});
