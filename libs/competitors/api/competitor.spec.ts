import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';

const acme = { name: 'Acme', status: 'watched', sells: 'Lamps, cheaper', strengths: 'Price', tags: ['lamps'] };

describe('competitors', () => {
  onEachDatabase((house) => {
    it('are known to all of sales, whoever wrote them down', async () => {
      const [ann, bob] = [await house.person('Ann', ['sales']), await house.person('Bob', ['sales'])];
      const { body: made } = await house.request(ann, 'POST', '/competitors', acme);
      expect(made).toMatchObject({ ...acme, ownerId: ann.id, version: 1 });
      const { status } = await house.request(bob, 'PATCH', `/competitors/${made.id}`, { weaknesses: 'Slow to deliver' }, { 'if-match': '"1"' });
      expect(status).toBe(200);
      expect((await house.request(ann, 'GET', `/competitors/${made.id}/history`)).body.items[0]).toMatchObject({ actorId: bob.id, action: 'update' });
    });

    it('are found by what they sell', async () => {
      const ann = await house.person('Ann', ['sales']);
      await house.request(ann, 'POST', '/competitors', { ...acme, name: 'Bolt', sells: 'Torches' });
      expect((await house.request(ann, 'GET', '/competitors?q=torch')).body.items.map(({ name }: { name: string }) => name)).toEqual(['Bolt']);
    });

    it('are handed on and deleted by a manager alone', async () => {
      const [ann, max] = [await house.person('Ann', ['sales']), await house.person('Max', ['sales-manager'])];
      const { body: made } = await house.request(ann, 'POST', '/competitors', { ...acme, name: 'Candle' });
      expect((await house.request(ann, 'DELETE', `/competitors/${made.id}`, undefined, { 'if-match': '"1"' })).status).toBe(403);
      expect((await house.request(max, 'POST', `/competitors/${made.id}/assign`, { ownerId: max.id }, { 'if-match': '"1"' })).body.ownerId).toBe(max.id);
      expect((await house.request(max, 'DELETE', `/competitors/${made.id}`, undefined, { 'if-match': '"2"' })).status).toBe(204);
    });

    it('are read, and only read, by those who do not sell', async () => {
      const eve = await house.person('Eve', ['marketing']);
      expect((await house.request(eve, 'GET', '/competitors')).status).toBe(200);
      expect((await house.request(eve, 'POST', '/competitors', acme)).status).toBe(403);
    });
  });
});
