import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { ContactService } from '#contacts/api';
import { Encryption, Resealing, Rotations } from '#encryption/api';
import type { Rotatable } from '#encryption/model';
import { Audit, Clock, as, Database, KeyRing, Leases, MasterKeys, Sealing, SYSTEM, UnitOfWork, Catalogue } from '#kernel/api';
import { UserService } from '#accounts/api';

describe('a change of a data key', () => {
  onEachDatabase((house) => {
    const db = () => house.get(Database);
    const write = (text: string, params: unknown[] = []) => as(SYSTEM, () => house.get(UnitOfWork).run(() => db().write(text, params)));
    const rows = (n: number, at = 0) => Array.from({ length: n }, (_, i) => ({ name: `P${at + i}`, phones: [`139${String(at + i).padStart(8, '0')}`], emails: [`p${at + i}@example.cn`], privateEmail: `p${at + i}@home.cn`, birthday: '1990-01-02', tags: [] })) as object[];
    const count = async (sql: string, ...params: unknown[]) => Number((await db().read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM ${sql}`, params))[0]?.n);
    const rotations = () => Object.assign(house.get(Rotations), { settleMs: 0 });
    const ready = async (id: string) => {
      for (let tries = 0; (await rotations().find(id))?.state !== 'done'; tries++) {
        await rotations().proceed();
        await sleep(20);
        if (tries > 500) throw new Error('The change does not end');
      }
    };
    const change = async (purpose: Rotatable) => {
      const id = await as(SYSTEM, () => rotations().start(purpose));
      await ready(id);
      return id;
    };
    /** Another instance on the same database. */
    const another = async () => {
      const [work, clock] = [house.get(UnitOfWork), house.get(Clock)];
      const keys = new KeyRing(db(), work, clock, house.get(MasterKeys));
      await keys.open();
      const resealing = new Resealing(db(), work, keys, new Sealing(keys), house.get(Catalogue));
      return { keys, resealing, rotations: Object.assign(new Rotations(db(), work, keys, resealing, house.get(Leases), house.get(Audit), clock), { settleMs: 0 }) };
    };

    it('C4: encrypts every value anew while people write, and leaves nothing under the old key', async () => {
      const contacts = house.get(ContactService);
      const ids = await as(SYSTEM, () => contacts.addMany(rows(600)));
      const old = house.get(KeyRing).liveId('personal');
      const id = await as(SYSTEM, () => rotations().start('personal'));
      let failed = 0;
      let busy = true;
      const writers = Array.from({ length: 3 }, async (_, w) => {
        for (let n = 0; busy; n++) {
          await sleep(2);
          const one = ids[(n * 7 + w * 200) % ids.length] ?? '';
          await as(SYSTEM, () => contacts.change(one, 'update', null, (contact) => void (contact.phones = [`+86138${String(n % 10 ** 8).padStart(8, '0')}`, ...contact.phones].slice(0, 2)))).catch(() => failed++);
          await as(SYSTEM, () => contacts.get(one)).catch(() => failed++);
        }
      });
      await ready(id);
      busy = false;
      await Promise.all(writers);
      expect(failed).toBe(0);
      const live = house.get(KeyRing).liveId('personal');
      expect(live).not.toBe(old);
      expect(await house.get(Resealing).uses(old)).toBe(0);
      expect((await house.get(KeyRing).stored()).find((key) => key.id === old)?.state).toBe('destroyable');
      const { items } = await as(SYSTEM, () => contacts.list({ size: '200' }));
      expect(items.flatMap((one) => [...one.phones, ...one.emails, one.privateEmail, one.birthday]).filter((value) => value === '\uFFFD' || value === null)).toEqual([]);
    });

    it('C4: is taken up by another instance where one died, and does no value twice', async () => {
      const one = await another();
      const id = await as(SYSTEM, () => one.rotations.start('personal'));
      const real = one.resealing.page.bind(one.resealing);
      let pages = 0;
      one.resealing.page = (...args) => {
        if (++pages > 8) throw new Error('killed');
        return real(...args);
      };
      await one.rotations.proceed();
      const half = await count('`contact` WHERE `privateEmail` LIKE ?', `v1.${one.keys.liveId('personal')}.%`);
      expect((await rotations().find(id))?.state).toBe('running');
      expect(half).toBeGreaterThan(0);
      const two = await another();
      const before = two.keys.liveId('personal');
      for (let tries = 0; tries < 500 && (await two.rotations.find(id))?.state !== 'done'; tries++) {
        await two.rotations.proceed();
        await sleep(20);
      }
      expect(two.keys.liveId('personal')).toBe(before);
      expect(await two.resealing.uses((await two.rotations.find(id))?.fromKey ?? '')).toBe(0);
      expect(await count("`contact` WHERE `privateEmail` IS NOT NULL AND `privateEmail` NOT LIKE ?", `v1.${before}.%`)).toBe(0);
    });

    it('C4: is known to an instance that has not heard of the new key as soon as it meets a value under it', async () => {
      const late = await another();
      const sealing = new Sealing(late.keys);
      const [made] = await as(SYSTEM, () => house.get(ContactService).addMany(rows(1, 5000)));
      await change('personal');
      const table = (house.get(ContactService) as unknown as { table: never }).table;
      const [row] = await db().read<Record<string, unknown>>('SELECT `id`, `privateEmail` FROM `contact` WHERE `id` = ?', [made]);
      const fields = (table as { columns: { name: string }[] }).columns.filter(({ name }) => name === 'privateEmail');
      await sealing.open(table, fields as never, [row as Record<string, unknown>]);
      expect(row?.['privateEmail']).toBe('p5000@home.cn');
    });

    it('C6: of the blind indexes finds every value at every moment, and lets none in twice', async () => {
      const contacts = house.get(ContactService);
      const users = house.get(UserService);
      await as(SYSTEM, () => contacts.addMany(rows(300, 10_000)));
      await as(SYSTEM, () => users.add({ name: 'Early', username: 'early', email: 'early@example.cn', roles: ['sales'] }));
      const id = await as(SYSTEM, () => rotations().start('blind'));
      const misses: number[] = [];
      let busy = true;
      const seekers = Array.from({ length: 2 }, async (_, w) => {
        for (let n = w; busy; n += 2) {
          await sleep(2);
          const at = 10_000 + (n * 37) % 300;
          const { items } = await as(SYSTEM, () => contacts.list({ phones: `139${String(at).padStart(8, '0')}` }));
          if (items.length !== 1) misses.push(at);
          const again = await as(SYSTEM, () => users.add({ name: 'Late', username: `late-${w}-${n}`, email: 'EARLY@example.cn', roles: ['sales'] })).catch(({ status }) => status as number);
          if (again !== 409) misses.push(-1);
        }
      });
      await ready(id);
      busy = false;
      await Promise.all(seekers);
      expect(misses).toEqual([]);
      const generation = house.get(KeyRing).liveGeneration();
      expect(generation).toBe('2.');
      expect(await count('`contact_phones` WHERE `blind` NOT LIKE ? OR `tail` NOT LIKE ?', `${generation}%`, `${generation}%`)).toBe(0);
      const { items } = await as(SYSTEM, () => contacts.list({ 'phones.ends': '0123', size: '1' }));
      expect(items).toHaveLength(1);
    });

    it('C4: ends with the old key destroyed, once nothing is under it, and not before', async () => {
      const root = await house.person('Root', ['operations']);
      const keys = async () => (await house.request(root, 'GET', '/keys')).body.keys as { id: string; state: string }[];
      const live = (await keys()).find(({ id, state }) => id.startsWith('personal') && state === 'live')?.id;
      expect((await house.request(root, 'POST', '/keys/destroy', { key: live })).body.code).toBe('key-in-use');
      const old = (await keys()).find(({ id, state }) => id.startsWith('personal') && state === 'destroyable')?.id;
      expect((await house.request(root, 'POST', '/keys/destroy', { key: old })).status).toBe(204);
      const [{ wrapped } = { wrapped: 'x' }] = await db().read<{ wrapped: string }>('SELECT `wrapped` FROM `data_key` WHERE `id` = ?', [old]);
      expect(wrapped).toBe('');
      expect((await as(SYSTEM, () => house.get(Encryption).view())).keys.find(({ id }) => id === old)?.state).toBe('destroyed');
      const again = await house.request(root, 'POST', '/keys/rotations', { purpose: 'secret' });
      expect([again.status, again.body.fromKey]).toEqual([202, 'secret-1']);
      await ready(again.body.id);
    });

    it('seals what was stored in clear before there were keys; it is readable and found meanwhile', async () => {
      const contacts = house.get(ContactService);
      const [id = ''] = await as(SYSTEM, () => contacts.addMany(rows(1, 20_000)));
      await write("UPDATE `contact` SET `privateEmail` = 'old@home.cn', `privateEmailBlind` = NULL, `birthday` = '1988-08-08' WHERE `id` = ?", [id]);
      await write("UPDATE `contact_phones` SET `value` = '+8613700001111', `blind` = NULL, `tail` = NULL WHERE `recordId` = ?", [id]);
      expect(await as(SYSTEM, () => contacts.get(id))).toMatchObject({ privateEmail: 'old@home.cn', birthday: '1988-08-08', phones: ['+8613700001111'] });
      await write("UPDATE `key_rotation` SET `state` = 'running', `total` = 0 WHERE `purpose` = 'all'");
      await ready('01940000-0000-7000-8000-000000000001');
      expect(await count("`contact` WHERE `id` = ? AND `privateEmail` LIKE 'v1.%' AND `birthday` LIKE 'v1.%' AND `privateEmailBlind` IS NOT NULL", id)).toBe(1);
      const { items } = await as(SYSTEM, () => contacts.list({ phones: '13700001111' }));
      expect(items).toMatchObject([{ id, privateEmail: 'old@home.cn', birthday: '1988-08-08', phones: ['+8613700001111'] }]);
    });

    it('leaves a value that cannot be opened as it is, and says how many there are', async () => {
      const contacts = house.get(ContactService);
      const [id = ''] = await as(SYSTEM, () => contacts.addMany(rows(1, 30_000)));
      await write("UPDATE `contact` SET `birthday` = `privateEmail` WHERE `id` = ?", [id]);
      const cell = async () => (await db().read<{ birthday: string }>('SELECT `birthday` FROM `contact` WHERE `id` = ?', [id]))[0]?.birthday;
      const before = await cell();
      const rotation = await change('personal');
      expect(await cell()).toBe(before);
      expect((await rotations().find(rotation))?.damaged).toBe(1);
    });
  });
});
