import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Database, KeyRing, SYSTEM, Unreadable, UnitOfWork } from '#kernel/api';
import { decrypted, encrypted } from './master-key.ts';

describe('keys', () => {
  it('C1: a changed byte or a cut tag is refused, and no IV comes twice', () => {
    const key = randomBytes(32);
    const sealed = encrypted(key, Buffer.from('138 1234 5678'), 'here');
    expect(decrypted(key, sealed, 'here').toString()).toBe('138 1234 5678');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => decrypted(key, changed, 'here')).toThrow();
    }
    for (const cut of [1, 8, 12, 16]) expect(() => decrypted(key, sealed.subarray(0, -cut), 'here')).toThrow();
    const ivs = new Set(Array.from({ length: 10_000 }, () => encrypted(key, Buffer.alloc(1), '').subarray(0, 12).toString('hex')));
    expect(ivs.size).toBe(10_000);
  });

  onEachDatabase((house) => {
    const here = { table: 'contact', column: 'phones', row: '1' };

    it('C2: a value opens only where it stands', () => {
      const keys = house.get(KeyRing);
      const sealed = keys.seal('personal', here, '+8613812345678');
      expect(sealed).toMatch(/^v1\.personal-1\./);
      expect(keys.unseal(here, sealed)).toBe('+8613812345678');
      for (const other of [{ ...here, row: '2' }, { ...here, column: 'emails' }, { ...here, table: 'customer' }]) {
        expect(() => keys.unseal(other, sealed)).toThrow(Unreadable);
      }
    });

    it('C6: equal values of a column look alike, those of two columns do not', () => {
      const keys = house.get(KeyRing);
      expect(keys.blind('contact.phones', '+8613812345678')).toBe(keys.blind('contact.phones', '+8613812345678'));
      expect(keys.blind('customer.phones', '+8613812345678')).not.toBe(keys.blind('contact.phones', '+8613812345678'));
    });

    it('C5: another master key opens nothing and says so', async () => {
      const keys = house.get(KeyRing);
      const [db, work] = [house.get(Database), house.get(UnitOfWork)];
      const [{ wrapped } = { wrapped: '' }] = await db.read<{ wrapped: string }>("SELECT `wrapped` FROM `data_key` WHERE `id` = 'secret-1'");
      await as(SYSTEM, () => work.run(() => db.write("UPDATE `data_key` SET `wrapped` = ? WHERE `id` = 'secret-1'", [randomBytes(60).toString('base64url')])));
      await expect(keys.open()).rejects.toThrow(/master key is not the one/);
      await as(SYSTEM, () => work.run(() => db.write("UPDATE `data_key` SET `wrapped` = ? WHERE `id` = 'secret-1'", [wrapped])));
      await expect(keys.open()).resolves.toBeUndefined();
    });
  });
});
