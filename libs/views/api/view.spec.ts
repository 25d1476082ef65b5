import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';

describe('views', () => {
  onEachDatabase((house) => {
    it('are one’s own, unless somebody who may gives them to everybody', async () => {
      const [ann, bob, root] = [await house.person('Ann', ['sales']), await house.person('Bob', ['read-only']), await house.person('Root', ['administrator'])];
      const view = (name: string, shared = false) => ({ list: 'customers', name, address: 'status=active&sort=name', shared });
      const names = async (who: typeof ann, list = 'customers') => (await house.request(who, 'GET', `/views?list=${list}`)).body.items.map(({ name }: { name: string }) => name);
      const { body: own } = await house.request(ann, 'POST', '/views', view('Mine'));
      expect((await house.request(ann, 'POST', '/views', view('Ours', true))).status).toBe(403);
      expect((await house.request(ann, 'PATCH', `/views/${own.id}`, { shared: true }, { 'if-match': '"1"' })).status).toBe(403);
      await house.request(root, 'POST', '/views', view('Ours', true));
      expect([await names(ann), await names(bob), await names(root), await names(ann, 'contacts')]).toEqual([['Ours', 'Mine'], ['Ours'], ['Ours'], []]);
      expect((await house.request(bob, 'DELETE', `/views/${own.id}`, undefined, { 'if-match': '"1"' })).status).toBe(404);
      expect((await house.request(ann, 'DELETE', `/views/${own.id}`, undefined, { 'if-match': '"1"' })).status).toBe(204);
      expect(await names(ann)).toEqual(['Ours']);
    });
  });
});
