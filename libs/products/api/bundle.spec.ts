import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { type Principal } from '#kernel/api';

describe('bundles', () => {
  onEachDatabase((house) => {
    let [root, sales] = [{} as Principal, {} as Principal];
    let [desk, lamp, cable, set, sum] = ['', '', '', '', ''];
    const made = async (path: string, body: object, who = root) => {
      const answer = await house.request(who, 'POST', path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body.id as string;
    };
    const product = (code: string, price: number, more: object = {}) => made('/products', { code, name: code, price, currency: 'CNY', onSale: true, ...more });
    const get = async (id: string, who = root) => (await house.request(who, 'GET', `/products/${id}`)).body;
    const change = async (id: string, body: object) => house.request(root, 'PATCH', `/products/${id}`, body, { 'if-match': `"${(await get(id)).version}"` });
    const apart = async (id: string, query = '', who = root) => house.request(who, 'GET', `/products/${id}/components${query}`);
    const code = ({ status, body }: { status: number; body: { code?: string; errors?: { pointer: string }[] } }) => [status, body.code, body.errors?.[0]?.pointer];

    beforeAll(async () => {
      [root, sales] = [await house.person('Root', ['administrator']), await house.person('Bob', ['sales'])];
      desk = await product('Desk', 10_000_000, { cost: 6_000_000, taxRate: 1300 });
      lamp = await product('Lamp', 999_900, { cost: 500_000, taxRate: 600, stocking: 'strict' });
      cable = await product('Cable', 33_300, { cost: 10_000 });
      const parts = [{ productId: desk, quantity: 1000 }, { productId: lamp, quantity: 2000 }, { productId: cable, quantity: 3000 }];
      set = await product('Set', 9_999_900, { bundling: 'own', parts });
      sum = await product('Sum', 1, { bundling: 'sum', parts });
    });

    it('cost what they are listed at, or what their components are; what they cost us is always theirs', async () => {
      expect(await get(set)).toMatchObject({ price: 9_999_900, cost: 7_030_000, parts: [{ product: { name: 'Desk' } }, {}, {}] });
      expect(await get(sum)).toMatchObject({ price: 12_099_700, cost: 7_030_000 });
      expect((await get(set, sales)).cost).toBeNull();
      expect(code(await change(sum, { price: 5 }))).toEqual([422, 'bundle-price', '/price']);
      expect(code(await change(set, { cost: 5 }))).toEqual([422, 'bundle-cost', '/cost']);
    });

    it('follow their components, and say so in their history', async () => {
      expect((await change(cable, { price: 43_300, cost: 20_000 })).status).toBe(200);
      expect(await get(sum)).toMatchObject({ price: 12_129_700, cost: 7_060_000, version: 2 });
      expect((await house.request(root, 'GET', `/products/${sum}/history`)).body.items[0].changes.map(({ field }: { field: string }) => field).sort()).toEqual(['cost', 'price']);
      await Promise.all([change(cable, { price: 33_300, cost: 10_000 }), change(lamp, { price: 989_900 })]);
      expect(await get(sum)).toMatchObject({ price: 12_079_700, cost: 7_030_000 });
      await change(lamp, { price: 999_900 });
    });

    it('are taken apart into rows that add up to their price to the cent', async () => {
      const { body } = await apart(set, '?quantity=3000', sales);
      expect(body).toMatchObject({ name: 'Set', amount: 299_997, origin: 'list' });
      expect(body.rows.map(({ quantity, listPrice, taxRate, priceOrigin }: Record<string, unknown>) => [quantity, listPrice, taxRate, priceOrigin])).toEqual([[3000, 10_000_000, 1300, 'manual'], [6000, 999_900, 600, 'manual'], [9000, 33_300, null, 'manual']]);
      const lines = body.rows.map(({ productId, description, quantity, price, taxRate }: Record<string, unknown>) => ({ productId, description, quantity, price, taxRate }));
      const customerId = await made('/customers', { name: 'Big', kind: 'company', status: 'active' }, sales);
      const { body: quote } = await house.request(sales, 'POST', '/quotes', { customerId, currency: 'CNY', lines });
      expect(quote).toMatchObject({ net: 299_997, lines: [{ description: 'Set', listPrice: 10_000_000 }, {}, {}] });
      expect(JSON.stringify(body)).not.toContain('cost');
    });

    it('without a price of their own are rows at the prices of their components, the customer’s own among them', async () => {
      const customerId = await made('/customers', { name: 'Own', kind: 'company', status: 'active' });
      const book = await made('/price-books', { name: 'Own', kind: 'customer', customerId, currency: 'CNY', active: true });
      await house.request(root, 'POST', `/price-books/${book}/prices`, { cells: [{ productId: desk, minQuantity: 0, price: 8_000_000 }] });
      expect((await apart(sum, `?customerId=${customerId}`)).body).toMatchObject({ amount: 100_997, origin: 'sum', rows: [{ price: 8_000_000, priceOrigin: 'customer' }, { price: 999_900, priceOrigin: 'list' }, {}] });
      expect((await house.request(root, 'GET', `/prices?productId=${sum}&customerId=${customerId}`)).body).toMatchObject({ price: 10_099_700, origin: 'sum' });
      expect((await house.request(root, 'GET', `/prices?productId=${sum}&currency=EUR`)).body).toMatchObject({ price: null });
      expect((await apart(sum, `?customerId=${customerId}`, sales)).status).toBe(404);
    });

    it('go on no line themselves', async () => {
      expect(code(await house.request(root, 'POST', '/opportunities', { name: 'Deal', lines: [{ productId: set, quantity: 1000, price: 1 }] }))).toEqual([422, 'product-bundle', '/lines/0/productId']);
    });

    it('consist of different products on sale, never of bundles, and are not kept in stock', async () => {
      const part = (productId: string) => ({ productId, quantity: 1000 });
      const retired = await product('Old', 1, { onSale: false });
      expect(code(await change(set, { parts: [part(desk), part(retired)] }))).toEqual([422, 'product-retired', '/parts/1/productId']);
      expect(code(await change(set, { parts: [part(desk), part(desk)] }))).toEqual([422, 'component-twice', '/parts/1/productId']);
      expect(code(await change(set, { parts: [part(sum)] }))).toEqual([422, 'bundle-in-bundle', '/parts/0/productId']);
      expect(code(await change(set, { parts: [part(set)] }))).toEqual([422, 'bundle-in-bundle', '/parts/0/productId']);
      expect(code(await change(desk, { bundling: 'own' }))).toEqual([422, 'bundle-in-bundle', '/bundling']);
      expect(code(await change(set, { bundling: null }))).toEqual([422, 'not-a-bundle', '/bundling']);
      expect(code(await change(set, { stocking: 'strict' }))).toEqual([422, 'bundle-stocked', '/stocking']);
      expect(code(await apart(desk))).toEqual([422, 'not-a-bundle', undefined]);
      expect((await house.request(root, 'DELETE', `/products/${cable}`, undefined, { 'if-match': `"${(await get(cable)).version}"` })).body.code).toBe('product-used');
      expect((await change(cable, { onSale: false })).status).toBe(200);
      expect(code(await apart(set))).toEqual([422, 'product-retired', '/parts/2/productId']);
    });

    it('never come to lie within each other, however many write at once', async () => {
      const [a, b] = [await product('A', 1), await product('B', 1, { bundling: 'own' })];
      const both = await Promise.all([change(a, { bundling: 'sum' }), change(b, { parts: [{ productId: a, quantity: 1000 }] })]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    });
  });
});
