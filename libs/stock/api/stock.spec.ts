import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Clock, Problem, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { ProductService } from '#products/api';
import { Stock } from './stock.service.ts';
import { StockWatch } from './stock-watch.ts';

describe('stock', () => {
  onEachDatabase((house) => {
    let root: Principal;
    let [main, branch] = ['', ''];
    let number = 0;
    const post = (path: string, body: object, headers = {}) => house.request(root, 'POST', path, body, headers);
    const product = async (stocking: string | null = 'strict') => (await post('/products', { code: `S-${++number}`, name: `Part ${number}`, price: 1, currency: 'CNY', onSale: true, stocking })).body.id as string;
    const receive = (productId: string, quantity: number, warehouseId = main) => post('/stock/receive', { warehouseId, lines: [{ productId, quantity }] });
    const levels = async (productId: string) => {
      const { body } = await house.request(root, 'GET', `/stock?productId=${productId}`);
      return Object.fromEntries(body.items.map((one: Record<string, unknown>) => [one['warehouseId'] === main ? 'main' : 'branch', [one['onHand'], one['reserved'], one['available'], one['inTransit']]]));
    };
    const reserve = (forId: string, productId: string, quantity: number, more: object = {}) => as(root, () => house.get(Stock).reserve({ forKind: 'quote', forId, lines: [{ productId, quantity }], kind: 'soft', ...more }));
    const problem = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error as Problem).code);

    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      main = (await house.request(root, 'GET', '/warehouses')).body.items[0].id;
      branch = (await post('/warehouses', { name: 'Branch', active: true })).body.id;
    });

    it('comes in, moves, goes out and is corrected, and each of these is a row of the ledger', async () => {
      const id = await product();
      expect((await receive(id, 10_000)).status).toBe(204);
      const lines = [{ productId: id, quantity: 4000 }];
      expect((await post('/stock/transfer', { fromId: main, toId: branch, lines, reason: 'Fair' })).status).toBe(204);
      expect((await post('/stock/send', { fromId: branch, toId: main, lines: [{ productId: id, quantity: 1000 }] })).status).toBe(204);
      expect(await levels(id)).toEqual({ main: [6000, 0, 6000, 1000], branch: [3000, 0, 3000, 0] });
      expect((await post('/stock/arrive', { warehouseId: main, lines: [{ productId: id, quantity: 1000 }] })).status).toBe(204);
      expect((await post('/stock/hand-out', { warehouseId: main, lines: [{ productId: id, quantity: 500 }] })).status).toBe(204);
      expect((await post('/stock/correct', { warehouseId: branch, productId: id, onHand: 2500, reason: 'Broken' })).status).toBe(204);
      expect(await levels(id)).toEqual({ main: [6500, 0, 6500, 0], branch: [2500, 0, 2500, 0] });
      const { body } = await house.request(root, 'GET', `/stock-entries?productId=${id}&sort=createdAt`);
      const rows = body.items.map((one: { kind: string; onHand: number; inTransit: number }) => `${one.kind} ${one.onHand} ${one.inTransit}`);
      expect(rows.toSorted()).toEqual(['arrived 1000 -1000', 'correction -500 0', 'delivery -500 0', 'receipt 10000 0', 'sent -1000 0', 'sent 0 1000', 'transfer-in 4000 0', 'transfer-out -4000 0']);
      expect((await house.request(root, 'GET', `/products/${id}`)).body.stock).toBe(9000);
    });

    it('is never below nothing', async () => {
      const id = await product();
      await receive(id, 1000);
      const lines = [{ productId: id, quantity: 1001 }];
      const tries = [await post('/stock/hand-out', { warehouseId: main, lines }), await post('/stock/transfer', { fromId: main, toId: branch, lines }), await post('/stock/hand-out', { warehouseId: branch, lines: [{ productId: id, quantity: 1 }] })];
      expect(tries.map(({ status, body }) => [status, body.code])).toEqual([[422, 'stock-short'], [422, 'stock-short'], [422, 'stock-short']]);
      expect((await post('/stock/arrive', { warehouseId: main, lines: [{ productId: id, quantity: 1 }] })).body.code).toBe('stock-not-in-transit');
      expect((await post('/stock/receive', { warehouseId: main, lines: [{ productId: await product('none'), quantity: 1 }] })).body.code).toBe('not-stocked');
    });

    it('of the last piece is reserved by one of twenty who try at once, and the others are told', async () => {
      const id = await product();
      await receive(id, 1000);
      const tries = await Promise.all(Array.from({ length: 20 }, (_, index) => problem(reserve(`r-${index}`, id, 1000))));
      expect(tries.sort()).toEqual(['done', ...Array.from({ length: 19 }, () => 'stock-short')]);
      expect(await levels(id)).toEqual({ main: [1000, 1000, 0, 0] });
    });

    it('is reserved where there is enough, else from several warehouses, and anew instead of what was kept before', async () => {
      const id = await product();
      await receive(id, 3000);
      await receive(id, 5000, branch);
      await reserve('a', id, 4000);
      expect(await levels(id)).toMatchObject({ main: [3000, 0, 3000, 0], branch: [5000, 4000, 1000, 0] });
      await reserve('a', id, 7000);
      expect(await levels(id)).toMatchObject({ main: [3000, 2000, 1000, 0], branch: [5000, 5000, 0, 0] });
      expect(await problem(reserve('a', id, 8001))).toBe('stock-short');
      expect(await levels(id)).toMatchObject({ main: [3000, 2000, 1000, 0], branch: [5000, 5000, 0, 0] });
      await as(root, () => house.get(Stock).release('quote', 'a'));
      expect(await levels(id)).toMatchObject({ main: [3000, 0, 3000, 0], branch: [5000, 0, 5000, 0] });
    });

    it('is delivered from what was kept, then from what is free, and never from what is kept for others', async () => {
      const id = await product();
      await receive(id, 5000);
      await reserve('b', id, 2000, { kind: 'hard' });
      await reserve('c', id, 2000);
      const deliver = (forId: string, quantity: number) => as(root, () => house.get(Stock).deliver({ forKind: 'quote', forId, lines: [{ productId: id, quantity }] }));
      expect(await problem(deliver('b', 3001))).toBe('stock-short');
      await deliver('b', 1000);
      const { body } = await house.request(root, 'GET', `/stock-reservations?productId=${id}&status=partly-delivered`);
      expect(body.items).toMatchObject([{ forId: 'b', kind: 'hard', ordered: 2000, reserved: 1000, delivered: 1000 }]);
      await deliver('b', 2000);
      expect(await levels(id)).toEqual({ main: [2000, 2000, 0, 0] });
    });

    it('is kept until the day said, and then given up by itself', async () => {
      const id = await product();
      await receive(id, 1000);
      const today = new Date(house.get(Clock).now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
      await reserve('d', id, 600, { expiresOn: today });
      await reserve('e', id, 400, { expiresOn: '2020-01-01' });
      await house.get(StockWatch).expire();
      expect(await levels(id)).toEqual({ main: [1000, 600, 400, 0] });
      const { body } = await house.request(root, 'GET', `/stock-reservations?productId=${id}&status=expired`);
      expect(body.items).toMatchObject([{ forId: 'e', reserved: 0 }]);
    });

    it('may be reserved beyond what there is where the product allows back-orders, and is not delivered before it came', async () => {
      const id = await product('back-order');
      await receive(id, 1000);
      await reserve('f', id, 3000, { kind: 'hard' });
      expect(await levels(id)).toEqual({ main: [1000, 3000, -2000, 0] });
      const deliver = () => as(root, () => house.get(Stock).deliver({ forKind: 'quote', forId: 'f', lines: [{ productId: id, quantity: 3000 }] }));
      expect(await problem(deliver())).toBe('stock-short');
      await receive(id, 2000);
      await deliver();
      expect(await levels(id)).toEqual({ main: [0, 0, 0, 0] });
    });

    it('joins the unit of work of whoever reserves: what is rolled back was never reserved', async () => {
      const id = await product();
      await receive(id, 1000);
      const broken = as(root, () => house.get(UnitOfWork).run(async () => {
        await house.get(Stock).reserve({ forKind: 'quote', forId: 'g', lines: [{ productId: id, quantity: 1000 }], kind: 'soft' });
        throw new Error('changed my mind');
      })); // prettier-ignore
      await expect(broken).rejects.toThrow('changed my mind');
      expect(await levels(id)).toEqual({ main: [1000, 0, 1000, 0] });
    });

    it('stands still while it is counted, and is then what was counted', async () => {
      const [id, other] = [await product(), await product()];
      for (const one of [id, other]) await receive(one, 5000, branch);
      const { body: count } = await post('/stock-counts', { name: 'Spot check', warehouseId: branch, lines: [{ productId: id }] });
      expect(count).toMatchObject({ status: 'open', whole: false, lines: [{ productId: id, expected: 5000, counted: null }] });
      const refused = await receive(id, 1, branch);
      expect([refused.status, refused.body.code, refused.body.params.count]).toEqual([422, 'stock-counting', 'Spot check']);
      expect((await receive(other, 1000, branch)).status).toBe(204);
      expect((await post('/stock-counts', { name: 'Again', warehouseId: branch })).body.code).toBe('stock-count-open');
      await reserve('h', id, 1000);
      const saved = await house.request(root, 'PATCH', `/stock-counts/${count.id}`, { lines: [{ productId: id, counted: 4200 }] }, { 'if-match': '"1"' });
      expect(saved.body.lines).toMatchObject([{ expected: 5000, counted: 4200 }]);
      expect((await post(`/stock-counts/${count.id}/post`, {}, { 'if-match': '"2"' })).body.status).toBe('posted');
      expect(await levels(id)).toEqual({ branch: [4200, 1000, 3200, 0] });
      expect((await receive(id, 1000, branch)).status).toBe(204);
      expect((await post(`/stock-counts/${count.id}/cancel`, {}, { 'if-match': '"3"' })).body.code).toBe('stock-count-closed');
    });

    it('is seen by sales and moved by nobody without the permission; a product with stock is not deleted', async () => {
      const id = await product();
      await receive(id, 1000);
      const sales = await house.person('Sal', ['sales']);
      expect((await house.request(sales, 'GET', `/stock?productId=${id}`)).body.items).toHaveLength(1);
      expect((await house.request(sales, 'POST', '/stock/receive', { warehouseId: main, lines: [{ productId: id, quantity: 1 }] })).status).toBe(403);
      await as(sales, () => house.get(Stock).reserve({ forKind: 'quote', forId: 's', lines: [{ productId: id, quantity: 1000 }], kind: 'soft' }));
      expect((await house.request(root, 'GET', `/stock-entries?productId=${id}&kind=reserve`)).body.items).toMatchObject([{ createdBy: { name: 'Sal' } }]);
      expect((await house.request(root, 'DELETE', `/products/${id}`, undefined, { 'if-match': '"1"' })).body.code).toBe('product-used');
      expect((await house.request(root, 'DELETE', `/warehouses/${main}`, undefined, { 'if-match': '"1"' })).body.code).toBe('warehouse-used');
    });

    it('is called what its product is called', async () => {
      const id = await product();
      await receive(id, 1000);
      await house.request(root, 'PATCH', `/products/${id}`, { name: 'Renamed' }, { 'if-match': '"1"' });
      expect((await house.request(root, 'GET', '/stock?q=renamed')).body.items).toMatchObject([{ productId: id, name: 'Renamed' }]);
    });

    it('of before there was a ledger opens it', async () => {
      const id = await product(null);
      const work = house.get(UnitOfWork);
      await as(SYSTEM, () => work.run(() => house.get(ProductService).addToStock(id, 7000)));
      await as(SYSTEM, () => house.get(StockWatch).takeOver());
      await as(SYSTEM, () => house.get(StockWatch).takeOver());
      expect(await levels(id)).toEqual({ main: [7000, 0, 7000, 0] });
      expect((await house.request(root, 'GET', `/products/${id}`)).body).toMatchObject({ stock: 7000, stocking: 'strict' });
    });
  });
});
