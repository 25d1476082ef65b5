import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import type { ImportKind, ImportMapping } from '#imports/model';
import { Bringing, type Person } from './testing/bring.ts';

const shared = new URL('../../../../shared/data/northwind/', import.meta.url);
const own = new URL('../../../tools/proof/northwind/', import.meta.url);

/** Σ quantity × price × (1 − discount) of each order in cents, rounded once. */
function totals(lines: string): Map<string, number> {
  const sums = new Map<string, bigint>();
  for (const line of lines.trim().split(/\r?\n/).slice(1)) {
    const [order = '', , price, quantity, discount] = line.split(',');
    const exact = BigInt(Math.round(Number(price) * 1e4)) * BigInt(Number(quantity)) * BigInt(Math.round((1 - Number(discount)) * 1e4));
    sums.set(order, (sums.get(order) ?? 0n) + exact);
  }
  return new Map([...sums].map(([order, exact]) => [order, Number((exact + 500_000n) / 1_000_000n)]));
}

/** Brings in the whole trading company: its people, its catalogue with what lies in the warehouse, its customers, orders, and what was paid. */
async function story(house: House, root: Person, folder: URL): Promise<any[]> {
  const file = (name: string) => readFileSync(new URL(`${name}.csv`, folder), 'utf8');
  const bringing = new Bringing(house);
  const bring = async (kind: ImportKind, text: string, rules: Record<string, object>, mode: ImportMapping['mode'] = 'skip') => {
    const { report } = await bringing.bring(root, kind, text, rules, { source: 'northwind', mode });
    expect(report, kind).toMatchObject({ error: 0, groups: [] });
  };
  const column = (name: string) => ({ column: name });
  const text = (fixed: string) => ({ text: fixed });
  const NONE = text('');
  await bring('user', file('employees'), { name: text('{firstName} {lastName}'), externalId: column('employeeID'), username: NONE, email: NONE });
  await bring('customer', file('customers'), { externalId: column('customerID'), name: column('companyName'), kind: text('company'), status: text('active'), phones: NONE });
  const onSale = { column: 'discontinued', values: [{ from: '0', to: 'yes' }, { from: '1', to: 'no' }] };
  const names = { code: column('productID'), externalId: column('productID'), name: column('productName'), categoryId: { column: 'categoryID', createMissing: true } };
  await bring('product', file('products'), { ...names, price: column('unitPrice'), currency: text('USD'), stocking: text('strict'), onSale });
  await bring('stock', file('products'), { productId: column('productID'), warehouseId: { text: 'London', createMissing: true }, onHand: column('unitsInStock') });
  await bring('contract', file('orders'), { number: column('orderID'), name: text('Order {orderID}'), customerId: column('customerID'), ownerId: column('employeeID'), currency: text('USD'), signedOn: NONE });
  await bring('contract', file('order_details'), {}, 'update');
  await bring('contract', file('orders'), { number: column('orderID'), stage: text('signed'), signedOn: column('orderDate'), ownerId: NONE }, 'update');
  const paid = (await every(house, root)).map(({ number, amount }) => `${number},${(amount / 100).toFixed(2)},1998-06-30`);
  await bring('payment', `contract,amount,receivedOn\n${paid.join('\n')}\n`, { approval: text('approved') });
  await bring('contract', file('orders'), { number: column('orderID'), stage: text('completed'), signedOn: column('orderDate'), ownerId: NONE }, 'update');
  return every(house, root);
}
async function every(house: House, root: Person): Promise<any[]> {
  const found: any[] = [];
  for (let after = ''; ; ) {
    const { body } = await house.request(root, 'GET', `/contracts?size=200${after}`);
    found.push(...body.items);
    if (!body.next) return found;
    after = `&after=${body.next}`;
  }
}

const told = async (house: House, folder: URL) => {
  const root = await house.person('Root', ['administrator']);
  const contracts = await story(house, root, folder);
  const sums = totals(readFileSync(new URL('order_details.csv', folder), 'utf8'));
  expect(Object.fromEntries(contracts.map(({ number, amount }) => [number, amount]))).toEqual(Object.fromEntries(sums));
  const sum = (name: string) => contracts.reduce((whole, one) => whole + one[name], 0);
  return { orders: sums.size, amount: sum('amount'), received: sum('received'), receivable: sum('receivable'), stages: [...new Set(contracts.map(({ stage }) => stage))], owners: new Set(contracts.map(({ owner }) => owner.name)).size };
};

describe('the orders of a trading company', () => {
  onEachDatabase((house) => {
    it('become contracts whose totals are right to the cent, paid and completed', async () => {
      expect(await told(house, own)).toEqual({ orders: 4, amount: 596_860, received: 596_860, receivable: 0, stages: ['completed'], owners: 2 });
    });
  });
});

describe.runIf(existsSync(shared))('eight hundred and thirty orders of two years', () => {
  onEachDatabase((house) => {
    it.runIf(house.kind === 'sqlite')('become contracts whose totals are right to the cent', async () => {
      expect(await told(house, shared)).toEqual({ orders: 830, amount: 126_579_322, received: 126_579_322, receivable: 0, stages: ['completed'], owners: 9 });
    }, 120_000);
  });
});
