import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import { newId, type Principal } from '#kernel/api';

const CHEAP = { description: 'Lamp', quantity: 1000, price: 1_000_000, discount: 4000 };

async function stage(house: House) {
  const team = await house.team(newId());
  const [ann, max, root] = [await house.person('Ann', ['sales'], team), await house.person('Max', ['sales-manager'], team), await house.person('Root', ['administrator'])];
  const { body: node } = await house.request(root, 'GET', `/teams/${team}`);
  await house.request(root, 'PATCH', `/teams/${team}`, { headId: max.id }, { 'if-match': `"${node.version}"` });
  const { body: customer } = await house.request(ann, 'POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' });
  const { body: quote } = await house.request(ann, 'POST', '/quotes', { customerId: customer.id, lines: [CHEAP] });
  const get = async () => (await house.request(ann, 'GET', `/quotes/${quote.id}`)).body;
  const verb = async (verb: string, body: object = {}) => house.request(ann, 'POST', `/quotes/${quote.id}/${verb}`, body, { 'if-match': `"${(await get()).version}"` });
  const submit = async () => house.request(ann, 'POST', `/approvals/quote/${quote.id}/submit`, { chosen: [] }, { 'if-match': `"${(await get()).version}"` });
  const act = async (who: Principal, action: string, body: object = {}) => {
    const { body: inbox } = await house.request(who, 'GET', '/approvals?tab=waiting');
    return house.request(who, 'POST', `/approval-tasks/${inbox.items[0].taskId}/${action}`, body);
  };
  return { ann, max, get, verb, submit, act, id: quote.id as string };
}

describe('a quote above the limit', () => {
  onEachDatabase((house) => {
    it('is approved by the head of the team, and then sent', async () => {
      const { max, get, verb, submit, act } = await stage(house);
      expect((await verb('send')).body.code).toBe('approval-needed');
      expect((await submit()).status).toBe(200);
      expect(await get()).toMatchObject({ status: 'in_approval', approval: 'in_approval' });
      await act(max, 'agree');
      expect(await get()).toMatchObject({ status: 'approved', approval: 'approved' });
      expect((await verb('send')).body).toMatchObject({ status: 'sent', approval: 'approved', revision: 1 });
    });

    it('stays as it is while it is in approval, and is written anew after a refusal', async () => {
      const { ann, max, id, get, submit, act } = await stage(house);
      const write = async () => house.request(ann, 'PATCH', `/quotes/${id}`, { lines: [{ ...CHEAP, discount: 500 }] }, { 'if-match': `"${(await get()).version}"` });
      await submit();
      expect((await write()).body.code).toBe('quote-locked');
      await act(max, 'refuse', { comment: 'Too cheap' });
      expect(await get()).toMatchObject({ status: 'rejected', approval: 'rejected', revision: 1 });
      expect((await write()).body).toMatchObject({ status: 'draft', approval: 'none', discountRate: 500 });
    });
  });
});
