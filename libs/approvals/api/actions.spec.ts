import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Clock, Database, type Principal } from '#kernel/api';
import { paperwork, step } from './testing/paperwork.ts';

const ids = (...people: Principal[]) => people.map(({ id }) => id as string);

describe('what people do in an approval', () => {
  onEachDatabase((house) => {
    const desk = paperwork(house);
    const view = async (who: Principal, id: string) => (await house.request(who, 'GET', `/approval-runs/${id}`)).body;
    const three = async (more: Parameters<typeof desk.flow>[2] = {}) => {
      const { root, ann, max } = await desk.people();
      const [eve, bob] = [await house.person('Eve', ['sales-manager']), await house.person('Bob', ['sales'])];
      await desk.flow(root, [step('one', { people: ids(max) }), step('two', { people: ids(eve) }), step('three', { people: ids(bob) })], more);
      const paper = await desk.paper(ann);
      const id = (await desk.submit(ann, paper)).body.instanceId as string;
      const act = async (who: Principal, action: string, given: object = {}) => desk.act(who, await desk.taskOf(who, id), action, given);
      return { root, ann, max, eve, bob, paper, id, act };
    };

    it('return it to an earlier step, from which all are asked again', async () => {
      const { max, eve, bob, id, act } = await three();
      await act(max, 'agree');
      await act(eve, 'agree');
      expect((await act(bob, 'return', { stepId: 'four', comment: 'x' })).body.code).toBe('approval-no-step');
      expect((await act(bob, 'return', { stepId: 'one', comment: 'Look again' })).body.step).toBe('one');
      await act(max, 'agree');
      expect((await view(eve, id)).step).toBe('two');
      await act(eve, 'agree');
      expect((await act(bob, 'agree')).body.state).toBe('approved');
    });

    it('go on from the level that returned it, where the flow says so', async () => {
      const { max, eve, bob, id, act } = await three({ afterReturn: 'resume' });
      await act(max, 'agree');
      await act(eve, 'agree');
      await act(bob, 'return', { stepId: 'one', comment: 'Look again' });
      await act(max, 'agree');
      expect((await view(bob, id)).step).toBe('three');
      expect((await act(bob, 'agree')).body.state).toBe('approved');
    });

    it('return it to whoever submitted it, who changes it and submits again', async () => {
      const { ann, max, eve, paper, act } = await three({ afterReturn: 'resume' });
      await act(max, 'agree');
      expect((await act(eve, 'return', { comment: 'Name the price' })).body.state).toBe('returned');
      expect([await desk.state(paper), await desk.told(paper)]).toEqual(['none', ['recalled']]);
      expect((await house.request(ann, 'GET', `/approvals/paper/${paper.id}/prediction`)).body).toMatchObject({ startsAt: 'two' });
      const { body } = await desk.submit(ann, paper);
      expect((await view(eve, body.instanceId)).step).toBe('two');
    });

    it('hand it over, and only what is their own', async () => {
      const { ann, max, eve, bob, id, act } = await three();
      const task = await desk.taskOf(max, id);
      expect((await desk.act(bob, task, 'agree')).status).toBe(404);
      expect((await desk.act(max, task, 'transfer', { userId: ann.id })).body.code).toBe('approval-own');
      expect((await desk.act(max, task, 'transfer', { userId: bob.id, comment: 'Yours' })).status).toBe(200);
      expect((await desk.act(max, task, 'agree')).body.code).toBe('approval-handled');
      expect((await act(bob, 'agree')).body.step).toBe('two');
      expect((await view(eve, id)).tasks.map(({ state }: { state: string }) => state)).toEqual(['transferred', 'agreed', 'open']);
    });

    it('add a signer before themselves, and one after', async () => {
      const { max, eve, bob, id, act } = await three({ sameApprover: 'each' });
      expect((await act(max, 'add-signer', { userId: bob.id, place: 'before' })).body.may.taskId).toBeNull();
      await act(bob, 'agree');
      expect((await view(max, id)).may.taskId).toBeTruthy();
      expect((await act(max, 'add-signer', { userId: eve.id, place: 'after' })).body).toMatchObject({ step: 'one', may: { taskId: null } });
      expect((await act(eve, 'agree')).body.step).toBe('two');
    });

    it('recall it while nobody has answered, and always where the flow allows it', async () => {
      const first = await three();
      await first.act(first.max, 'agree');
      expect((await house.request(first.ann, 'POST', `/approval-runs/${first.id}/recall`, {})).body.code).toBe('approval-touched');
      const second = await three({ recall: 'always' });
      await second.act(second.max, 'agree');
      expect((await house.request(second.eve, 'POST', `/approval-runs/${second.id}/recall`, {})).status).toBe(404);
      expect((await house.request(second.ann, 'POST', `/approval-runs/${second.id}/recall`, {})).body.state).toBe('recalled');
      expect(await desk.find(second.paper.id)).toMatchObject({ approval: 'none', told: ['recalled'] });
    });

    it('remind somebody once an hour', async () => {
      const { ann, max, id } = await three();
      const urge = (who: Principal) => house.request(who, 'POST', `/approval-runs/${id}/urge`, {});
      expect((await urge(max)).status).toBe(404);
      expect((await urge(ann)).status).toBe(200);
      expect((await urge(ann)).body.code).toBe('approval-urged');
      expect((await house.request(max, 'GET', '/approvals')).body.items[0]).toMatchObject({ urged: true });
    });

    it('comment, and send copies that may be read', async () => {
      const { ann, bob, id } = await three();
      const zoe = await house.person('Zoe', ['read-only']);
      expect((await house.request(zoe, 'GET', `/approval-runs/${id}`)).status).toBe(404);
      await house.request(ann, 'POST', `/approval-runs/${id}/copy`, { people: ids(zoe) });
      expect((await house.request(zoe, 'GET', '/approvals?tab=copied')).body.items).toMatchObject([{ id, unread: true }]);
      expect((await house.request(zoe, 'POST', `/approval-runs/${id}/comment`, { comment: 'Read it' })).body.events.at(-1)).toMatchObject({ action: 'comment', comment: 'Read it' });
      expect((await house.request(zoe, 'GET', '/approvals?tab=copied')).body.items).toMatchObject([{ id, unread: false }]);
      expect((await house.request(bob, 'POST', `/approval-runs/${id}/comment`, { comment: 'x' })).status).toBe(404);
    });

    it('let somebody stand in for some days, who is told for whom', async () => {
      const { root, ann, max } = await desk.people();
      const eve = await house.person('Eve', ['sales-manager']);
      const today = house.get(Clock).now().toISOString().slice(0, 10);
      const later = '2999-12-31';
      expect((await house.request(max, 'PUT', '/approvals/delegation', { toId: max.id, startsOn: today, endsOn: later })).body.errors).toEqual([{ pointer: '/toId', code: 'reference' }]);
      expect((await house.request(max, 'PUT', '/approvals/delegation', { toId: eve.id, startsOn: '2020-01-01', endsOn: later })).body.delegation).toMatchObject({ to: { name: 'Eve' } });
      await desk.flow(root, [step('boss', { people: ids(max) })]);
      const paper = await desk.paper(ann);
      expect((await house.request(ann, 'GET', `/approvals/paper/${paper.id}/prediction`)).body.steps[0].people).toMatchObject([{ person: { name: 'Eve' }, for: { name: 'Max' } }]);
      const { body } = await desk.submit(ann, paper);
      expect((await view(eve, body.instanceId)).tasks).toMatchObject([{ person: { name: 'Eve' }, for: { name: 'Max' }, state: 'open' }]);
      expect((await desk.act(max, (await view(eve, body.instanceId)).may.taskId, 'agree')).status).toBe(404);
      expect((await house.request(max, 'DELETE', '/approvals/delegation')).status).toBe(204);
    });

    it('agree to many at once where the flow allows it, and hear what was left', async () => {
      const { root, ann, max } = await desk.people();
      await desk.flow(root, [step('boss', { people: ids(max) })], { batch: true });
      const [first, second] = [await desk.paper(ann, { title: 'First' }), await desk.paper(ann, { title: 'Second' })];
      const runs = [(await desk.submit(ann, first)).body.instanceId, (await desk.submit(ann, second)).body.instanceId];
      await desk.flow(root, [step('boss', { people: ids(max) })]);
      const third = await desk.paper(ann, { title: 'Third' });
      runs.push((await desk.submit(ann, third)).body.instanceId);
      const tasks = await Promise.all(runs.map((id) => desk.taskOf(max, id)));
      await desk.act(max, tasks[1] as string, 'agree');
      const { body } = await house.request(max, 'POST', '/approval-tasks/agree', { tasks: [...tasks, ann.id] });
      expect(body.items.map(({ title, code }: { title: string; code: string | null }) => [title, code])).toEqual([['First', null], ['Second', 'approval-handled'], ['Third', 'approval-one-by-one'], ['', 'not-found']]);
    });

    it('are given the task of somebody who cannot answer, by whoever keeps the flows', async () => {
      const { root, max, bob, id, act } = await three();
      const task = await desk.taskOf(max, id);
      expect((await desk.act(bob, task, 'reassign', { userId: bob.id })).status).toBe(403);
      expect((await desk.act(root, task, 'reassign', { userId: bob.id })).status).toBe(200);
      expect((await act(bob, 'agree')).body.step).toBe('two');
    });

    it('leave a trace in the audit', async () => {
      const { max, id, act } = await three();
      await act(max, 'agree');
      const rows = await house.get(Database).read<{ action: string }>("SELECT a.`action` FROM `audit` a JOIN `audit_change` c ON c.`auditId` = a.`id` WHERE c.`recordKind` = 'approval' AND c.`recordId` = ? GROUP BY a.`id`, a.`action` ORDER BY a.`id`", [id]);
      expect(rows.map(({ action }) => action)).toEqual(['approval.submit', 'approval.agree']);
    });
  });
});
