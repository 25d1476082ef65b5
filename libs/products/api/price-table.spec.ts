import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Database, type Principal } from '#kernel/api';

describe('price books side by side', () => {
  onEachDatabase((house) => {
    let root = {} as Principal;
    let [pump, valve, list, tiers, level, euro, big] = ['', '', '', '', '', '', ''];
    const made = async (path: string, body: object) => {
      const answer = await house.request(root, 'POST', path, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body.id as string;
    };
    const book = (name: string, more: object) => made('/price-books', { name, kind: 'list', currency: 'CNY', active: true, ...more });
    const cell = (priceBookId: string, productId: string, price: number | null, minQuantity = 0) => ({ priceBookId, productId, minQuantity, price });
    const put = (cells: object[], who = root) => house.request(who, 'POST', '/price-table', { cells });
    const table = async (query = '', who = root) => (await house.request(who, 'GET', `/price-table?on=2026-11-25&${query}`)).body;
    const bestOf = async (query = '') => (await table(query)).items.map(({ best }: { best: unknown }) => best);

    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      pump = await made('/products', { code: 'P', name: 'Pump', price: 1_000_000, currency: 'CNY', onSale: true });
      valve = await made('/products', { code: 'V', name: 'Valve', price: 90_000, currency: 'CNY', onSale: true });
      await made('/products', { code: 'O', name: 'Old', price: 1, currency: 'CNY', onSale: false });
      big = await made('/customers', { name: 'Big', kind: 'company', status: 'active', level: 'A' });
      list = await book('List', {});
      tiers = await book('Tiers', { kind: 'tier' });
      level = await book('Level A', { kind: 'level', level: 'A', validTo: '2026-12-31' });
      euro = await book('Euro', { currency: 'EUR' });
      await book('Later', { validFrom: '2026-12-01' });
      await book('Off', { active: false });
      await put([cell(list, pump, 950_000), cell(tiers, pump, 900_000, 10_000), cell(level, pump, 800_000), cell(euro, pump, 120_000), cell(euro, valve, 11_000)]);
    });

    it('show the books that hold on the day, by currency and as prices are looked up, and the products on sale', async () => {
      const { books, items, more, next } = await table();
      expect(books.map(({ name }: { name: string }) => name)).toEqual(['Level A', 'Tiers', 'List', 'Euro']);
      expect([items.map(({ code }: { code: string }) => code), more, next]).toEqual([['P', 'V'], false, null]);
      expect(items[0].cells).toHaveLength(4);
      expect((await house.request(root, 'GET', '/price-table?on=2027-01-01&currency=CNY')).body.books.map(({ name }: { name: string }) => name).sort()).toEqual(['Later', 'List', 'Tiers']);
      expect((await table('q=valv')).items.map(({ code }: { code: string }) => code)).toEqual(['V']);
    });

    it('say in each currency whose price holds for the buyer and the quantity', async () => {
      const euros = { currency: 'EUR', bookId: euro };
      expect(await bestOf()).toEqual([[{ currency: 'CNY', bookId: list }, euros], [euros, { currency: 'CNY', bookId: null }]]);
      expect(await bestOf('quantity=10000&currency=CNY')).toEqual([[{ currency: 'CNY', bookId: tiers }], [{ currency: 'CNY', bookId: null }]]);
      expect(await bestOf('level=A&currency=CNY')).toEqual([[{ currency: 'CNY', bookId: level }], [{ currency: 'CNY', bookId: null }]]);
      const own = await book('Big', { kind: 'customer', customerId: big });
      await put([cell(own, valve, 80_000)]);
      expect(await bestOf(`customerId=${big}&currency=CNY`)).toEqual([[{ currency: 'CNY', bookId: level }], [{ currency: 'CNY', bookId: own }]]);
      const { body } = await house.request(root, 'GET', `/prices?productId=${valve}&customerId=${big}&on=2026-11-25`);
      expect(body.bookId).toBe(own);
      expect((await table()).books.map(({ name }: { name: string }) => name)).not.toContain('Big');
    });

    it('are changed together or not at all', async () => {
      expect((await put([cell(list, valve, 85_000), cell(tiers, valve, 84_000, 5000)])).body).toEqual({ changed: 2 });
      expect((await put([cell(list, valve, 1), cell('0199e0a0-0000-7000-8000-000000000000', valve, 1)])).status).toBe(404);
      expect((await table('q=valv')).items[0].cells).toContainEqual({ bookId: list, minQuantity: 0, price: 85_000 });
      expect((await put([cell(list, valve, null), cell(tiers, valve, null, 5000)])).body).toEqual({ changed: 2 });
    });

    it('are read by managers and changed by those who keep prices, and not there for sales', async () => {
      const [manager, sales] = [await house.person('Mia', ['sales-manager']), await house.person('Bob', ['sales'])];
      expect((await table('', manager)).items).toHaveLength(2);
      expect((await put([cell(list, pump, 1)], manager)).status).toBe(403);
      expect((await house.request(sales, 'GET', '/price-table')).status).toBe(403);
      expect((await house.request(root, 'GET', '/price-table?level=Z')).status).toBe(400);
    });

    it('come page by page, each read from the index of the products’ prices', async () => {
      const first = await table('size=1');
      const second = await table(`size=1&after=${encodeURIComponent(first.next)}`);
      expect([first, second].map(({ items }) => items[0].code)).toEqual(['P', 'V']);
      const ask = "SELECT `priceBookId`, `productId`, `minQuantity`, `price` FROM `price_entry` WHERE `productId` IN (?, ?) AND `deletedKey` = '' AND `priceBookId` IN (?, ?)";
      const plan = await house.get(Database).read(`EXPLAIN ${house.kind === 'sqlite' ? 'QUERY PLAN ' : ''}${ask}`, [pump, valve, list, tiers]);
      expect(JSON.stringify(plan)).toMatch(/USING COVERING INDEX [^"]*product|"key":"[^"]*productId[^"]*","key_len".*Using index/i);
    });
  });
});
