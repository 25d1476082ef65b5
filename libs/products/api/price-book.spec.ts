import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { type Principal } from '#kernel/api';

const DAY = '2026-11-25';

describe('prices', () => {
  onEachDatabase((house) => {
    let root: Principal;
    let product: string;
    let [big, small] = ['', ''];
    const made = async (path: string, body: object) => {
      const answer = await house.request(root, 'POST', path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body.id as string;
    };
    const book = (name: string, more: object) => made('/price-books', { name, kind: 'list', currency: 'CNY', active: true, ...more });
    const put = (id: string, ...cells: [number, number | null][]) =>
      house.request(root, 'POST', `/price-books/${id}/prices`, { cells: cells.map(([minQuantity, price]) => ({ productId: product, minQuantity, price })) });
    const look = async (query: string, who = root) => (await house.request(who, 'GET', `/prices?productId=${product}&on=${DAY}&${query}`)).body;

    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      product = await made('/products', { code: 'P', name: 'Pump', price: 1_000_000, currency: 'CNY', onSale: true, taxRate: 1300 });
      big = await made('/customers', { name: 'Big', kind: 'company', status: 'active', level: 'A' });
      small = await made('/customers', { name: 'Small', kind: 'company', status: 'active' });
      await put(await book('List', {}), [0, 950_000]);
      await put(await book('Tiers', { kind: 'tier' }), [10_000, 900_000], [100_000, 850_000]);
      await put(await book('Level A', { kind: 'level', level: 'A', validTo: '2026-12-31' }), [0, 800_000]);
      await put(await book('Big', { kind: 'customer', customerId: big, validFrom: '2026-12-01' }), [0, 700_000]);
      await put(await book('Off', { active: false, validFrom: '2026-11-01' }), [0, 1]);
    });

    it('are the customer’s before those of its level, the quantity’s and the listed ones', async () => {
      expect(await look(`customerId=${small}`)).toMatchObject({ price: 950_000, origin: 'list', taxRate: 1300, currency: 'CNY' });
      expect(await look(`customerId=${small}&quantity=10000`)).toMatchObject({ price: 900_000, origin: 'tier' });
      expect(await look(`customerId=${small}&quantity=250000`)).toMatchObject({ price: 850_000, origin: 'tier' });
      expect(await look(`customerId=${big}&quantity=250000`)).toMatchObject({ price: 800_000, origin: 'level' });
      expect((await house.request(root, 'GET', `/prices?productId=${product}&on=2026-12-01&customerId=${big}`)).body).toMatchObject({ price: 700_000, origin: 'customer' });
      expect((await house.request(root, 'GET', `/prices?productId=${product}&on=2027-01-01`)).body).toMatchObject({ price: 950_000, origin: 'list' });
    });

    it('hold in their own currency, and there is none where nobody set one', async () => {
      expect(await look('currency=EUR')).toEqual({ price: null, currency: 'EUR', origin: null, bookId: null, taxRate: null });
      await put(await book('Euro', { currency: 'EUR' }), [0, 123_400]);
      expect(await look('currency=EUR')).toMatchObject({ price: 123_400, origin: 'list' });
    });

    it('are the product’s own where no book has one', async () => {
      const { body } = await house.request(root, 'GET', `/prices?productId=${await made('/products', { code: 'Q', name: 'Q', price: 5, currency: 'CNY', onSale: true })}`);
      expect(body).toMatchObject({ price: 5, origin: 'list', bookId: null });
    });

    it('are looked up by sales for their own customers alone, who do not see the books', async () => {
      const sales = await house.person('Sales', ['sales']);
      expect(await look('', sales)).toMatchObject({ price: 950_000 });
      expect((await house.request(sales, 'GET', `/prices?productId=${product}&customerId=${big}`)).status).toBe(404);
      expect((await house.request(sales, 'GET', '/price-books')).status).toBe(403);
    });

    it('of a table are set, changed and taken away together, or not at all', async () => {
      const id = await book('Table', { kind: 'tier', currency: 'USD' });
      expect((await put(id, [0, 100], [5000, 90])).body).toEqual({ changed: 2 });
      expect((await put(id, [0, 100], [5000, 80], [9000, 70])).body).toEqual({ changed: 2 });
      expect((await put(id, [5000, null])).body).toEqual({ changed: 1 });
      expect((await put(id, [0, 1], [7000, -1])).status).toBe(400);
      const { body } = await house.request(root, 'GET', `/price-entries?priceBookId=${id}&sort=createdAt`);
      expect(body.items.map(({ minQuantity, price }: { minQuantity: number; price: number }) => [minQuantity, price])).toEqual([[0, 100], [9000, 70]]);
    });

    it('of a book say for whom they are', async () => {
      const refused = await house.request(root, 'POST', '/price-books', { name: 'Nobody', kind: 'level', currency: 'CNY', active: true });
      expect([refused.status, refused.body.code]).toEqual([422, 'price-book-for']);
    });
  });
});
