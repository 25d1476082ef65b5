import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { BEFORE_UPGRADE, Upgrade } from '#operations/api';
import { BackupKeys, BackupOverview, Targets } from '#backups/api';
import type { TargetInput } from '#backups/model';
import { as, Database, newId, SYSTEM, toStoredMoment, UnitOfWork } from '#kernel/api';

const EMPTY: TargetInput = { name: '', kind: 'folder', enabled: true, path: null, endpoint: null, region: null, bucket: null, prefix: null, accessKeyId: null, host: null, port: null, username: null, hostKey: null, secret: null };
const LAST = '20261125-75-operations';

describe('an upgrade', () => {
  onEachDatabase((house) => {
    const source = () => house.app.get(DataSource);
    const folder = () => join(house.folder, BEFORE_UPGRADE);
    const copies = () => (existsSync(folder()) ? readdirSync(folder()).sort() : []);
    /** As the version before left it. */
    const older = async () => {
      await source().query(`DELETE FROM \`migration\` WHERE \`id\` = '${LAST}'`);
      await source().query('DROP TABLE IF EXISTS `alert_notice`');
    };
    const applied = async () => (await source().query(`SELECT \`id\` FROM \`migration\` WHERE \`id\` = '${LAST}'`)).length === 1;

    it('R6: changes nothing while jobs of another instance run, and says so', async () => {
      await older();
      const upgrade = house.get(Upgrade);
      upgrade.patienceMs = 300;
      const moment = (later: number) => toStoredMoment(new Date(Date.now() + later).toISOString());
      const id = newId();
      await house.get(UnitOfWork).run(() => house.get(Database).insert('job', ['id', 'kind', 'state', 'payload', 'progress', 'total', 'attempts', 'fence', 'until', 'createdAt'], [[id, 'import', 'running', '{}', 0, 0, 1, 1, moment(30_000), moment(0)]]));
      await expect(upgrade.run()).rejects.toThrow(/still works \(import\)/);
      expect([await applied(), copies()]).toEqual([false, []]);
      await house.get(UnitOfWork).run(() => house.get(Database).write("UPDATE `job` SET `state` = 'done' WHERE `id` = ?", [id]));
    });

    it('R6: keeps the way back first: a whole copy of the file, or a backup; without either nothing is changed', async () => {
      const upgrade = house.get(Upgrade);
      if (house.kind === 'mariadb') {
        const whole = upgrade.backup;
        upgrade.backup = () => Promise.reject(new Error('the target is away'));
        await expect(upgrade.run()).rejects.toThrow(/the target is away\). Nothing was changed.*--without-backup/);
        expect(await applied()).toBe(false);
        upgrade.backup = whole;
        expect(await upgrade.run()).toEqual([LAST]);
        // With a place to keep it, a real one: made while the lease of migrations is held.
        await older();
        const disk = join(house.folder, 'disk');
        mkdirSync(disk);
        await as(SYSTEM, () => house.get(BackupKeys).makeMaster('Safe'));
        await as(SYSTEM, () => house.get(Targets).add({ ...EMPTY, name: 'Disk', path: disk }));
        expect(await upgrade.run()).toEqual([LAST]);
        const { backups } = await house.get(BackupOverview).view();
        expect(backups).toMatchObject([{ state: 'good', cause: 'upgrade' }]);
        expect(existsSync(join(disk, 'backups', backups[0]?.name ?? '', 'manifest.json'))).toBe(true);
      } else {
        expect(await upgrade.run()).toEqual([LAST]);
        const [name = ''] = copies();
        expect(name).toMatch(/^\d{8}T\d{9}Z-.+\.db$/);
        expect(statSync(join(folder(), name)).mode & 0o077).toBe(0);
        const copy = new SqliteDatabase(join(folder(), name), { readonly: true });
        expect([copy.prepare('SELECT COUNT(*) AS `n` FROM `migration` WHERE `id` = ?').get(LAST), copy.pragma('integrity_check')]).toEqual([{ n: 0 }, [{ integrity_check: 'ok' }]]);
        copy.close();
      }
      expect([await applied(), await upgrade.run()]).toEqual([true, []]);
    });

    it('R6: goes on without one where somebody says so, and keeps three copies at most', async () => {
      const upgrade = house.get(Upgrade);
      const before = copies().length;
      await older();
      expect(await upgrade.run({ backup: false })).toEqual([LAST]);
      expect(copies()).toHaveLength(before);
      if (house.kind === 'mariadb') return;
      const newest: string[] = [];
      for (let n = 0; n < 3; n++) {
        await older();
        await upgrade.run();
        newest.push(copies().at(-1) ?? '');
      }
      expect([copies().length, copies().every((name) => name.endsWith('.db'))]).toEqual([3, true]);
      expect(copies()).toEqual(newest);
    });
  });
});
