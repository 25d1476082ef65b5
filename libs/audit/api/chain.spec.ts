import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import { TeamService } from '#accounts/api';
import { AuditWatch, Checkpoints, Sealer, Verifier } from '#audit/api';
import { as, Audit, canonicalOf, Database, KeyRing, newId, SYSTEM, UnitOfWork } from '#kernel/api';
import { ChainQueries } from './chain.queries.ts';
import { sealText } from './chain.ts';

const TABLES = ['audit', 'audit_change', 'audit_seal'] as const;

/** Somebody with the database in their hands: no triggers, no application. */
class Intruder {
  private kept = new Map<string, Record<string, unknown>[]>();
  constructor(private readonly house: House) {}

  private get source(): DataSource {
    return this.house.app.get<DataSource>(DataSource);
  }
  sql = (text: string, params: unknown[] = []): Promise<Record<string, unknown>[]> => this.source.query(text, params);

  async breakIn(): Promise<void> {
    for (const table of [...TABLES, 'audit_stub']) for (const verb of ['update', 'delete']) await this.sql(`DROP TRIGGER IF EXISTS \`${table}_no_${verb}\``);
    for (const table of TABLES) this.kept.set(table, await this.sql(`SELECT * FROM \`${table}\``));
  }
  /** Puts every row back as it was. */
  async undo(): Promise<void> {
    for (const table of TABLES) {
      await this.sql(`DELETE FROM \`${table}\``);
      for (const row of this.kept.get(table) ?? []) {
        await this.sql(`INSERT INTO \`${table}\` (${Object.keys(row).map((name) => `\`${name}\``).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row));
      }
    }
  }
}

describe('the chain of the audit', () => {
  onEachDatabase((house) => {
    const add = (name: string) => as(SYSTEM, () => house.get(TeamService).add({ name: `${name} ${newId()}` }));
    const fresh = async (n: number) => {
      for (let index = 0; index < n; index++) await add(`chained ${index}`);
      await house.get(Sealer).seal();
      return house.get(ChainQueries).head();
    };
    const verify = async () => {
      await house.get(Sealer).seal();
      return house.get(Verifier).verify();
    };
    const idAt = async (seq: number) => (await house.get(Database).read<{ auditId: string }>('SELECT `auditId` FROM `audit_seal` WHERE `seq` = ?', [seq]))[0]?.auditId;

    it('R6: seals every row once, without a gap, whatever twenty writers and three sealers do at the same time', async () => {
      const sealers = Array.from({ length: 2 }, () => new Sealer(house.get(ChainQueries), { committed: () => undefined } as never, house.get(KeyRing), house.get(UnitOfWork), { now: () => new Date() }));
      const writers = Array.from({ length: 20 }, async (_, who) => {
        for (let index = 0; index < 5; index++) await add(`parallel ${who} ${index}`);
      });
      const rounds = [house.get(Sealer), ...sealers].map(async (sealer) => {
        for (let round = 0; round < 5; round++) await sealer.seal();
      });
      await Promise.all([...writers, ...rounds]);
      const { whole, pending, head } = await verify();
      const { sealed } = await house.get(ChainQueries).counts();
      expect({ whole, pending, dense: head === sealed }).toEqual({ whole: true, pending: 0, dense: true });
      expect(head).toBeGreaterThanOrEqual(100);
    });

    it('T4: the database itself refuses to change or delete what the audit holds', async () => {
      const { seq } = await fresh(1);
      const id = await idAt(seq);
      const attempts = [
        house.get(UnitOfWork).run(() => house.get(Database).write("UPDATE `audit` SET `action` = 'nothing' WHERE `id` = ?", [id])),
        house.get(UnitOfWork).run(() => house.get(Database).write('DELETE FROM `audit` WHERE `id` = ?', [id])),
        house.get(UnitOfWork).run(() => house.get(Database).write("UPDATE `audit_change` SET `newValue` = '1' WHERE `auditId` = ?", [id])),
        house.get(UnitOfWork).run(() => house.get(Database).write('DELETE FROM `audit_change` WHERE `auditId` = ?', [id])),
        house.get(UnitOfWork).run(() => house.get(Database).write('DELETE FROM `audit_seal` WHERE `seq` = ?', [seq])),
        house.get(UnitOfWork).run(() => house.get(Database).write("UPDATE `audit_seal` SET `seal` = '' WHERE `seq` = ?", [seq])),
      ];
      for (const outcome of await Promise.allSettled(attempts)) expect(String((outcome as PromiseRejectedResult).reason)).toMatch(/append-only/);
    });

    it('T4: an edit, a deletion in the middle or at the end, an insertion, a swap and a whole new chain are found: 6 of 6', async () => {
      await fresh(12);
      await house.get(Checkpoints).write();
      const { seq: last } = await house.get(ChainQueries).head();
      const thief = new Intruder(house);
      await thief.breakIn();
      const [middle, other] = [last - 5, last - 4];
      const [id, next] = [await idAt(middle), await idAt(other)];
      const forge = async (): Promise<void> => {
        let seal = '';
        for (const { seq, auditId, row } of await house.get(ChainQueries).links(0, 100_000)) {
          const changes = (await house.get(ChainQueries).changes([auditId])).get(auditId) ?? [];
          const forged = { ...row, actorId: null } as NonNullable<typeof row>;
          const mac = house.get(KeyRing).mac('audit', canonicalOf({ ...forged, action: 'nothing.done' }, changes));
          seal = house.get(KeyRing).mac('audit', sealText(seq, seal, mac));
          await thief.sql("UPDATE `audit` SET `action` = 'nothing.done', `actorId` = NULL, `mac` = ? WHERE `id` = ?", [mac, auditId]);
          await thief.sql("UPDATE `audit_seal` SET `action` = 'nothing.done', `actorId` = NULL, `seal` = ? WHERE `seq` = ?", [seal, seq]);
        }
      };
      const attacks: [string, () => Promise<unknown>, object][] = [
        ['edit', () => thief.sql("UPDATE `audit_change` SET `newValue` = '{\"name\":\"other\"}' WHERE `auditId` = ?", [id]), { fault: 'changed', seq: middle, auditId: id }],
        ['delete in the middle', async () => {
          for (const table of ['audit_seal', 'audit_change']) await thief.sql(`DELETE FROM \`${table}\` WHERE \`auditId\` = ?`, [id]);
          await thief.sql('DELETE FROM `audit` WHERE `id` = ?', [id]);
        }, { fault: 'missing', seq: middle }],
        ['delete the tail', async () => {
          await thief.sql('DELETE FROM `audit` WHERE `id` IN (SELECT `auditId` FROM `audit_seal` WHERE `seq` > ?)', [last - 3]);
          await thief.sql('DELETE FROM `audit_seal` WHERE `seq` > ?', [last - 3]);
        }, { fault: 'cut', seq: last - 2 }],
        ['insert', () => thief.sql("INSERT INTO `audit` (`id`, `at`, `action`, `outcome`, `mac`) VALUES (?, '2099-01-01 00:00:00.000', 'user.update', 'done', NULL)", [newId()]), { fault: 'inserted' }],
        ['reorder', async () => {
          await thief.sql('UPDATE `audit_seal` SET `auditId` = ? WHERE `seq` = ?', [newId(), middle]);
          await thief.sql('UPDATE `audit_seal` SET `auditId` = ? WHERE `seq` = ?', [id, other]);
          await thief.sql('UPDATE `audit_seal` SET `auditId` = ? WHERE `seq` = ?', [next, middle]);
        }, { fault: 'moved', seq: middle, auditId: next }],
        ['rewrite the whole chain, with the key', forge, { fault: 'rewritten' }],
      ]; // prettier-ignore
      for (const [name, attack, expected] of attacks) {
        await attack();
        const { first, whole, gap } = await house.get(Verifier).verify();
        expect({ name, whole, first }).toMatchObject({ name, whole: false, first: expected });
        if (name === 'delete the tail') expect(gap).toBe(3);
        await thief.undo();
      }
      expect(await verify()).toMatchObject({ whole: true, first: null });
    });

    it('T4: an inserted row with a made-up hash is sealed and found', async () => {
      const { seq } = await fresh(1);
      const thief = new Intruder(house);
      await thief.breakIn();
      await thief.sql("INSERT INTO `audit` (`id`, `at`, `action`, `outcome`, `mac`) VALUES (?, '2099-01-01 00:00:00.000', 'user.update', 'done', ?)", [newId(), 'f'.repeat(64)]);
      expect(await verify()).toMatchObject({ whole: false, first: { fault: 'changed', seq: seq + 1 } });
      await thief.undo();
    });

    it('T4: a row that vanishes before it is sealed, and a chain that became shorter, are told of at once', async () => {
      await fresh(3);
      const thief = new Intruder(house);
      await thief.breakIn();
      const lost = async () =>
        (await house.get(Database).read<{ detail: string }>("SELECT `detail` FROM `audit` WHERE `action` = 'audit.lost' ORDER BY `id`")).map(({ detail }) => JSON.parse(detail).fault);
      let gone = '';
      const { committed } = house.get(Audit);
      house.get(Audit).committed = (row) => {
        gone = row.id;
        committed(row);
      };
      await add('seen by nobody');
      await thief.sql('DELETE FROM `audit` WHERE `id` = ?', [gone]);
      await house.get(Sealer).seal();
      expect((await lost()).at(-1)).toBe('row-missing');
      const { seq } = await fresh(2);
      await thief.sql('DELETE FROM `audit` WHERE `id` = (SELECT `auditId` FROM `audit_seal` WHERE `seq` = ?)', [seq]);
      await thief.sql('DELETE FROM `audit_seal` WHERE `seq` = ?', [seq]);
      await house.get(Sealer).seal();
      await house.get(Sealer).seal();
      expect(await lost()).toContain('cut');
      house.get(Audit).committed = committed;
      await thief.undo();
    });

    it('T4: checkpoints are signed, outside the database and readable by the server alone; a forged one is named', async () => {
      await fresh(1);
      await house.get(Checkpoints).write();
      const folder = join(house.folder, 'audit-checkpoints');
      const [name = ''] = readdirSync(folder);
      const file = join(folder, name);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(join(house.folder, 'audit-checkpoint-key.pem')).mode & 0o777).toBe(0o400);
      const before = readFileSync(file, 'utf8');
      expect(house.get(Checkpoints).read().forged).toBeNull();
      writeFileSync(file, before.replace(/"seq":\d+/, '"seq":1'));
      expect(house.get(Checkpoints).read().forged).toBe(`audit-checkpoints/${name}:1`);
      writeFileSync(file, before);
    });

    it('T4: values erased for good leave their hash, and the chain stays whole', async () => {
      const id = await add('to be erased');
      await house.get(Sealer).seal();
      await as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Audit).erase('team', id)));
      const rows = await house.get(Database).read<{ newValue: string }>('SELECT `newValue` FROM `audit_change` WHERE `recordId` = ?', [id]);
      expect(rows.map(({ newValue }) => newValue).join()).not.toContain('to be erased');
      expect(await as(SYSTEM, () => house.get(TeamService).history(id))).toMatchObject({ items: [{ action: 'create' }] });
      expect((await as(SYSTEM, () => house.get(AuditWatch).verify())).first?.fault ?? 'whole').toBe('whole');
    });
  });
});
