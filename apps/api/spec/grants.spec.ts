import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from '#house';
import { Jobs } from '#kernel/api';

/** What the page on security asks for. */
const GRANTS = 'SELECT, INSERT, UPDATE, DELETE';

describe('an account of MariaDB that may only work on rows', () => {
  const owner = new House('mariadb');
  const house = new House('mariadb');
  let url = '';

  beforeAll(async () => {
    await owner.start();
    const schema = owner.url.split('/').at(-1) ?? '';
    const server = await createConnection(owner.url.replace(/^mariadb/, 'mysql'));
    await server.query(`CREATE USER \`${schema.slice(0, 20)}\`@'127.0.0.1' IDENTIFIED BY 'rows only'`);
    await server.query(`GRANT ${GRANTS} ON \`${schema}\`.* TO \`${schema.slice(0, 20)}\`@'127.0.0.1'`);
    await server.end();
    url = owner.url.replace('root@', `${schema.slice(0, 20)}:rows%20only@`);
    await house.join(Object.assign(new House('mariadb'), { url, folder: owner.folder }));
  });
  afterAll(async () => {
    await house.app.close();
    await owner.stop();
  });

  it('G2: starts and does the work of every day once the tables are made', async () => {
    const ann = await house.person('Ann', ['administrator']);
    const { body: customer } = await house.request(ann, 'POST', '/customers', { name: 'A', kind: 'company', status: 'active', tags: ['x'] }, { 'idempotency-key': 'grants-grants' });
    expect((await house.request(ann, 'PATCH', `/customers/${customer.id}`, { city: 'Suzhou' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await house.request(ann, 'GET', '/customers?q=A&city=Suzhou')).body.total).toBe(1);
    const { body: asked } = await house.request(ann, 'POST', '/exports', { kind: 'customer', format: 'csv', query: '', ids: [], columns: ['name'] });
    for (let tries = 0; tries < 100 && (await house.request(ann, 'GET', `/exports/${asked.id}`)).body.state !== 'done'; tries++) await house.get(Jobs).runDue();
    expect((await house.request(ann, 'GET', `/exports/${asked.id}/file`)).body).toContain('A');
    expect((await house.request(ann, 'DELETE', `/customers/${customer.id}`, undefined, { 'if-match': '"2"' })).status).toBe(204);
  });

  it('G2: may make no table, write no file, read no other schema and grant nothing', async () => {
    const connection = await createConnection(url.replace(/^mariadb/, 'mysql'));
    for (const statement of ['CREATE TABLE `x` (`a` int)', 'DROP TABLE `customer`', 'ALTER TABLE `customer` ADD `x` int', "SELECT 1 INTO OUTFILE '/tmp/x'", 'SELECT * FROM `mysql`.`global_priv`', "GRANT ALL ON *.* TO 'x'@'%'", 'SET GLOBAL general_log = 1'])
      await expect(connection.query(statement), statement).rejects.toThrow(/denied/);
    await connection.end();
  });
});
