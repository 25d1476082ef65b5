import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Clock, newId, Problem, SYSTEM, type Principal } from '#kernel/api';
import { addDays, todayIn } from '#kernel/model';
import { ContractApproval, ContractDays, ContractLife, ContractService } from '#contracts/api';
import { QuoteService } from '#quotes/api';

const today = todayIn('Asia/Shanghai');

describe('what becomes of a contract in force', () => {
  onEachDatabase((house) => {
    const customerOf = async (who: Principal) => (await house.request(who, 'POST', '/customers', { name: 'Harbour', kind: 'company', status: 'active' })).body.id as string;
    const get = async (who: Principal, path: string) => (await house.request(who, 'GET', path)).body;
    const signed = async (who: Principal, more: object = {}) => {
      const { body } = await house.request(who, 'POST', '/contracts', { name: 'Lamps', customerId: await customerOf(who), amount: 1000, startsOn: addDays(today, -100), endsOn: addDays(today, 10), ...more });
      const { contract } = house.get(ContractApproval);
      await as(who, async () => contract.decide(body.id, 'approved', await contract.begin(body.id, 1)));
      await house.request(who, 'POST', `/contracts/${body.id}/send`, {}, { 'if-match': '"3"' });
      await house.request(who, 'POST', `/contracts/${body.id}/sign`, { signer: 'Zhang Wei' }, { 'if-match': '"4"' });
      return body.id as string;
    };
    const active = async (who: Principal, more: object = {}) => {
      const id = await signed(who, more);
      await as(who, () => house.get(ContractLife).activate(id, null));
      return id;
    };
    const amended = async (who: Principal, contractId: string, body: object) => {
      const { body: made } = await house.request(who, 'POST', '/amendments', { contractId, name: 'More lamps', ...body });
      const { amendment } = house.get(ContractApproval);
      await as(who, async () => amendment.decide(made.id, 'approved', await amendment.begin(made.id, 1)));
      return made.id as string;
    };
    const codeOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)));

    it('an amendment makes the next version, and the old one is kept', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await active(max, { milestones: [{ name: 'Deliver' }] });
      await house.request(max, 'POST', `/contracts/${id}/tick`, { milestone: 0, doneOn: today }, { 'if-match': `"${(await get(max, `/contracts/${id}`)).version}"` });
      const amendment = await amended(max, id, { amount: 1500, milestones: [{ name: 'Deliver' }, { name: 'Train' }] });
      expect(await get(max, `/contracts/${id}`)).toMatchObject({ revision: 2, amount: 1500, receivable: 1500, stage: 'active', fulfilment: 'partly' });
      const { items } = await get(max, `/contracts/${id}/versions`);
      expect(items).toMatchObject([{ revision: 2, until: null, content: { amount: 1500 } }, { revision: 1, until: today, amendmentId: amendment, content: { amount: 1000 } }]);
      expect(await get(max, `/amendments/${amendment}`)).toMatchObject({ status: 'in_force', approval: 'approved', revision: 2 });
    });

    it('an amendment starts as what is in force, one at a time, and waits for its day', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await active(max, { lines: [{ description: 'Lamp', quantity: 1000, price: 100_000, taxRate: 1300 }], amount: undefined });
      const amendment = await amended(max, id, { effectiveOn: addDays(today, 3) });
      expect(await get(max, `/amendments/${amendment}`)).toMatchObject({ status: 'draft', approval: 'approved', amount: 1130, lines: [{ description: 'Lamp' }] });
      expect((await house.request(max, 'POST', '/amendments', { contractId: id, name: 'Again' })).body.code).toBe('amendment-open');
      await house.get(ContractDays).turn();
      expect((await get(max, `/contracts/${id}`)).revision).toBe(1);
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      clock.now = () => new Date(now().getTime() + 4 * 86_400_000);
      await house.get(ContractDays).turn();
      clock.now = now;
      expect((await get(max, `/contracts/${id}`)).revision).toBe(2);
    });

    it('an amendment stays above what came in, and above what was invoiced', async () => {
      const max = await house.person('Max', ['sales-manager']);
      for (const booking of [{ received: 600 }, { invoiced: 600 }]) {
        const id = await active(max);
        await as(max, () => house.get(ContractService).book(id, booking));
        const { body } = await house.request(max, 'POST', '/amendments', { contractId: id, name: 'Less', amount: 599 });
        const { amendment } = house.get(ContractApproval);
        await as(max, () => amendment.begin(body.id, 1));
        expect(await codeOf(as(max, () => amendment.decide(body.id, 'approved', {})))).toBe('amendment-below-received');
        await as(max, () => amendment.decide(body.id, 'rejected', {}));
        expect(await get(max, `/contracts/${id}`)).toMatchObject({ amount: 1000, revision: 1 });
        await house.request(max, 'PATCH', `/amendments/${body.id}`, { amount: 600 }, { 'if-match': '"3"' });
        await as(max, async () => amendment.decide(body.id, 'approved', await amendment.begin(body.id, 4)));
        expect((await get(max, `/contracts/${id}`)).amount).toBe(600);
      }
    });

    it('is amended only in force, and an amendment that is withdrawn makes room for another', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const { body: draft } = await house.request(max, 'POST', '/contracts', { name: 'Draft', customerId: await customerOf(max), amount: 1 });
      expect((await house.request(max, 'POST', '/amendments', { contractId: draft.id, name: 'x' })).body.code).toBe('contract-stage');
      const id = await active(max);
      const { body: first } = await house.request(max, 'POST', '/amendments', { contractId: id, name: 'First' });
      expect((await house.request(max, 'POST', `/amendments/${first.id}/withdraw`, {}, { 'if-match': '"1"' })).body.status).toBe('withdrawn');
      expect((await house.request(max, 'POST', '/amendments', { contractId: id, name: 'Second' })).status).toBe(201);
      expect((await house.request(max, 'PATCH', `/amendments/${first.id}`, { name: 'x' }, { 'if-match': '"2"' })).body.code).toBe('amendment-closed');
    });

    it('of twenty who write the next version at once, one does', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await active(max);
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => house.request(max, 'POST', '/amendments', { contractId: id, name: `A${n}` })));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'amendment-open')).toHaveLength(19);
    });

    it('starts and runs out by the day, and runs again when an amendment gives it time', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const [waiting, late] = [await signed(max, { startsOn: addDays(today, 1), endsOn: null }), await signed(max, { endsOn: addDays(today, -1) })];
      await house.get(ContractDays).turn();
      await house.get(ContractDays).turn();
      expect((await get(max, `/contracts/${waiting}`)).stage).toBe('signed');
      expect((await get(max, `/contracts/${late}`)).stage).toBe('expired');
      await amended(max, late, { endsOn: addDays(today, 30) });
      expect((await get(max, `/contracts/${late}`)).stage).toBe('active');
    });

    it('tells when a milestone lapsed', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await active(max, { endsOn: null, milestones: [{ name: 'Deliver', dueOn: today }] });
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      clock.now = () => new Date(now().getTime() + 86_400_000);
      await house.get(ContractDays).turn();
      clock.now = now;
      expect((await get(max, `/contracts/${id}`)).fulfilment).toBe('lapsed');
    });

    it('reminds its owner once, and again when its end moves', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const [id, later] = [await active(max, { remindDays: 15 }), await active(max, { remindDays: 5 })];
      await house.get(ContractDays).turn();
      const reminded = await get(max, `/contracts/${id}`);
      expect(reminded).toMatchObject({ remindOn: addDays(today, -5), remindedOn: today });
      expect((await get(max, `/contracts/${later}`)).remindedOn).toBeNull();
      await house.get(ContractDays).turn();
      expect((await get(max, `/contracts/${id}`)).version).toBe(reminded.version);
      await amended(max, id, { endsOn: addDays(today, 200) });
      expect(await get(max, `/contracts/${id}`)).toMatchObject({ remindOn: addDays(today, 185), remindedOn: null });
    });

    it('is renewed once, by a draft that goes on where it ends', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await active(max);
      const { body: next } = await house.request(max, 'POST', `/contracts/${id}/renew`);
      expect(next).toMatchObject({ stage: 'draft', approval: 'none', predecessorId: id, amount: 1000, startsOn: addDays(today, 11), endsOn: addDays(today, 121) });
      expect((await house.request(max, 'POST', `/contracts/${id}/renew`)).body.code).toBe('already-renewed');
      await house.request(max, 'POST', `/contracts/${next.id}/cancel`, { reason: 'They left' }, { 'if-match': '"1"' });
      expect((await house.request(max, 'POST', `/contracts/${id}/renew`)).status).toBe(201);
    });

    it('ends soon, and says so in its list', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const [soon, later] = [await active(max), await active(max, { endsOn: addDays(today, 61) })];
      const ids = (await get(max, '/contracts?expiring=true&size=200')).items.map((one: { id: string }) => one.id);
      expect([ids.includes(soon), ids.includes(later)]).toEqual([true, false]);
    });

    it('is made from a won deal with its lines, and then the deal stays won', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const root = await house.person('Root', ['administrator']);
      const customerId = await customerOf(max);
      const { body: product } = await house.request(root, 'POST', '/products', { code: `L${customerId.slice(24)}`, name: 'Lamp', price: 1_000_000, currency: 'CNY', taxRate: 1300, onSale: true });
      const { body: deal } = await house.request(max, 'POST', '/opportunities', { name: 'Lamps for all', customerId, lines: [{ productId: product.id, quantity: 2000, price: 1_000_000 }] });
      expect((await house.request(max, 'POST', '/contracts', { opportunityId: deal.id })).body.code).toBe('deal-not-won');
      await house.request(max, 'POST', `/opportunities/${deal.id}/win`, {}, { 'if-match': '"1"' });
      const { body: made } = await house.request(max, 'POST', '/contracts', { opportunityId: deal.id, lines: [], note: null });
      expect(made).toMatchObject({ name: 'Lamps for all', customerId, opportunityId: deal.id, net: 20_000, tax: 2600, amount: 22_600 });
      const reopen = async (version: number) => (await house.request(max, 'POST', `/opportunities/${deal.id}/reopen`, {}, { 'if-match': `"${version}"` })).body;
      expect(await reopen(2)).toMatchObject({ code: 'live-contract', params: { number: made.number } });
      await house.request(max, 'POST', `/contracts/${made.id}/cancel`, { reason: 'A mistake' }, { 'if-match': '"1"' });
      expect(await reopen(2)).toMatchObject({ status: 'open' });
    });

    it('is made from an accepted quote with its rows, but for what was offered beside them, and once', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const customerId = await customerOf(max);
      const lines = [{ kind: 'section', description: 'Lamps', quantity: 0, price: 0 }, { description: 'Lamp', quantity: 2000, price: 1_000_000, taxRate: 1300 }, { description: 'Bulb', quantity: 1000, price: 10_000, optional: true }];
      const { body: quote } = await house.request(max, 'POST', '/quotes', { name: 'Lamps', customerId, lines, discountAmount: 1000 });
      expect((await house.request(max, 'POST', '/contracts', { quoteId: quote.id })).body.code).toBe('quote-not-accepted');
      await as(SYSTEM, () => house.get(QuoteService).change(quote.id, 'update', null, (one) => void (one.status = 'accepted')));
      const { body: made } = await house.request(max, 'POST', '/contracts', { quoteId: quote.id });
      expect(made).toMatchObject({ quoteId: quote.id, name: 'Lamps', customerId, amount: 21_470, net: 19_000, lines: [{ description: 'Lamp' }] });
      expect((await house.request(max, 'POST', '/contracts', { quoteId: quote.id })).body.code).toBe('quote-has-contract');
    });

    it('keeps goods while it is in force, and lets them go when it ends early', async () => {
      const [max, root] = [await house.person('Max', ['sales-manager']), await house.person('Root', ['administrator'])];
      const key = newId().slice(24);
      const { body: product } = await house.request(root, 'POST', '/products', { code: `K${key}`, name: 'Lamp', price: 1_000_000, currency: 'CNY', onSale: true, stocking: 'strict' });
      const { body: warehouse } = await house.request(root, 'POST', '/warehouses', { name: `North ${key}`, active: true });
      await house.request(root, 'POST', '/stock/receive', { warehouseId: warehouse.id, lines: [{ productId: product.id, quantity: 5000 }] });
      const kept = async () => (await house.request(root, 'GET', `/stock?productId=${product.id}`)).body.items[0].reserved as number;
      const lines = [{ productId: product.id, quantity: 3000, price: 1_000_000 }];
      const id = await active(max, { lines, amount: undefined });
      expect(await kept()).toBe(3000);
      const second = await signed(max, { lines, amount: undefined });
      expect(await codeOf(as(max, () => house.get(ContractLife).activate(second, null)))).not.toBeNull();
      await house.request(max, 'POST', `/contracts/${id}/terminate`, { reason: 'Over' }, { 'if-match': `"${(await get(max, `/contracts/${id}`)).version}"` });
      expect(await kept()).toBe(0);
    });

    it('says from its signing what it said then, whatever names become', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await signed(max, { terms: 'Between {{company}} and {{customer}}: {{amount}}, signed by {{signer}}.' });
      const { terms, signer } = await get(max, `/contracts/${id}`);
      expect([terms, signer]).toEqual([expect.stringMatching(/^Between .+ and Harbour: \{\{amount\}\}, signed by Zhang Wei\.$/), 'Zhang Wei']);
    });
  });
});
