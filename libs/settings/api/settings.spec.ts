import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';

describe('settings', () => {
  onEachDatabase((house) => {
    it('of the company are changed by those who may, and hold at once', async () => {
      const [root, ann] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'])];
      const patch = async (who: typeof root, body: object) => (await house.request(who, 'PATCH', '/workspace', body)).status;
      expect([await patch(ann, { name: 'Hers' }), await patch(root, { timeZone: 'Mars/Olympus' }), await patch(root, { currencies: ['EURO'] }), await patch(root, { name: 'Blue Lamp', timeZone: 'Europe/Zurich' })]).toEqual([403, 400, 400, 200]);
      expect((await house.request(ann, 'GET', '/me')).body.workspace).toMatchObject({ name: 'Blue Lamp', timeZone: 'Europe/Zurich', currency: 'CNY' });
      await patch(root, { name: 'Rapport', timeZone: 'Asia/Shanghai' });
    });

    it('of a set: words are added, renamed and ordered, and one takes the place of another everywhere', async () => {
      const [root, ann] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'])];
      const keys = async () => (await house.request(root, 'GET', '/option-sets')).body.items.find(({ key }: any) => key === 'source').options.map(({ key }: any) => key) as string[];
      const start = await keys();
      const option = { en: 'Trade fair in Bern', zh: '伯尔尼展会', tone: 'info' };
      expect((await house.request(ann, 'POST', '/option-sets/source/options', option)).status).toBe(403);
      expect((await house.request(root, 'POST', '/option-sets/nothing/options', option)).status).toBe(404);
      const { body: set } = await house.request(root, 'POST', '/option-sets/source/options', option);
      expect(set.options.at(-1)).toEqual({ key: 'trade-fair-in-bern', labels: { en: 'Trade fair in Bern', 'zh-CN': '伯尔尼展会' }, tone: 'info', position: start.length + 1, retired: false });
      expect((await house.request(root, 'POST', '/option-sets/source/options', option)).body.errors[0].code).toBe('taken');
      const { body: renamed } = await house.request(root, 'PATCH', '/option-sets/source/options/trade-fair-in-bern', { en: 'Bern fair' });
      expect(renamed.options.at(-1).labels).toEqual({ en: 'Bern fair', 'zh-CN': '伯尔尼展会' });
      await house.request(root, 'PUT', '/option-sets/source/order', { keys: ['trade-fair-in-bern', ...start] });
      expect((await keys())[0]).toBe('trade-fair-in-bern');
      expect((await house.request(root, 'PUT', '/option-sets/source/order', { keys: start })).status).toBe(400);

      const into = start[0] as string;
      const { body: one } = await house.request(ann, 'POST', '/customers', { name: 'Met there', kind: 'company', status: 'active', source: 'trade-fair-in-bern', phones: [], emails: [], tags: [] });
      expect((await house.request(root, 'POST', '/option-sets/source/options/trade-fair-in-bern/merge', { into: 'trade-fair-in-bern' })).status).toBe(400);
      expect((await house.request(root, 'POST', '/option-sets/source/options/trade-fair-in-bern/merge', { into })).status).toBe(202);
      for (let tries = 0; tries < 100 && (await keys()).includes('trade-fair-in-bern'); tries++) await new Promise((next) => setTimeout(next, 50));
      expect(await keys()).toEqual(start);
      expect((await house.request(ann, 'GET', `/customers/${one.id}`)).body).toMatchObject({ source: into, version: 2 });
      const { body: history } = await house.request(ann, 'GET', `/customers/${one.id}/history`);
      expect(history.items[0]).toMatchObject({ actor: { name: 'Root' }, changes: [{ field: 'source', old: 'trade-fair-in-bern', new: into }] });
    });

    it('of a set: a word that is no longer offered stays where it is, and one that nobody has can go', async () => {
      const root = await house.person('Root', ['administrator']);
      const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => house.request(root, method, path, body);
      const customer = (source: string) => ({ name: 'Met', kind: 'company', status: 'active', source, phones: [], emails: [], tags: [] });
      const find = async (key: string) => (await house.request(root, 'GET', '/option-sets')).body.items.find((set: any) => set.key === 'source').options.find((one: any) => one.key === key);
      await send('POST', '/option-sets/source/options', { en: 'Cold call', zh: '陌生拜访', tone: 'warning' });
      const { body: one } = await send('POST', '/customers', customer('cold-call'));
      expect((await house.request(root, 'GET', '/option-sets/source/uses')).body.uses['cold-call']).toBe(1);
      expect((await send('DELETE', '/option-sets/source/options/cold-call')).body.code).toBe('option-used');
      expect((await send('POST', '/option-sets/source/options/cold-call/retire')).status).toBe(200);
      expect(await find('cold-call')).toMatchObject({ retired: true, tone: 'warning' });
      expect((await send('POST', '/customers', customer('cold-call'))).body.errors).toEqual([{ pointer: '/source', code: 'option' }]);
      const { body: kept } = await house.request(root, 'PATCH', `/customers/${one.id}`, { city: 'Bern' }, { 'if-match': '"1"' });
      expect(kept).toMatchObject({ source: 'cold-call', city: 'Bern' });
      await house.request(root, 'PATCH', `/customers/${one.id}`, { source: null }, { 'if-match': '"2"' });
      expect((await send('DELETE', '/option-sets/source/options/cold-call')).status).toBe(200);
      expect(await find('cold-call')).toBeUndefined();
    });

    it('of a set: what lies in the recycle bin keeps a word that was replaced, and it is offered no longer', async () => {
      const root = await house.person('Root', ['administrator']);
      await house.request(root, 'POST', '/option-sets/source/options', { en: 'Old fair', zh: '旧展会' });
      const { body: one } = await house.request(root, 'POST', '/customers', { name: 'Gone', kind: 'company', status: 'active', source: 'old-fair', phones: [], emails: [], tags: [] });
      await house.request(root, 'DELETE', `/customers/${one.id}`, undefined, { 'if-match': '"1"' });
      await house.request(root, 'POST', '/option-sets/source/options/old-fair/merge', { into: 'referral' });
      await new Promise((next) => setTimeout(next, 300));
      const { items } = (await house.request(root, 'GET', '/option-sets')).body;
      expect(items.find((set: any) => set.key === 'source').options.find((option: any) => option.key === 'old-fair')).toMatchObject({ retired: true });
    });

    it('of the company: the currency stays once there is an amount, and further ones can be offered', async () => {
      const root = await house.person('Root', ['administrator']);
      await house.request(root, 'POST', '/opportunities', { name: 'Lamps', amount: 100, currency: 'EUR' });
      expect((await house.request(root, 'PATCH', '/workspace', { currency: 'USD' })).body.code).toBe('currency-stays');
      const { body } = await house.request(root, 'PATCH', '/workspace', { currencies: ['EUR', 'JPY'] });
      expect([body.currency, body.currencies, body.used.includes('EUR')]).toEqual(['CNY', ['CNY', 'EUR', 'JPY'], true]);
    });
  });
});
