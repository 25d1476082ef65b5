import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Problem, UnitOfWork, type Principal } from '#kernel/api';
import { ContractApproval, ContractLife, ContractService } from '#contracts/api';
import { CONTRACT_STAGES, CONTRACT_VERBS, leads, MOVES, type ContractStage, type ContractVerb } from '#contracts/model';

type Step = ContractVerb | 'approve' | 'submit';
/** How a draft gets to each stage. */
const WAY: Readonly<Record<ContractStage, readonly Step[]>> = {
  draft: [], awaiting_signature: ['approve', 'send'], declined: ['approve', 'send', 'decline'], signed: ['approve', 'send', 'sign'], active: ['approve', 'send', 'sign', 'activate'],
  expired: ['approve', 'send', 'sign', 'activate', 'expire'], completed: ['approve', 'send', 'sign', 'activate', 'complete'], terminated: ['approve', 'send', 'sign', 'activate', 'terminate'],
  archived: ['approve', 'send', 'sign', 'activate', 'complete', 'archive'], cancelled: ['cancel'],
}; // prettier-ignore

describe('the life of a contract', () => {
  onEachDatabase((house) => {
    const step = async (who: Principal, id: string, verb: Step): Promise<unknown> => {
      const life = house.get(ContractLife);
      const { version } = await as(who, () => house.get(ContractService).get(id));
      const { contract } = house.get(ContractApproval);
      switch (verb) {
        case 'submit': return as(who, () => contract.begin(id, version));
        case 'approve': return as(who, async () => contract.decide(id, 'approved', await contract.begin(id, version)));
        case 'send': return as(who, () => life.send(id, version));
        case 'sign': return as(who, () => life.sign(id, version, { signer: 'Zhang', signedOn: null, documentId: null }));
        case 'withdraw': case 'revise': return as(who, () => life.reopen(id, version, verb));
        case 'decline': case 'cancel': case 'terminate': return as(who, () => life.end(id, version, verb, 'because'));
        case 'activate': return as(who, () => life.activate(id, version));
        case 'complete': return as(who, () => life.complete(id, version));
        case 'expire': return as(who, () => life.expire(id, version));
        case 'archive': return as(who, () => life.archive(id, version));
      } // prettier-ignore
    };
    const codeOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)));
    const made = async (who: Principal, stage: ContractStage, more: object = {}) => {
      const { body: customer } = await house.request(who, 'POST', '/customers', { name: 'Harbour', kind: 'company', status: 'active' });
      const { body } = await house.request(who, 'POST', '/contracts', { name: 'Lamps', customerId: customer.id, amount: 0, startsOn: '2020-01-01', endsOn: '2020-12-31', ...more });
      for (const verb of WAY[stage]) await step(who, body.id, verb);
      return body.id as string;
    };
    const stageOf = async (who: Principal, id: string) => (await house.request(who, 'GET', `/contracts/${id}`)).body.stage as string;

    it.each(CONTRACT_STAGES)('knows from %s the ways that lead on, and no other', async (stage) => {
      const max = await house.person('Max', ['sales-manager']);
      for (const verb of CONTRACT_VERBS) {
        const id = await made(max, stage);
        if (verb === 'send' && stage === 'draft') await step(max, id, 'approve');
        const code = await codeOf(step(max, id, verb));
        const allowed = leads(verb, stage);
        expect([verb, code]).toEqual([verb, allowed ? null : 'contract-stage']);
        expect([verb, await stageOf(max, id)]).toEqual([verb, allowed ? MOVES[verb].to : stage]);
      }
    });

    it('Z15: does not move while it waits for approval, and is not edited', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await made(max, 'draft');
      await step(max, id, 'submit');
      for (const verb of CONTRACT_VERBS) expect([verb, await codeOf(step(max, id, verb))]).toEqual([verb, 'contract-in-approval']);
      expect((await house.request(max, 'PATCH', `/contracts/${id}`, { note: 'x' }, { 'if-match': '"2"' })).body.code).toBe('contract-in-approval');
      expect((await house.request(max, 'DELETE', `/contracts/${id}`, undefined, { 'if-match': '"2"' })).body.code).toBe('contract-in-approval');
    });

    it('Z15: goes out only approved, and a change of what was approved takes the approval away', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await made(max, 'draft', { amount: 100 });
      expect(await codeOf(step(max, id, 'send'))).toBe('contract-not-approved');
      await step(max, id, 'approve');
      const patch = async (body: object) => (await house.request(max, 'PATCH', `/contracts/${id}`, body, { 'if-match': `"${(await house.request(max, 'GET', `/contracts/${id}`)).body.version}"` })).body;
      expect(await patch({ name: 'Better lamps', note: 'x', amount: 100 })).toMatchObject({ approval: 'approved' });
      for (const change of [{ amount: 101 }, { endsOn: '2021-01-01' }, { startsOn: null }, { lines: [{ description: 'x', quantity: 1000, price: 10_000 }] }, { currency: 'USD' }]) {
        expect(await patch(change)).toMatchObject({ approval: 'none' });
        await step(max, id, 'approve');
      }
    });

    it('is again what it was when the decision falls against it, or it is recalled', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await made(max, 'draft', { amount: 100 });
      const { contract } = house.get(ContractApproval);
      for (const [outcome, approval] of [['rejected', 'rejected'], ['recalled', 'none']] as const) {
        const { version } = await as(max, () => house.get(ContractService).get(id));
        const snapshot = await as(max, () => contract.begin(id, version));
        await as(max, () => contract.decide(id, outcome, snapshot));
        expect((await house.request(max, 'GET', `/contracts/${id}`)).body).toMatchObject({ approval, amount: 100, name: 'Lamps' });
      }
    });

    it('is frozen once it is out, but for notes and the reminder', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const id = await made(max, 'active');
      const { version } = (await house.request(max, 'GET', `/contracts/${id}`)).body;
      const refused = await house.request(max, 'PATCH', `/contracts/${id}`, { amount: 5, name: 'x' }, { 'if-match': `"${version}"` });
      expect(refused).toMatchObject({ status: 422, body: { code: 'contract-frozen', errors: [{ pointer: '/amount' }, { pointer: '/name' }] } });
      expect((await house.request(max, 'PATCH', `/contracts/${id}`, { note: 'Call them', remindDays: 30 }, { 'if-match': `"${version}"` })).status).toBe(200);
    });

    it('is completed when its milestones are done, which are ticked in force alone', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const milestones = [{ name: 'Deliver', dueOn: '2020-05-01' }, { name: 'Train' }];
      const id = await made(max, 'draft', { milestones });
      const tick = async (milestone: number, doneOn: string | null = '2020-04-30') =>
        house.request(max, 'POST', `/contracts/${id}/tick`, { milestone, doneOn }, { 'if-match': `"${(await house.request(max, 'GET', `/contracts/${id}`)).body.version}"` });
      expect((await tick(0)).body.code).toBe('contract-stage');
      for (const verb of WAY.active) await step(max, id, verb);
      expect((await house.request(max, 'GET', `/contracts/${id}`)).body.fulfilment).toBe('lapsed');
      expect(await codeOf(step(max, id, 'complete'))).toBe('milestones-open');
      expect((await tick(0)).body).toMatchObject({ fulfilment: 'partly', milestones: [{ doneOn: '2020-04-30' }, { doneOn: null }] });
      expect((await tick(7)).status).toBe(400);
      expect((await tick(1, '2999-01-01')).body.code).toBe('future-day');
      expect((await tick(1)).body.fulfilment).toBe('fulfilled');
      await step(max, id, 'complete');
      expect((await tick(1, null)).body.code).toBe('contract-stage');
    });

    it('is deleted only as a draft that nothing was paid on', async () => {
      const max = await house.person('Max', ['sales-manager']);
      const remove = async (id: string) => (await house.request(max, 'DELETE', `/contracts/${id}`, undefined, { 'if-match': `"${(await house.request(max, 'GET', `/contracts/${id}`)).body.version}"` })).status;
      for (const stage of CONTRACT_STAGES) expect([stage, await remove(await made(max, stage))]).toEqual([stage, stage === 'draft' ? 204 : 422]);
      const paid = await made(max, 'draft');
      await as(max, () => house.get(ContractService).book(paid, { received: 1 }));
      expect(await remove(paid)).toBe(422);
    });

    it('loses no edit of twenty at once: one is first, the others are told', async () => {
      const ann = await house.person('Ann', ['sales']);
      const id = await made(ann, 'draft');
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => house.request(ann, 'PATCH', `/contracts/${id}`, { amount: n + 1 }, { 'if-match': '"1"' })));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
    });

    it('adds up what twenty bookings at once bring in', async () => {
      const ann = await house.person('Ann', ['sales']);
      const id = await made(ann, 'active', { amount: 100 });
      const work = house.get(UnitOfWork);
      await Promise.all(Array.from({ length: 20 }, () => as(ann, () => work.run(async () => {
        const { received } = await house.get(ContractService).locked(id);
        if (received < 15) await house.get(ContractService).book(id, { received: 1 });
      })))); // prettier-ignore
      expect((await house.request(ann, 'GET', `/contracts/${id}`)).body).toMatchObject({ received: 15, receivable: 85 });
    });
  });
});
