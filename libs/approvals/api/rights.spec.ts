import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Database, Records, type Principal } from '#kernel/api';
import { EMPTY_FLOW } from '#approvals/model';
import { Approvals } from './approvals.service.ts';
import { step } from './testing/paperwork.ts';

describe('who may what in an approval', () => {
  onEachDatabase((house) => {
    /** Deals as records that need an approval; what becomes of them is told in their note. */
    const begin = async (steps: (max: Principal) => ReturnType<typeof step>[]) => {
      const [root, ann, max, bob] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales']), await house.person('Max', ['service']), await house.person('Bob', ['sales'])];
      const deals = house.get(Records).stores.get('opportunity');
      const note = (id: string, closeNote: string) => deals?.change(id, 'update', null, (deal) => void Object.assign(deal, { closeNote }));
      house.get(Approvals).register({
        kind: 'opportunity',
        facts: async (id) => ({ title: 'Lamps', number: null, amount: 700, currency: 'CNY', discount: 1250, customerId: ((await deals?.get(id)) as { customerId?: string }).customerId ?? null, customerLevel: null, ownerId: ann.id, teamId: null, type: null }),
        begin: async (id, version) => {
          await deals?.change(id, 'update', version, (deal) => void Object.assign(deal, { closeNote: 'in approval' }));
          return { amount: 700 };
        },
        decide: async (id, outcome) => void (await note(id, outcome)),
      });
      const { body: flow } = await house.request(root, 'POST', '/approval-flows', { kind: 'opportunity', name: 'Deals', ...EMPTY_FLOW, steps: steps(max) });
      await house.request(root, 'POST', `/approval-flows/${flow.id}/publish`, undefined, { 'if-match': '"1"' });
      await house.request(root, 'POST', '/approval-flows/order', { kind: 'opportunity', ids: [flow.id] });
      const { body: customer } = await house.request(ann, 'POST', '/customers', { name: 'Harbour', kind: 'company', status: 'active' });
      const { body: deal } = await house.request(ann, 'POST', '/opportunities', { name: 'Lamps', amount: 700, customerId: customer.id });
      const submit = (who: Principal, version = 1) => house.request(who, 'POST', `/approvals/opportunity/${deal.id}/submit`, {}, { 'if-match': `"${version}"` });
      return { root, ann, max, bob, deal, flow, submit };
    };
    const ask = (max: Principal) => [step('boss', { people: [max.id as string] })];

    it('submits what one may change, as it was last seen', async () => {
      const { ann, bob, deal, submit } = await begin(ask);
      expect((await submit(bob)).status).toBe(404);
      expect((await house.request(bob, 'GET', `/approvals/opportunity/${deal.id}`)).status).toBe(404);
      expect((await house.request(bob, 'GET', `/approvals/opportunity/${deal.id}/prediction`)).status).toBe(404);
      expect((await submit(ann, 7)).status).toBe(412);
      expect((await submit(ann)).body.status).toBe('running');
      expect((await house.request(ann, 'POST', `/approvals/nothing/${deal.id}/submit`, {}, { 'if-match': '"1"' })).status).toBe(404);
    });

    it('shows whoever is asked what it is about, through the approval alone, and lets them decide', async () => {
      const { ann, max, deal, submit } = await begin(ask);
      const { body } = await submit(ann);
      expect((await house.request(max, 'GET', `/opportunities/${deal.id}`)).status).not.toBe(200);
      const { body: run } = await house.request(max, 'GET', `/approval-runs/${body.instanceId}`);
      expect(run).toMatchObject({ opens: false, amount: 700, facts: { customer: { name: 'Harbour' }, discount: 1250 } });
      expect((await house.request(max, 'POST', `/approval-tasks/${run.may.taskId}/agree`, {})).body.state).toBe('approved');
      expect((await house.request(ann, 'GET', `/opportunities/${deal.id}`)).body).toMatchObject({ closeNote: 'approved', updatedBy: { name: 'Max' } });
    });

    it('shows those who only see the record its course, and no more of it than they see anyway', async () => {
      const { root, ann, deal, submit } = await begin(ask);
      await house.request(root, 'POST', '/roles', { key: 'clerk', name: 'Clerk', nameZh: '文员', clearance: 1, grants: [{ permission: 'opportunity.read', reach: 'all' }], fields: [{ kind: 'opportunity', field: 'amount', right: 'hidden' }] });
      const eve = await house.person('Eve', ['clerk']);
      const { body } = await submit(ann);
      const seen = await house.request(eve, 'GET', `/approvals/opportunity/${deal.id}`);
      expect(seen.body.running).toMatchObject({ id: body.instanceId, amount: null, facts: { amount: null, discount: null }, may: { taskId: null, comment: false } });
    });

    it('keeps a submission on the version it was submitted to', async () => {
      const { root, ann, max, flow, submit } = await begin(ask);
      const { body } = await submit(ann);
      const { body: now } = await house.request(root, 'GET', `/approval-flows/${flow.id}`);
      const written = await house.request(root, 'PUT', `/approval-flows/${flow.id}`, { name: 'Deals', ...EMPTY_FLOW, steps: [step('other', { people: [root.id as string] }), step('last', { people: [root.id as string] })] }, { 'if-match': `"${now.version}"` });
      await house.request(root, 'POST', `/approval-flows/${flow.id}/publish`, undefined, { 'if-match': `"${written.body.version}"` });
      const { body: run } = await house.request(max, 'GET', `/approval-runs/${body.instanceId}`);
      expect(run).toMatchObject({ flowNumber: 1, step: 'boss' });
      expect((await house.request(max, 'POST', `/approval-tasks/${run.may.taskId}/agree`, {})).body.state).toBe('approved');
      expect((await house.request(root, 'GET', `/approval-flows/${flow.id}/versions`)).body.items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
      expect((await house.request(root, 'DELETE', `/approval-flows/${flow.id}`, undefined, { 'if-match': `"${written.body.version + 1}"` })).body.code).toBe('approval-flow-used');
    });

    it('lets administrators alone draw flows, and nothing that cannot work be published', async () => {
      const { root, ann, flow } = await begin(ask);
      expect((await house.request(ann, 'GET', '/approval-flows')).status).toBe(403);
      const { body: made } = await house.request(root, 'POST', '/approval-flows', { kind: 'opportunity', name: 'Empty', ...EMPTY_FLOW });
      expect((await house.request(root, 'POST', `/approval-flows/${made.id}/publish`, undefined, { 'if-match': '"1"' })).body.errors).toEqual([{ pointer: '/steps', code: 'flow-empty' }]);
      expect((await house.request(root, 'PUT', `/approval-flows/${made.id}`, { name: 'Empty', ...EMPTY_FLOW }, { 'if-match': '"9"' })).status).toBe(412);
      expect((await house.request(root, 'DELETE', `/approval-flows/${made.id}`, undefined, { 'if-match': '"1"' })).status).toBe(204);
      expect((await house.request(root, 'POST', '/approval-flows', { kind: 'nothing', name: 'x', ...EMPTY_FLOW })).body.errors).toEqual([{ pointer: '/kind', code: 'choice' }]);
      const { body: trial } = await house.request(root, 'POST', `/approval-flows/${flow.id}/try`, { recordId: flow.id, draft: [] });
      expect(trial.status).toBe(404);
    });

    it('reads each tab of the inbox by an index', async () => {
      if (house.kind !== 'sqlite') return;
      const plan = async (text: string) => JSON.stringify(await house.get(Database).read(`EXPLAIN QUERY PLAN ${text}`));
      expect(await plan("SELECT * FROM `approval_task` WHERE `assigneeId` = 'x' AND `state` = 'open' ORDER BY `openedAt` DESC, `id` DESC LIMIT 31")).not.toMatch(/SCAN|TEMP B-TREE/);
      expect(await plan("SELECT * FROM `approval_task` WHERE `assigneeId` = 'x' AND `decidedAt` IS NOT NULL ORDER BY `decidedAt` DESC, `id` DESC LIMIT 31")).not.toMatch(/SCAN|TEMP B-TREE/);
      expect(await plan("SELECT * FROM `approval_run` WHERE `submitterId` = 'x' ORDER BY `submittedAt` DESC, `id` DESC LIMIT 31")).not.toMatch(/SCAN|TEMP B-TREE/);
      expect(await plan("SELECT * FROM `approval_copy` WHERE `userId` = 'x' ORDER BY `createdAt` DESC, `runId` DESC LIMIT 31")).not.toMatch(/SCAN|TEMP B-TREE/);
    });
  });
});
