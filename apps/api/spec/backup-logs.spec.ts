import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from '#house';
import { BackupKeys, Backups, LogShipping, Restorations, RestorePlaces, Targets } from '#backups/api';
import { as, Database, SYSTEM, type Principal } from '#kernel/api';
import { ContactService } from '#contacts/api';
import { startMariadb } from '../../../tools/database/mariadb.mjs';

describe('binary logs', () => {
  const house = new House('mariadb');
  let server: Awaited<ReturnType<typeof startMariadb>>;
  let [disk, backup] = ['', ''];
  let ann: Principal;
  const add = (name: string) => as(ann, () => house.get(ContactService).add({ name, phones: [], emails: [] } as never));

  beforeAll(async () => {
    server = await startMariadb({ options: ['--log-bin=mariadb-bin', '--server-id=7', '--binlog-format=ROW', '--log-bin-trust-function-creators=1'] });
    house.server = server.url;
    await house.start();
    // How the tables of a test come to be is not what a server logs.
    await house.get(Database).read('FLUSH BINARY LOGS');
    disk = join(house.folder, 'disk');
    mkdirSync(disk);
    ann = await house.person('Ann', ['administrator']);
    await add('Before the backup');
    await as(SYSTEM, async () => {
      await house.get(BackupKeys).makeMaster('Master');
      await house.get(BackupKeys).turnDrillsOn();
      await house.get(Targets).add({ name: 'Disk', kind: 'folder', path: disk, enabled: true, secret: null } as never);
      ({ name: backup } = await house.get(Backups).run('command'));
    });
  }, 120_000);
  afterAll(async () => {
    await house.stop();
    await server.stop();
  });

  it('B14: a table whose rows were dropped is restored to one second before, with nothing lost that was there', async () => {
    for (const name of ['After one', 'After two', '陈 O’Neil']) await add(name);
    await sleep(1100);
    const until = new Date().toISOString();
    await sleep(1100);
    const connection = await createConnection(house.url.replace(/^mariadb/, 'mysql'));
    await connection.query('DELETE FROM `contact`');
    await connection.end();
    await as(SYSTEM, () => house.get(LogShipping).ship());
    const { state, fault, place, checks } = await as(SYSTEM, () => house.get(Restorations).run('restore', { backup, targetId: null, until }, 'command'));
    expect([state, fault]).toEqual(['good', null]);
    expect(checks.find(({ check }) => check === 'replay')?.n).toBeGreaterThan(3);
    const rows = await house.get(Database).read<{ name: string }>(`SELECT \`name\` FROM \`${place}\`.\`contact\` ORDER BY \`createdAt\`, \`id\``);
    expect(rows.map(({ name }) => name)).toEqual(['Before the backup', 'After one', 'After two', '陈 O’Neil']);
    expect((await house.get(Database).read('SELECT 1 FROM `contact`')).length).toBe(0);
  }, 60_000);

  it('B14: logs lie on the target sealed and signed, and nothing of them on this host', async () => {
    const { logs, noLogs } = await as(SYSTEM, () => house.get(RestorePlaces).logs());
    expect(noLogs).toBeNull();
    expect(Date.parse(logs?.to ?? '')).toBeGreaterThan(Date.now() - 60_000);
    const [piece = ''] = readdirSync(join(disk, 'logs', '7')).filter((name) => name.endsWith('.age'));
    expect(readFileSync(join(disk, 'logs', '7', piece)).includes('After one')).toBe(false);
    expect(readdirSync(join(house.folder, 'log-access'))).toEqual([]);
  });

  it('B14: a moment that no log leads to is refused, and a gap is told', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const { fault } = await as(SYSTEM, () => house.get(Restorations).run('restore', { backup, targetId: null, until: later }, 'command'));
    expect(fault?.code).toBe('no-logs');
  }, 60_000);
});
