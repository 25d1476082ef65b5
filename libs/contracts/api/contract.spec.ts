import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import type { Principal } from '#kernel/api';

const customerOf = async (house: House, who: Principal) => (await house.request(who, 'POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' })).body.id as string;

describe('contracts', () => {
  onEachDatabase((house) => {
    it('are numbered by their rule, and their amount is the total of their lines', async () => {
      const ann = await house.person('Ann', ['sales']);
      const customerId = await customerOf(house, ann);
      const lines = [{ description: 'Lamp', quantity: 3000, price: 1_000_000, discount: 1000, taxRate: 1300 }];
      const { body } = await house.request(ann, 'POST', '/contracts', { name: 'Lamps', customerId, lines, milestones: [{ name: 'Deliver' }] });
      expect(body).toMatchObject({ stage: 'draft', approval: 'none', revision: 1, net: 27_000, tax: 3_510, amount: 30_510, receivable: 30_510, received: 0, fulfilment: 'unfulfilled' });
      expect(body.number).toMatch(/^HT-\d{4}-\d{4}$/);
    });

    it('get a number each when twenty are made at once', async () => {
      const ann = await house.person('Ann', ['sales']);
      const customerId = await customerOf(house, ann);
      await house.token(ann);
      const made = await Promise.all(Array.from({ length: 20 }, (_, n) => house.request(ann, 'POST', '/contracts', { name: `C${n}`, customerId, amount: n })));
      expect(made.map(({ status }) => status)).toEqual(Array(20).fill(201));
      expect(new Set(made.map(({ body }) => body.number)).size).toBe(20);
    });

    it('leave out a number that somebody gave by hand', async () => {
      const ann = await house.person('Ann', ['sales']);
      const customerId = await customerOf(house, ann);
      const make = (more: object = {}) => house.request(ann, 'POST', '/contracts', { name: 'C', customerId, amount: 1, ...more });
      const { number } = (await make()).body as { number: string };
      const next = (by: number) => `${number.slice(0, 8)}${String(Number(number.slice(8)) + by).padStart(4, '0')}`;
      expect((await make({ number: next(1) })).body.number).toBe(next(1));
      expect((await make({ number })).body).toMatchObject({ code: 'taken', errors: [{ pointer: '/number' }] });
      expect((await make()).body.number).toBe(next(2));
    });

    it('are read by service without what they are worth', async () => {
      const [ann, eve] = [await house.person('Ann', ['sales']), await house.person('Eve', ['service'])];
      const { body: made } = await house.request(ann, 'POST', '/contracts', { name: 'Care', customerId: await customerOf(house, ann), amount: 777 });
      const { body } = await house.request(eve, 'GET', `/contracts/${made.id}`);
      expect(body).toMatchObject({ name: 'Care' });
      expect(Object.keys(body).filter((key) => ['amount', 'lines', 'received', 'receivable', 'net'].includes(key))).toEqual([]);
      expect((await house.request(eve, 'PATCH', `/contracts/${made.id}`, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(403);
    });
  });
});
