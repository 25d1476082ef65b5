import type { DataSource, QueryRunner } from 'typeorm';
import { DataSource as Source } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { driftOf, migration, Migrator, migrationsOf, shapesOf } from '#kernel/api';
import { SLICES } from '../src/slices.ts';

const first = migration('20990101-50-first', (schema) => {
  schema.createTable('spec_thing', (c) => {
    c.id();
    c.text('name', 50);
    c.index('name');
    c.unique('name', 'id');
  });
  schema.insert('spec_thing', [{ id: '019378f0-0000-7000-8000-000000000001', name: 'a' }, { id: '019378f0-0000-7000-8000-000000000002', name: 'b' }]);
});
const second = migration('20990102-50-second', (schema) => {
  schema.addColumns('spec_thing', (c) => {
    c.integer('size', { null: true });
    c.text('gone', 20, { null: true });
  });
  schema.dropColumn('spec_thing', 'gone');
  schema.appendOnly('spec_thing', { DELETE: "OLD.`name` = 'b'" });
  schema.createIndex('spec_thing', ['size']);
});

const before = migration('20990103-50-before', (schema) => {
  schema.createTable('spec_old', (c) => {
    c.id();
    c.day('born', { null: true });
    c.text('note', 2000);
    c.code('kind', 20);
    c.index('kind', 'id');
  });
});
const after = migration('20990104-50-after', (schema) => {
  schema.retypeColumns('spec_old', (c) => {
    c.secret('born', { null: true });
    c.longText('note');
  });
});

describe('the migrator', () => {
  onEachDatabase((house) => {
    it('gives columns another type and keeps what they hold, their indexes and what hangs on them', async () => {
      const source = house.app.get<DataSource>(Source);
      await new Migrator(source, { url: house.url }, [...migrationsOf(SLICES), before]).run();
      const rows = [['019378f0-0000-7000-8000-000000000001', '1990-01-02', 'Notiz 您好', 'a'], ['019378f0-0000-7000-8000-000000000002', null, '', 'b']];
      for (const row of rows) await source.query('INSERT INTO `spec_old` (`id`, `born`, `note`, `kind`) VALUES (?, ?, ?, ?)', row);
      if (house.kind === 'sqlite') {
        await source.query('DELETE FROM `spec_old` WHERE rowid = 1');
        await source.query('CREATE TRIGGER `spec_seen` AFTER UPDATE ON `spec_old` BEGIN SELECT 1; END');
      }
      const all = [...migrationsOf(SLICES), before, after];
      await new Migrator(source, { url: house.url }, all).run();
      const kept = await source.query('SELECT `id`, `born`, `note`, `kind` FROM `spec_old` ORDER BY `id`');
      expect(kept.map((row: object) => Object.values(row))).toEqual(house.kind === 'sqlite' ? rows.slice(1) : rows);
      if (house.kind === 'sqlite') {
        expect(await source.query('SELECT rowid AS `n` FROM `spec_old`')).toEqual([{ n: 2 }]);
        expect(await source.query("SELECT COUNT(*) AS `n` FROM `sqlite_schema` WHERE `type` = 'trigger' AND `tbl_name` = 'spec_old'")).toEqual([{ n: 1 }]);
      }
      const drift = await driftOf({ url: house.url }, shapesOf(all).filter(({ name }) => name === 'spec_old'));
      expect(drift.filter((query) => query.includes('spec_old'))).toEqual([]);
      await source.query('DROP TABLE `spec_old`');
      await source.query("DELETE FROM `migration` WHERE `id` LIKE '2099%'");
    });

    it('R6: continues wherever it was killed between two statements', async () => {
      const source = house.app.get<DataSource>(Source);
      const migrations = [...migrationsOf(SLICES), first, second];
      /** A database that dies after n statements. */
      const dying = (n: number): DataSource => {
        let left = n;
        const createQueryRunner = () => {
          const runner = source.createQueryRunner('master');
          return new Proxy(runner, {
            get: (target, name: keyof QueryRunner) => {
              const value = target[name] as unknown;
              if (name !== 'query') return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
              return (...args: [string]) => (left-- > 0 ? target.query(...args) : Promise.reject(new Error('killed')));
            },
          });
        };
        return { createQueryRunner } as unknown as DataSource;
      };
      let finished = false;
      let statements = 0;
      for (; !finished; statements++) {
        await source.query('DROP TABLE IF EXISTS `spec_thing`');
        await source.query("DELETE FROM `migration` WHERE `id` LIKE '2099%'");
        finished = await new Migrator(dying(statements), { url: house.url }, migrations).run().then(() => true, () => false); // prettier-ignore
        // The one that was killed holds its lease for a minute.
        await source.query("UPDATE `lease` SET `until` = '1970-01-01 00:00:00.000' WHERE `name` = 'migrate'");
        await new Migrator(source, { url: house.url }, migrations).run();
        const rows = await source.query('SELECT `name`, `size` FROM `spec_thing` ORDER BY `name`');
        expect(rows.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
      }
      expect(statements).toBeGreaterThan(10);
      const tables = shapesOf([first]);
      const [thing] = tables;
      if (!thing) throw new Error('no table');
      const whole = { ...thing, columns: [...thing.columns, { name: 'size', kind: 'integer' as const, null: true }], indexes: [...thing.indexes, ['size']] };
      const drift = (await driftOf({ url: house.url }, [whole])).filter((statement) => statement.includes('spec_thing'));
      expect(drift).toEqual([]);
      await expect(source.query("UPDATE `spec_thing` SET `name` = 'c'")).rejects.toThrow(/append-only/);
      await expect(source.query("DELETE FROM `spec_thing` WHERE `name` = 'a'")).rejects.toThrow(/append-only/);
      await source.query("DELETE FROM `spec_thing` WHERE `name` = 'b'");
      expect(await new Migrator(source, { url: house.url }, migrations).unguarded()).toEqual([]);
    });

    it('R6: runs once over all instances: the others wait, and find it done', async () => {
      const source = house.app.get<DataSource>(Source);
      await source.query('DROP TABLE IF EXISTS `spec_thing`');
      await source.query("DELETE FROM `migration` WHERE `id` LIKE '2099%'");
      const asked: string[] = [];
      const runs = await Promise.all(
        ['a', 'b', 'c'].map((name) => new Migrator(source, { url: house.url }, [...migrationsOf(SLICES), first, second]).run(async ({ missing }) => void asked.push(`${name} ${missing.length}`))),
      );
      expect(runs.map((ids) => ids.length).sort()).toEqual([0, 0, 2]);
      expect(asked).toHaveLength(1);
    });

    it('R6: refuses a database that a newer program migrated', async () => {
      const source = house.app.get<DataSource>(Source);
      await expect(new Migrator(source, { url: house.url }, migrationsOf(SLICES)).run()).rejects.toThrow(/newer Rapport/);
    });
  });
});
