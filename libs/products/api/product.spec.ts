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
  });
});
