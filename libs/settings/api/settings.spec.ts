import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';

describe('settings', () => {
  onEachDatabase((house) => {
    it('of the company are changed by those who may, and hold at once', async () => {
      const [root, ann] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'])];
      const patch = async (who: typeof root, body: object) => (await house.request(who, 'PATCH', '/workspace', body)).status;
      expect([await patch(ann, { name: 'Hers' }), await patch(root, { timeZone: 'Mars/Olympus' }), await patch(root, { currency: 'USD' }), await patch(root, { name: 'Blue Lamp', timeZone: 'Europe/Zurich' })]).toEqual([403, 400, 400, 200]);
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
      expect(set.options.at(-1)).toEqual({ key: 'trade-fair-in-bern', labels: { en: 'Trade fair in Bern', 'zh-CN': '伯尔尼展会' }, tone: 'info', position: start.length + 1 });
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
    });
  });
});
