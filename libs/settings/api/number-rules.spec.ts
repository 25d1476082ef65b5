import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { newId } from '#kernel/api';

describe('the rules for numbers', () => {
  onEachDatabase((house) => {
    it('are changed by administrators, and count for the next document', async () => {
      const [root, ann] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'])];
      const { body: customer } = await house.request(ann, 'POST', '/customers', { name: 'Harbour', kind: 'company', status: 'active' });
      const make = async () => (await house.request(ann, 'POST', '/contracts', { name: newId(), customerId: customer.id, amount: 1 })).body.number as string;
      expect(await make()).toMatch(/^HT-\d{4}-0001$/);
      expect((await house.request(ann, 'PUT', '/number-rules/contract', { rule: 'X{0}' })).status).toBe(403);
      const { body } = await house.request(root, 'PUT', '/number-rules/contract', { rule: 'C{yyyy}{000}' });
      expect(body.next).toMatch(/^C\d{4}002$/);
      expect(await make()).toBe(body.next);
      expect((await house.request(root, 'GET', '/number-rules')).body.items.find(({ id }: { id: string }) => id === 'contract').next).toMatch(/^C\d{4}003$/);
    });

    it('count, once', async () => {
      const root = await house.person('Root', ['administrator']);
      for (const rule of ['HT', 'HT-{yyyy}', '{0}{0}', 'a b{0}']) expect([rule, (await house.request(root, 'PUT', '/number-rules/contract', { rule })).status]).toEqual([rule, 400]);
      expect((await house.request(root, 'PUT', '/number-rules/nothing', { rule: '{0}' })).status).toBe(404);
    });
  });
});
