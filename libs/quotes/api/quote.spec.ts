import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import type { Principal } from '#kernel/api';

const customerOf = async (house: House, who: Principal) => (await house.request(who, 'POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' })).body.id as string;
const LAMPS = { description: 'Lamp', quantity: 3000, price: 1_000_000, discount: 1000, taxRate: 1300 };

describe('quotes', () => {
  onEachDatabase((house) => {
    it('are numbered by their rule, called as their customer, valid for 30 days, and worth what their lines add up to', async () => {
      const ann = await house.person('Ann', ['sales']);
      const customerId = await customerOf(house, ann);
      const { body } = await house.request(ann, 'POST', '/quotes', { customerId, lines: [LAMPS] });
      expect(body).toMatchObject({ name: 'Harbour Ltd', status: 'draft', approval: 'none', revision: 1, net: 27_000, tax: 3_510, total: 30_510, discountRate: 1000 });
      expect(body.number).toMatch(/^BJ-\d{4}-\d{4}$/);
    });

    it('leave optional rows and headings out of the total, and spread the discount on the whole over the rest to the cent', async () => {
      const ann = await house.person('Ann', ['sales']);
      const third = { description: 'Third', quantity: 1000, price: 333_300 };
      const lines = [{ kind: 'section', description: 'First', quantity: 5, price: 5 }, third, third, third, { ...third, optional: true }];
      const { body } = await house.request(ann, 'POST', '/quotes', { customerId: await customerOf(house, ann), lines, discountAmount: 100 });
      expect(body.net).toBe(3 * 3333 - 100);
      expect(body.lines.map(({ net }: { net: number }) => net)).toEqual([0, 3299, 3300, 3300, 3333]);
    });

    it('name the rows that say nothing, and a discount larger than the whole', async () => {
      const ann = await house.person('Ann', ['sales']);
      const lines = [{ quantity: 1000, price: 1 }, { description: 'None', quantity: 0, price: 1 }, { kind: 'section', quantity: 0, price: 0 }];
      const { status, body } = await house.request(ann, 'POST', '/quotes', { customerId: await customerOf(house, ann), lines, discountAmount: 100 });
      expect([status, body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([400, ['/lines/0/productId', '/lines/1/quantity', '/lines/2/description', '/discountAmount']]);
    });

    it('take over what the deal says they are made from', async () => {
      const ann = await house.person('Ann', ['sales']);
      const product = await house.request(await house.person('Root', ['administrator']), 'POST', '/products', { code: 'L1', name: 'Lamp', price: 500_000, currency: 'CNY', onSale: true, taxRate: 1300 });
      const deal = { name: 'Harbour lights', customerId: await customerOf(house, ann), lines: [{ productId: product.body.id, quantity: 2000, price: 450_000, discount: null }] };
      const { body: opportunity } = await house.request(ann, 'POST', '/opportunities', deal);
      const { body } = await house.request(ann, 'POST', '/quotes', { opportunityId: opportunity.id });
      expect(body).toMatchObject({ name: 'Harbour lights', customerId: deal.customerId, net: 9_000, tax: 1_170, lines: [{ productId: product.body.id, quantity: 2000, price: 450_000, taxRate: 1300 }] });
    });
  });
});
