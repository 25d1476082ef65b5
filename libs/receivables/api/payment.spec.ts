import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { accounting } from './testing/accounting.ts';

describe('payments', () => {
  onEachDatabase((house) => {
    const desk = accounting(house);

    it('are booked on their contract and on rows of its plan; what is left over is in advance', async () => {
      const { ann } = await desk.people();
      const contract = await desk.active(ann, 100_000);
      const [first, second] = await desk.plan(ann, contract, [['2026-01-31', 40_000], ['2026-02-28', 60_000]]);
      const paid = await desk.pay(ann, contract, 70_000, [[first, 40_000], [second, 20_000]]);
      expect(paid).toMatchObject({ status: 201, body: { approval: 'approved', unallocated: 10_000, kind: 'receipt', customer: { name: 'Harbour Ltd' } } });
      expect(await desk.contract(ann, contract)).toMatchObject({ received: 70_000, receivable: 30_000 });
      expect(await desk.rows(ann, contract)).toMatchObject([{ status: 'done', open: 0, received: 40_000 }, { status: 'partly', open: 40_000, received: 20_000 }]);
      expect((await house.request(ann, 'GET', `/contracts/${contract}/standing`)).body).toMatchObject({ planned: 100_000, received: 70_000, unallocated: 10_000, receivable: 30_000, inApproval: 0 });
    });

    it('never add up to more than the contract, but by a right of its own and for a reason', async () => {
      const { ann, max } = await desk.people();
      const contract = await desk.active(ann, 1000);
      expect((await desk.pay(ann, contract, 900)).status).toBe(201);
      expect(await desk.pay(ann, contract, 101)).toMatchObject({ status: 422, body: { code: 'payment-above-total', params: { left: 100 } } });
      expect((await desk.pay(max, contract, 101)).body.code).toBe('over-payment-reason');
      expect((await desk.pay(max, contract, 101, [], { reason: 'They paid twice' })).status).toBe(201);
      expect(await desk.contract(ann, contract)).toMatchObject({ received: 1001, receivable: -1 });
    });

    it('never add up to more than the contract when twenty are made at once', async () => {
      const { ann } = await desk.people();
      const contract = await desk.active(ann, 1000);
      await house.token(ann);
      const answers = await Promise.all(Array.from({ length: 20 }, () => desk.pay(ann, contract, 90)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(11);
      expect(answers.filter(({ body }) => body.code === 'payment-above-total')).toHaveLength(9);
      expect(await desk.contract(ann, contract)).toMatchObject({ received: 990, receivable: 10 });
    });

    it('are not deleted once approved, but reversed by an entry with the opposite sign', async () => {
      const { ann } = await desk.people();
      const contract = await desk.active(ann, 1000);
      const [row] = await desk.plan(ann, contract, [['2026-01-31', 1000]]);
      const { body: paid } = await desk.pay(ann, contract, 600, [[row, 600]]);
      const match = { 'if-match': `"${paid.version}"` };
      expect((await house.request(desk.max, 'DELETE', `/payments/${paid.id}`, undefined, match)).body.code).toBe('payment-approved');
      const { body: reversed } = await house.request(ann, 'POST', `/payments/${paid.id}/reverse`, { reason: 'The cheque bounced' }, match);
      const { body: counter } = await house.request(ann, 'GET', `/payments/${reversed.reversedById}`);
      expect(counter).toMatchObject({ amount: -600, reversalOfId: paid.id, approval: 'approved', reason: 'The cheque bounced' });
      expect(await desk.contract(ann, contract)).toMatchObject({ received: 0, receivable: 1000 });
      expect(await desk.rows(ann, contract)).toMatchObject([{ status: 'pending', open: 1000, received: 0 }]);
      expect((await house.request(ann, 'POST', `/payments/${paid.id}/reverse`, { reason: 'Again' }, { 'if-match': `"${reversed.version}"` })).body.code).toBe('payment-reversed');
    });

    it('are written off by those who may, from the row that is due first', async () => {
      const { ann, max } = await desk.people();
      const contract = await desk.active(ann, 1000);
      await desk.plan(ann, contract, [['2026-02-28', 400], ['2026-01-31', 600]]);
      const body = { contractId: contract, amount: 700, reason: 'Bankrupt', allocations: [] };
      expect((await house.request(ann, 'POST', '/write-offs', body)).status).toBe(403);
      expect(await house.request(max, 'POST', '/write-offs', body)).toMatchObject({ status: 201, body: { kind: 'write-off', amount: 700, approval: 'approved' } });
      expect(await desk.contract(ann, contract)).toMatchObject({ writtenOff: 700, received: 0, receivable: 300 });
      expect(await desk.rows(ann, contract)).toMatchObject([{ dueOn: '2026-01-31', status: 'done', writtenOff: 600 }, { status: 'partly', open: 300 }]);
      expect((await house.request(max, 'POST', '/write-offs', { ...body, amount: 301 })).body.code).toBe('payment-above-total');
    });

    it('that nobody claimed yet are matched with rows of a plan, and belong to their contract from then on', async () => {
      const { ann } = await desk.people();
      const contract = await desk.active(ann, 1000);
      const [row] = await desk.plan(ann, contract, [['2026-01-31', 1000]]);
      const { customerId } = await desk.contract(ann, contract);
      const { body: found } = await house.request(ann, 'POST', '/payments', { customerId, amount: 300, payer: 'HARBOUR', allocations: [] });
      expect(found).toMatchObject({ approval: 'none', contractId: null, unallocated: 300 });
      expect((await house.request(ann, 'GET', '/payments?unmatched=true')).body.items).toMatchObject([{ id: found.id }]);
      const matched = await house.request(ann, 'POST', `/payments/${found.id}/match`, { allocations: [{ receivableId: row, amount: 300 }] }, { 'if-match': '"1"' });
      expect(matched).toMatchObject({ status: 200, body: { approval: 'approved', contractId: contract, unallocated: 0 } });
      expect(await desk.contract(ann, contract)).toMatchObject({ received: 300 });
    });

    it('settle a contract before it is complete, and what was paid in advance is put where it belongs', async () => {
      const { ann } = await desk.people();
      const contract = await desk.active(ann, 1000);
      await desk.plan(ann, contract, [['2026-01-31', 600], ['2026-02-28', 400]]);
      await desk.pay(ann, contract, 999);
      expect((await desk.act(ann, contract, 'complete')).body.code).toBe('receivable-open');
      const { body: last } = await desk.pay(ann, contract, 1);
      expect((await desk.act(ann, contract, 'complete')).body).toMatchObject({ stage: 'completed' });
      expect((await desk.rows(ann, contract)).map(({ status }) => status)).toEqual(['done', 'done']);
      expect((await desk.pay(ann, contract, 1)).body.code).toBe('contract-stage');
      const { version } = (await house.request(ann, 'GET', `/payments/${last.id}`)).body;
      expect((await house.request(ann, 'POST', `/payments/${last.id}/match`, { allocations: [] }, { 'if-match': `"${version}"` })).body.code).toBe('contract-stage');
    });

    it('belong to whoever has the contract', async () => {
      const { ann, max } = await desk.people();
      const contract = await desk.active(ann, 1000);
      const { body: paid } = await desk.pay(max, contract, 10);
      expect(paid.ownerId).toBe(ann.id);
      const eve = await house.person('Eve', ['sales']);
      expect((await desk.pay(eve, contract, 10)).body).toMatchObject({ code: 'invalid', errors: [{ pointer: '/contractId', code: 'reference' }] });
    });
  });
});
