import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Database, Problem, type Principal } from '#kernel/api';
import { Stock } from './stock.service.ts';
import { StockCounts } from './stock-count.service.ts';

type Action = (typeof ACTIONS)[number];
const ACTIONS = ['receive', 'handOut', 'transfer', 'send', 'arrive', 'correct', 'reserve', 'release', 'deliver', 'count', 'postCount'] as const;
const step = fc.record({ action: fc.constantFrom(...ACTIONS), product: fc.nat(1), warehouse: fc.nat(1), quantity: fc.integer({ min: 1, max: 5000 }), forId: fc.constantFrom('a', 'b') });
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 12);
const SEED = process.env['PROPERTY_SEED'];

describe('whatever happens to stock, in whatever order', () => {
  onEachDatabase((house) => {
    let root: Principal;
    let products: string[] = [];
    let warehouses: string[] = [];
    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      const made = async (path: string, body: object) => (await house.request(root, 'POST', path, body)).body.id as string;
      products = [await made('/products', { code: 'A', name: 'A', price: 1, currency: 'CNY', onSale: true, stocking: 'strict' }), await made('/products', { code: 'B', name: 'B', price: 1, currency: 'CNY', onSale: true, stocking: 'back-order' })];
      warehouses = [await made('/warehouses', { name: 'W1', active: true }), await made('/warehouses', { name: 'W2', active: true })];
    });

    async function act(action: Action, productId: string, at: number, quantity: number, forId: string): Promise<void> {
      const [stock, counts] = [house.get(Stock), house.get(StockCounts)];
      const [warehouseId, toId] = [warehouses[at] as string, warehouses[1 - at] as string];
      const [lines, reason] = [[{ productId, quantity }], null];
      const open = async () => (await counts.list({ status: 'open', warehouseId })).items[0];
      switch (action) {
        case 'receive': return stock.receive({ warehouseId, lines, reason });
        case 'handOut': return stock.handOut({ warehouseId, lines, reason });
        case 'transfer': return stock.transfer({ fromId: warehouseId, toId, lines, reason });
        case 'send': return stock.send({ fromId: warehouseId, toId, lines, reason });
        case 'arrive': return stock.arrive({ warehouseId, lines, reason });
        case 'correct': return stock.correct({ warehouseId, productId, onHand: quantity, reason: 'Found' });
        case 'reserve': return stock.reserve({ forKind: 'quote', forId, lines, kind: 'soft' });
        case 'release': return stock.release('quote', forId);
        case 'deliver': return stock.deliver({ forKind: 'quote', forId, lines });
        case 'count': return void (await counts.create({ name: 'Count', warehouseId }));
        case 'postCount': {
          const count = await open();
          if (!count) return;
          const whole = await counts.get(count.id);
          const found = await counts.update(count.id, whole.version, { lines: whole.lines.map((line, index) => ({ productId: line.productId, counted: index === 0 ? quantity : null })) });
          await counts.post(count.id, found.version).catch(async (error: unknown) => { await counts.cancel(count.id, found.version); throw error; }); // prettier-ignore
        }
      } // prettier-ignore
    }

    async function demandInvariants(): Promise<void> {
      const db = house.get(Database);
      const numbers = (rows: Record<string, unknown>[]) => rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, name.endsWith('Id') || name === 'stocking' ? value : Number(value)])));
      const levels = numbers(await db.read('SELECT s.`productId`, s.`warehouseId`, s.`onHand`, s.`reserved`, s.`available`, s.`inTransit`, p.`stocking` FROM `stock` s JOIN `product` p ON p.`id` = s.`productId` ORDER BY 1, 2'));
      const ledger = numbers(await db.read('SELECT `productId`, `warehouseId`, SUM(`onHand`) AS `onHand`, SUM(`reserved`) AS `reserved`, SUM(`inTransit`) AS `inTransit` FROM `stock_entry` GROUP BY `productId`, `warehouseId` ORDER BY 1, 2'));
      const kept = numbers(await db.read('SELECT `productId`, `warehouseId`, SUM(`reserved`) AS `reserved` FROM `stock_reservation` GROUP BY `productId`, `warehouseId` ORDER BY 1, 2'));
      const touched = levels.filter(({ onHand, reserved, inTransit, productId, warehouseId }) => onHand || reserved || inTransit || ledger.some((row) => row['productId'] === productId && row['warehouseId'] === warehouseId));
      expect(ledger).toEqual(touched.map(({ productId, warehouseId, onHand, reserved, inTransit }) => ({ productId, warehouseId, onHand, reserved, inTransit })));
      for (const level of levels) {
        const { onHand = 0, reserved = 0, inTransit = 0 } = level as Record<string, number>;
        expect(Math.min(onHand, reserved, inTransit)).toBeGreaterThanOrEqual(0);
        expect(level['available']).toBe(onHand - reserved);
        if (level['stocking'] === 'strict') expect(reserved).toBeLessThanOrEqual(onHand);
        const own = kept.find((row) => row['productId'] === level['productId'] && row['warehouseId'] === level['warehouseId']);
        expect(reserved).toBe(own?.['reserved'] ?? 0);
      }
      const sums = numbers(await db.read('SELECT p.`id` AS `productId`, p.`stock` FROM `product` p WHERE p.`stock` IS NOT NULL'));
      for (const { productId, stock } of sums) expect(stock).toBe(levels.filter((level) => level['productId'] === productId).reduce((sum, level) => sum + Number(level['available']), 0));
    }

    it('no invariant breaks, and the ledger adds up to what is there', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
          for (const { action, product, warehouse, quantity, forId } of steps) {
            await as(root, () => act(action, products[product] as string, warehouse, quantity, forId)).catch((error: unknown) => { if (!(error instanceof Problem)) throw error; }); // prettier-ignore
          }
          await demandInvariants();
        }),
        { numRuns: RUNS, ...(SEED ? { seed: Number(SEED) } : {}) },
      );
    }, 120_000);

    it('no invariant breaks when it all happens at once', async () => {
      const steps = fc.sample(step, { numRuns: 40, ...(SEED ? { seed: Number(SEED) } : {}) });
      const ends = await Promise.allSettled(steps.map(({ action, product, warehouse, quantity, forId }) => as(root, () => act(action, products[product] as string, warehouse, quantity, forId))));
      const strange = ends.flatMap((end) => (end.status === 'rejected' && !(end.reason instanceof Problem) ? [end.reason] : []));
      expect(strange).toEqual([]);
      await demandInvariants();
    }, 120_000);
  });
});
