import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from '#house';
import { Database, newId, type Principal } from '#kernel/api';
import { aCustomer } from './surface.ts';

/** Trouble that only a database with many writers makes: SQLite has one. */
describe('what collides in the database', () => {
  const house = new House('mariadb');
  let root: Principal;
  const outside: Connection[] = [];
  const stranger = async () => {
    const connection = await createConnection(house.url.replace('mariadb', 'mysql'));
    outside.push(connection);
    return connection;
  };
  const count = async (sql: string, ...params: unknown[]) => Number((await house.get(Database).read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM ${sql}`, params))[0]?.n);
  const status = async (name: string) => Number((await house.get(Database).read<{ Value: string }>(`SHOW GLOBAL STATUS LIKE '${name}'`))[0]?.Value);

  beforeAll(async () => {
    await house.start();
    root = await house.person('Root', ['administrator']);
    await house.token(root);
  });
  afterAll(async () => {
    for (const connection of outside) await connection.end().catch(() => undefined);
    await house.stop();
  });

  /** People who each change a customer of their own again and again, and create others, until told to stop; every answer that came. */
  const people = (named: string, own: readonly string[], busy: () => boolean) =>
    Promise.all(own.map(async (id, person) => {
      const answers: { status: number; code?: string }[] = [];
      let [version, changed, created] = [1, 0, 0];
      while (busy()) {
        const patch = await house.request(root, 'PATCH', `/customers/${id}`, { employees: changed + 1 }, { 'if-match': `"${version}"` });
        answers.push({ status: patch.status, code: patch.body.code });
        if (patch.status === 200) [version, changed] = [patch.body.version, changed + 1];
        const post = await house.request(root, 'POST', '/customers', { name: `${named} ${person} ${created}`, kind: 'company', status: 'active' }, { 'idempotency-key': newId() });
        answers.push({ status: post.status, code: post.body.code });
        if (post.status === 201) created++;
        await sleep(5);
      }
      return { id, answers, changed, created };
    })); // prettier-ignore

  const eight = () => Promise.all(Array.from({ length: 8 }, () => aCustomer(house)));

  it('R1: deadlocks are done again as whole transactions: nobody hears of them, and nothing is done twice', async () => {
    const generator = await stranger();
    await generator.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await generator.query('CREATE TABLE ballast (id INT PRIMARY KEY, n INT)');
    await generator.query(`INSERT INTO ballast VALUES ${Array.from({ length: 400 }, (_, n) => `(${n}, 0)`).join()}`);
    const before = await status('Innodb_deadlocks');
    let busy = true;
    const working = people('Deadlock', await eight(), () => busy);
    let rounds = 0;
    const until = Date.now() + 20_000;
    while (Date.now() < until && ((await status('Innodb_deadlocks')) < before + 20 || rounds < 20)) {
      // Heavier than what people do, so that theirs is the one the database ends: it holds the end of the audit and wants their rows.
      await generator.query('START TRANSACTION');
      await generator.query('UPDATE ballast SET n = n + 1');
      await generator.query("SELECT id FROM audit WHERE id > 'f' FOR UPDATE");
      await sleep(15);
      await generator.query('UPDATE customer SET employees = employees').catch(() => undefined);
      await generator.query('COMMIT');
      rounds++;
      await sleep(150);
    }
    busy = false;
    const done = await working;
    expect((await status('Innodb_deadlocks')) - before).toBeGreaterThanOrEqual(10);
    expect(done.flatMap(({ answers }) => answers).filter((answer) => answer.status >= 300)).toEqual([]);
    for (const { id, changed } of done) expect(await count('`audit_change` WHERE `recordId` = ? AND `field` = ?', id, 'employees')).toBe(changed);
    expect(await count("`customer` WHERE `name` LIKE 'Deadlock %'")).toBe(done.reduce((sum, { created }) => sum + created, 0));
    await generator.query('DROP TABLE ballast');
  }, 60_000);

  it('R1: connections that are cut are replaced; nothing that was answered is lost, nothing is done twice', async () => {
    const cutter = await stranger();
    let busy = true;
    const working = people('Cut', await eight(), () => busy);
    let cut = 0;
    for (let round = 0; round < 25; round++) {
      const [rows] = await cutter.query('SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()');
      for (const { id } of rows as { id: number }[]) await cutter.query(`KILL ${id}`).then(() => cut++, () => undefined); // prettier-ignore
      await sleep(80);
    }
    busy = false;
    const done = await working;
    expect(cut).toBeGreaterThan(25);
    const answers = done.flatMap((one) => one.answers);
    // Only a connection that is cut while it commits leaves nobody knowing: then it is said.
    expect(answers.filter((answer) => answer.status >= 300 && ![412, 503].includes(answer.status))).toEqual([]);
    // Without another try, every cut request would be told to come back: three in four of the cuts.
    expect(answers.filter(({ status: told }) => told === 503).length).toBeLessThan(cut / 3);
    for (const { id, changed } of done) expect(await count('`audit_change` WHERE `recordId` = ? AND `field` = ?', id, 'employees')).toBeGreaterThanOrEqual(changed);
    const names = await house.get(Database).read<{ name: string; n: number }>("SELECT `name`, COUNT(*) AS `n` FROM `customer` WHERE `name` LIKE 'Cut %' GROUP BY `name`");
    expect(names.length).toBeGreaterThanOrEqual(done.reduce((sum, { created }) => sum + created, 0));
  }, 60_000);
});
