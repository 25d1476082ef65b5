import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase, scaled } from '#house';
import { as, Database, SYSTEM, UnitOfWork } from '#kernel/api';
import { Archive, BackupKeys, Backups, FolderTarget, Targets } from '#backups/api';

const ACCOUNTS = 50;
const EACH = 1_000_000;

onEachDatabase((house) => {
  const times = scaled(3, 20);
  let disk = '';
  const write = (text: string, params: unknown[] = []) => house.get(UnitOfWork).run(() => house.get(Database).write(text, params));

  beforeAll(async () => {
    disk = join(house.folder, 'disk');
    mkdirSync(disk);
    await write(`CREATE TABLE \`purse\` (\`id\` integer NOT NULL PRIMARY KEY, \`amount\` bigint NOT NULL, \`filler\` varchar(2000) NOT NULL)${house.kind === 'mariadb' ? ' ENGINE=InnoDB' : ''}`);
    for (let id = 0; id < ACCOUNTS; id++) await write('INSERT INTO `purse` VALUES (?, ?, ?)', [id, EACH, 'x'.repeat(1900)]);
    await as(SYSTEM, async () => {
      await house.get(BackupKeys).makeMaster('Safe');
      await house.get(BackupKeys).turnDrillsOn();
      await house.get(Targets).add({ name: 'Disk', kind: 'folder', enabled: true, path: disk, endpoint: null, region: null, bucket: null, prefix: null, accessKeyId: null, host: null, port: null, username: null, hostKey: null, secret: null });
    });
  });

  /** What a backup says everybody has together. */
  const sumIn = async (name: string): Promise<number> => {
    const archive = await Archive.open(new FolderTarget('x', 'Disk', disk), name, await house.get(BackupKeys).trust());
    const plain = await buffer(await archive.database((await house.get(BackupKeys).drillIdentity()) ?? ''));
    if (house.kind === 'mariadb') return [.../INSERT INTO `purse` VALUES([^;]+);/.exec(plain.toString())?.[1]?.matchAll(/\(\d+,(\d+),/g) ?? []].reduce((sum, [, amount]) => sum + Number(amount), 0);
    const file = join(house.folder, `${name}.db`);
    writeFileSync(file, plain);
    const db = new SqliteDatabase(file, { readonly: true });
    const { sum } = db.prepare('SELECT SUM(`amount`) AS `sum` FROM `purse`').get() as { sum: number };
    db.close();
    return sum;
  };

  describe('while money goes from one to another all the time', () => {
    it(`B1: ${times} backups of ${times} hold exactly what everybody has together`, async () => {
      let [moved, on, seed] = [0, true, 1];
      const next = (of: number) => (seed = (seed * 48_271) % 2_147_483_647) % of;
      const load = (async () => {
        while (on) {
          const [from, to, amount] = [next(ACCOUNTS), next(ACCOUNTS), next(1000)];
          await house.get(UnitOfWork).run(async () => {
            await house.get(Database).write('UPDATE `purse` SET `amount` = `amount` - ? WHERE `id` = ?', [amount, from]);
            await turn();
            await house.get(Database).write('UPDATE `purse` SET `amount` = `amount` + ? WHERE `id` = ?', [amount, to]);
          });
          moved++;
        }
      })();
      const sums: number[] = [];
      for (let time = 0; time < times; time++) sums.push(await sumIn((await as(SYSTEM, () => house.get(Backups).run('manual'))).name));
      on = false;
      await load;
      expect(sums).toEqual(Array.from({ length: times }, () => ACCOUNTS * EACH));
      expect(moved).toBeGreaterThan(times * 10);
    }, 300_000);
  });
});
