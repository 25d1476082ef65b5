import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { UserService } from '#accounts/api';
import { as, Database, Jobs, SYSTEM, type Principal } from '#kernel/api';

describe('work in the background', () => {
  onEachDatabase((house) => {
    /** Keeps the one who does the jobs busy until it is let go. */
    const hold = async (): Promise<() => void> => {
      let release = (): void => undefined;
      const gate = new Promise<void>((open) => (release = open));
      let begun = (): void => undefined;
      const started = new Promise<void>((is) => (begun = is));
      house.get(Jobs).define('gate', async () => {
        begun();
        await gate;
      });
      await as(SYSTEM, () => house.get(Jobs).add('gate', {}));
      await started;
      return release;
    };
    const demote = (who: Principal) => as(SYSTEM, () => house.get(UserService).change(who.id as string, 'update', null, (user) => void (user.roles = ['read-only'])));
    const ended = async (who: Principal, path: string) => {
      for (;;) {
        const { body } = await house.request(who, 'GET', path);
        if (!['running', 'collecting', 'checking'].includes(body.state)) return body;
        await new Promise((next) => setTimeout(next, 20));
      }
    };

    it('Z11: runs with the rights its asker has by then: an export that was revoked makes no file', async () => {
      const [north, root] = [await house.team('North'), await house.person('Root', ['administrator'])];
      const lee = await house.person('Lee', ['sales-manager'], north);
      const { body: customer } = await house.request(lee, 'POST', '/customers', { name: 'A', kind: 'company', status: 'active' });
      const release = await hold();
      const { body: asked } = await house.request(lee, 'POST', '/exports', { kind: 'customer', format: 'csv', columns: ['name'], ids: [] });
      const { body: bulk } = await house.request(lee, 'POST', '/bulk', { kind: 'customer', action: 'delete', tags: [], ids: [customer.id] });
      await demote(lee);
      release();
      expect(await ended(lee, `/exports/${asked.id}`)).toMatchObject({ state: 'failed', code: 'forbidden', rows: 0 });
      expect(await ended(lee, `/bulk/${bulk.id}`)).toMatchObject({ report: { done: 0, failed: 1 } });
      expect(await house.get(Database).read('SELECT 1 FROM `stored_file` WHERE `id` = ?', [asked.id])).toEqual([]);
      expect((await house.request(lee, 'GET', `/exports/${asked.id}/file`)).status).toBe(404);
      expect((await house.request(root, 'GET', `/customers/${customer.id}`)).status).toBe(200);
    });

    it('Z11: so does an import: what its asker may no longer bring in stays out', async () => {
      const lee = await house.person('Lee', ['sales-manager'], await house.team('West'));
      const payload = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\nname,kind,status\r\nBrought too late,company,active\r\n--b--\r\n';
      const { body: file } = await house.request(lee, 'POST', '/imports?kind=customer', payload as never, { 'content-type': 'multipart/form-data; boundary=b' });
      await house.request(lee, 'POST', `/imports/${file.id}/check`);
      expect(await ended(lee, `/imports/${file.id}`)).toMatchObject({ state: 'checked' });
      const release = await hold();
      expect((await house.request(lee, 'POST', `/imports/${file.id}/run`)).body.state).toBe('running');
      await demote(lee);
      release();
      expect(await ended(lee, `/imports/${file.id}`)).toMatchObject({ state: 'failed' });
      expect(await house.get(Database).read("SELECT 1 FROM `customer` WHERE `name` = 'Brought too late'")).toEqual([]);
    });

    it('Z5: what may be read but not exported or changed in bulk stays out of both', async () => {
      const lee = await house.person('Lee', ['sales-manager', 'read-only'], await house.team('South'));
      const [far, own] = [await house.person('Far', ['sales']), 'Mine only'];
      const { body: foreign } = await house.request(far, 'POST', '/customers', { name: 'Not mine', kind: 'company', status: 'active' });
      const { body: mine } = await house.request(lee, 'POST', '/customers', { name: own, kind: 'company', status: 'active' });
      expect((await house.request(lee, 'GET', `/customers/${foreign.id}`)).status).toBe(200);
      for (const ids of [[], [foreign.id, mine.id]]) {
        const { body: asked } = await house.request(lee, 'POST', '/exports', { kind: 'customer', format: 'csv', columns: ['name'], ids });
        await ended(lee, `/exports/${asked.id}`);
        const { body: file } = await house.request(lee, 'GET', `/exports/${asked.id}/file`);
        expect([file.includes('Not mine'), file.includes(own)]).toEqual([false, true]);
      }
      const { body: bulk } = await house.request(lee, 'POST', '/bulk', { kind: 'customer', action: 'tag', tags: ['x'], ids: [foreign.id, mine.id] });
      expect(await ended(lee, `/bulk/${bulk.id}`)).toMatchObject({ report: { done: 1, failed: 1, reasons: [{ code: 'forbidden' }] } });
    });
  });
});
