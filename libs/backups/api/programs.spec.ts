import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from '#house';
import { serverSums } from '#backups/api';

/** What shells, option files and URLs would take for their own. */
const PASSWORD = 'pw;$(id)`id`\'"\\ #=&|%0a-h';
const processes = '/proc';

describe('the programs of the database', () => {
  const house = new House('mariadb');
  beforeAll(() => house.start());
  afterAll(() => house.stop());

  it('V7: show their password to nobody who looks at what runs, and leave no file of it', async () => {
    const schema = house.url.split('/').at(-1) ?? '';
    const account = schema.slice(0, 20);
    const server = await createConnection(house.url.replace(/^mariadb/, 'mysql'));
    await server.query(`CREATE USER \`${account}\`@'127.0.0.1' IDENTIFIED BY ?`, [PASSWORD]);
    await server.query(`GRANT ALL ON \`${schema}\`.* TO \`${account}\`@'127.0.0.1'`);
    const folder = join(house.folder, 'access');
    let over = false;
    const seen: string[] = [];
    const dump = serverSums({ url: house.url.replace('root@', `${account}:${encodeURIComponent(PASSWORD)}@`) }, folder).finally(() => (over = true));
    while (!over) {
      for (const id of readdirSync(processes).filter((name) => /^\d+$/.test(name))) seen.push(...told(id).filter((text) => text.includes(folder)));
      await breath();
    }
    expect((await dump).length).toBeGreaterThan(50);
    await server.query(`DROP USER \`${account}\`@'127.0.0.1'`);
    await server.end();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((text) => text.includes(PASSWORD) || text.includes(encodeURIComponent(PASSWORD)))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** How a program was started, and with which variables; nothing once it is over. */
function told(id: string): string[] {
  try {
    return [['cmdline', 'environ'].map((name) => readFileSync(join(processes, id, name), 'utf8')).join('\n')];
  } catch {
    return [];
  }
}
