import { randomBytes } from 'node:crypto';
import { chmodSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onEachDatabase, scaled, type House } from '#house';
import { as, Clock, Database, Installation, KeyRing, LocalMasterKeys, MasterKeys, MOST_USES, SYSTEM, Unreadable, UnitOfWork } from '#kernel/api';
import { decrypted, encrypted } from './master-key.ts';

const here = { table: 'contact', column: 'phones', row: '1' };

describe('keys', () => {
  it('C1: a changed byte or a cut tag of any of 200 values is refused', () => {
    const key = randomBytes(32);
    for (let n = 0; n < 200; n++) {
      const sealed = encrypted(key, Buffer.from(`138 1234 5${n}`), 'here');
      expect(decrypted(key, sealed, 'here').toString()).toBe(`138 1234 5${n}`);
      for (let at = 0; at < sealed.length; at++) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ (1 << n % 8);
        expect(() => decrypted(key, changed, 'here')).toThrow();
      }
      for (const left of [4, 8, 12]) expect(() => decrypted(key, sealed.subarray(0, left - 16), 'here')).toThrow();
    }
  });

  it('C1: every cipher of the program is AES-256-GCM and knows how long its whole tag is', () => {
    const root = new URL('../../../../', import.meta.url).pathname;
    const sources = globSync(['libs/*/api/**/*.ts', 'apps/api/src/**/*.ts'], { cwd: root }).filter((file) => !file.endsWith('.spec.ts')).map((file) => readFileSync(root + file, 'utf8'));
    const uses = sources.flatMap((text) => [...text.matchAll(/= create(?:C|Dec)ipheriv\(.*/g)].map(([use]) => use));
    expect(uses.length).toBeGreaterThan(7);
    expect(uses.filter((use) => !/^= create(C|Dec)ipheriv\('aes-256-gcm', .*(authTagLength: 16|WHOLE_TAG)/.test(use))).toEqual([]);
  });

  it('C1: no IV comes twice', () => {
    const key = randomBytes(32);
    const ivs = new Set<string>();
    const times = scaled(200_000, 1_000_000);
    for (let n = 0; n < times; n++) ivs.add(encrypted(key, Buffer.alloc(1), '').subarray(0, 12).toString('latin1'));
    expect(ivs.size).toBe(times);
  }, scaled(30_000, 300_000));

  onEachDatabase((house) => {
    /** The ring of a second instance of the same installation. */
    const another = (of: House, masters: MasterKeys = of.get(MasterKeys)) => new KeyRing(of.get(Database), of.get(UnitOfWork), of.get(Clock), masters);
    const write = (text: string, params: unknown[]) => as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Database).write(text, params)));

    it('C2: a value opens only where it stands', () => {
      const keys = house.get(KeyRing);
      const sealed = keys.seal('personal', here, '+8613812345678');
      expect(sealed).toMatch(/^v1\.personal-1\./);
      expect(keys.unseal(here, sealed)).toBe('+8613812345678');
      for (const other of [{ ...here, row: '2' }, { ...here, column: 'emails' }, { ...here, table: 'customer' }]) {
        expect(() => keys.unseal(other, sealed)).toThrow(Unreadable);
      }
    });

    it('C3: the master key is in a file of 0400 and nowhere in the database', async () => {
      const file = join(house.folder, 'master-key');
      expect(statSync(file).mode & 0o777).toBe(0o400);
      const rows = JSON.stringify(await house.get(Database).read('SELECT * FROM `data_key`'));
      const text = readFileSync(file, 'utf8').trim();
      for (const form of [text, Buffer.from(text, 'base64').toString('base64url'), Buffer.from(text, 'base64').toString('hex')]) expect(rows).not.toContain(form);
    });

    it('C6: equal values of a column look alike, those of two columns do not', () => {
      const keys = house.get(KeyRing);
      expect(keys.blind('contact.phones', '+8613812345678')).toBe(keys.blind('contact.phones', '+8613812345678'));
      expect(keys.blind('customer.phones', '+8613812345678')).not.toBe(keys.blind('contact.phones', '+8613812345678'));
    });

    it('C5: another master key, or none, opens nothing and says so in one line', async () => {
      const wrong = new LocalMasterKeys({ ...plain(house.get(Installation)), masterKey: randomBytes(32).toString('base64'), nextMasterKey: null });
      await expect(another(house, wrong).open()).rejects.toThrow(/^The master key is not the one this database was encrypted with [^\n]+$/);
      const file = join(house.folder, 'master-key');
      renameSync(file, `${file}.away`);
      await expect(another(house).open()).rejects.toThrow(/^The master key is missing: [^\n]+$/);
      renameSync(`${file}.away`, file);
      await expect(another(house).open()).resolves.toBeUndefined();
    });

    it('C5: a wrapped key that was changed is noticed at the start', async () => {
      const [{ wrapped } = { wrapped: '' }] = await house.get(Database).read<{ wrapped: string }>("SELECT `wrapped` FROM `data_key` WHERE `id` = 'secret-1'");
      await write("UPDATE `data_key` SET `wrapped` = ? WHERE `id` = 'secret-1'", [randomBytes(60).toString('base64url')]);
      await expect(another(house).open()).rejects.toThrow(/master key is not the one/);
      await write("UPDATE `data_key` SET `wrapped` = ? WHERE `id` = 'secret-1'", [wrapped]);
    });

    it('C9: uses are counted over all instances, and a key that has encrypted as often as it may encrypts no more', async () => {
      const [one, two] = [another(house), another(house)];
      await Promise.all([one.open(), two.open()]);
      const used = async () => (await one.stored()).find(({ id }) => id === 'history-1')?.used ?? 0;
      const before = await used();
      for (const ring of [one, two, two]) ring.seal('history', here, 'x');
      await one.refresh();
      await two.refresh();
      expect(await used()).toBe(before + 3);
      await write("UPDATE `data_key` SET `used` = ? WHERE `id` = 'history-1'", [MOST_USES]);
      await one.refresh();
      expect(() => one.seal('history', here, 'x')).toThrow(/rotate it/);
      await write("UPDATE `data_key` SET `used` = 0 WHERE `id` = 'history-1'", []);
    });

    it('C4: a new master key wraps the same data keys, and an interrupted change is finished at the next start', async () => {
      const sealed = house.get(KeyRing).seal('personal', here, 'still here');
      const { from, to } = await as(SYSTEM, () => another(house).rewrap());
      expect(to).not.toBe(from);
      const file = join(house.folder, 'master-key');
      const now = readFileSync(file);
      // As if the machine had died between the database and the file.
      renameSync(file, `${file}.next`);
      writeFileSync(file, `${randomBytes(32).toString('base64')}\n`);
      const after = another(house);
      await after.open();
      expect(after.unseal(here, sealed)).toBe('still here');
      expect(readFileSync(file)).toEqual(now);
      chmodSync(file, 0o400);
      rmSync(`${file}.next`, { force: true });
    });
  });
});

const plain = (of: Installation) => ({
  dataDir: of.dataDir, publicUrl: of.publicUrl, setupToken: null, signingKeyFile: null, masterKey: of.masterKey, nextMasterKey: of.nextMasterKey, masterKeyFile: of.masterKeyFile, insecureCookies: true, operationsApart: false, metricsToken: null, outwardAllowed: [],
}); // prettier-ignore
