import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';

const lamp = { code: 'L-1', name: 'Lamp', price: 125_000, currency: 'CNY', onSale: true };

describe('products', () => {
  onEachDatabase((house) => {
    it('have a code of their own, whoever writes it how', async () => {
      const root = await house.person('Root', ['administrator']);
      const tries = await Promise.all(Array.from({ length: 20 }, () => house.request(root, 'POST', '/products', lamp)));
      expect(tries.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
      const taken = tries.find(({ status }) => status === 409);
      expect(taken?.body).toMatchObject({ code: 'taken', errors: [{ pointer: '/code', code: 'taken' }] });
      expect((await house.request(root, 'POST', '/products', { ...lamp, code: 'l-1' })).status).toBe(409);
      expect((await house.request(root, 'GET', '/products?code=L-1')).body.total).toBe(1);
    });

    it('give their code free when they are deleted, and want it back when restored', async () => {
      const root = await house.person('Root', ['administrator']);
      const { body: first } = await house.request(root, 'POST', '/products', { ...lamp, code: 'L-2' });
      await house.request(root, 'DELETE', `/products/${first.id}`, undefined, { 'if-match': '"1"' });
      expect((await house.request(root, 'POST', '/products', { ...lamp, code: 'L-2' })).status).toBe(201);
      expect((await house.request(root, 'POST', `/products/${first.id}/restore`)).status).toBe(409);
    });

    it('are read by sales and changed by others', async () => {
      const bob = await house.person('Bob', ['sales']);
      expect((await house.request(bob, 'GET', '/products')).status).toBe(200);
      expect((await house.request(bob, 'POST', '/products', { ...lamp, code: 'L-3' })).status).toBe(403);
    });

    it('are retired rather than deleted once something refers to them: they stay on old lines and go on no new one', async () => {
      const root = await house.person('Root', ['administrator']);
      const { body: old } = await house.request(root, 'POST', '/products', { ...lamp, code: 'L-4' });
      const line = { productId: old.id, quantity: 1000, price: 1 };
      const { body: deal } = await house.request(root, 'POST', '/opportunities', { name: 'Deal', lines: [line] });
      const remove = await house.request(root, 'DELETE', `/products/${old.id}`, undefined, { 'if-match': '"1"' });
      expect([remove.status, remove.body.code]).toEqual([422, 'product-used']);
      expect((await house.request(root, 'PATCH', `/products/${old.id}`, { onSale: false }, { 'if-match': '"1"' })).status).toBe(200);
      const fresh = await house.request(root, 'POST', '/opportunities', { name: 'Another', lines: [line] });
      expect([fresh.status, fresh.body.code, fresh.body.errors[0].pointer]).toEqual([422, 'product-retired', '/lines/0/productId']);
      expect((await house.request(root, 'PATCH', `/opportunities/${deal.id}`, { lines: [{ ...line, quantity: 2000 }] }, { 'if-match': '"1"' })).status).toBe(200);
    });

    it('show what they cost us to administrators and managers, and a mask to sales', async () => {
      const [root, manager, sales] = [await house.person('Root', ['administrator']), await house.person('Mia', ['sales-manager']), await house.person('Bob', ['sales'])];
      const { body: made } = await house.request(root, 'POST', '/products', { ...lamp, code: 'L-5', cost: 70_000 });
      const cost = async (who: typeof root) => (await house.request(who, 'GET', `/products/${made.id}`)).body.cost;
      expect([await cost(root), await cost(manager), await cost(sales)]).toEqual([70_000, 70_000, null]);
      expect((await house.request(sales, 'GET', '/products?cost=70000')).status).toBe(400);
      expect(JSON.stringify((await house.request(sales, 'GET', `/products/${made.id}/history`)).body)).not.toContain('70000');
    });
  });
});

describe('categories', () => {
  onEachDatabase((house) => {
    const made = async (root: Parameters<typeof house.request>[0], name: string, parentId: string | null = null) => (await house.request(root, 'POST', '/categories', { name, parentId })).body.id as string;

    it('move within the tree and never below themselves, however many move at once', async () => {
      const root = await house.person('Root', ['administrator']);
      const top = await made(root, 'Top');
      const [a, b] = [await made(root, 'A', top), await made(root, 'B', top)];
      const move = (id: string, parentId: string) => house.request(root, 'PATCH', `/categories/${id}`, { parentId }, { 'if-match': '"1"' });
      const below = await move(top, a);
      expect([below.status, below.body.code]).toEqual([422, 'category-cycle']);
      const both = await Promise.all([move(a, b), move(b, a)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    });

    it('stay while products belong to them', async () => {
      const root = await house.person('Root', ['administrator']);
      const id = await made(root, 'Lamps');
      await house.request(root, 'POST', '/products', { ...lamp, code: `C-${house.kind}`, categoryId: id });
      const remove = await house.request(root, 'DELETE', `/categories/${id}`, undefined, { 'if-match': '"1"' });
      expect([remove.status, remove.body.code]).toEqual([422, 'category-used']);
    });
  });
});
