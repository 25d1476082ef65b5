import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Database, type Principal } from '#kernel/api';
import { paperwork, step } from './testing/paperwork.ts';

const ids = (...people: Principal[]) => people.map(({ id }) => id as string);

describe('approvals', () => {
  onEachDatabase((house) => {
    const desk = paperwork(house);
    const run = async (who: Principal, id: string) => (await house.request(who, 'GET', `/approval-runs/${id}`)).body;
    /** A paper that Ann submitted to these steps. */
    const submitted = async (steps: (people: Awaited<ReturnType<typeof desk.people>>, eve: Principal, bob: Principal) => Parameters<typeof desk.flow>[1], more: Parameters<typeof desk.flow>[2] = {}) => {
      const people = await desk.people();
      const [eve, bob] = [await house.person('Eve', ['sales-manager']), await house.person('Bob', ['sales'])];
      await desk.flow(people.root, steps(people, eve, bob), more);
      const paper = await desk.paper(people.ann, { amount: 100 });
      const { body } = await desk.submit(people.ann, paper);
      const act = async (who: Principal, action: string, given: object = {}) => desk.act(who, await desk.taskOf(who, body.instanceId), action, given);
      return { ...people, eve, bob, paper, id: body.instanceId as string, act };
    };

    it('let a record pass at once while no flow applies', async () => {
      const { root, ann, max } = await desk.people();
      await desk.flow(root, [step('boss', { people: ids(max) })], { when: [{ field: 'amount', is: 'at-least', number: 500, values: [] }] });
      const paper = await desk.paper(ann, { amount: 100 });
      expect(await desk.submit(ann, paper)).toMatchObject({ status: 200, body: { status: 'approved', instanceId: null } });
      expect(await desk.state(paper)).toBe('approved');
    });

    it('ask one person, who agrees', async () => {
      const { ann, max, bob, paper, id } = await submitted(({ max: boss }) => [step('boss', { people: ids(boss) })]);
      expect(await desk.state(paper)).toBe('in_approval');
      const { body: inbox } = await house.request(max, 'GET', '/approvals?tab=waiting');
      expect(inbox.items).toMatchObject([{ recordId: paper.id, title: 'Paper', amount: 100, submitter: { name: 'Ann' }, step: 'boss' }]);
      expect((await house.request(max, 'GET', '/approvals/waiting')).body).toEqual({ waiting: 1 });
      expect((await house.request(bob, 'GET', `/approval-runs/${id}`)).status).toBe(404);
      const agreed = await desk.act(max, inbox.items[0].taskId, 'agree', { comment: 'Fine' });
      expect(agreed).toMatchObject({ status: 200, body: { state: 'approved', tasks: [{ state: 'agreed', comment: 'Fine', person: { name: 'Max' } }] } });
      expect([await desk.state(paper), await desk.told(paper)]).toEqual(['approved', ['approved']]);
      expect((await house.request(max, 'GET', '/approvals?tab=handled')).body.items).toMatchObject([{ id, taskState: 'agreed', state: 'approved' }]);
      expect((await house.request(ann, 'GET', '/approvals?tab=mine')).body.items).toMatchObject([{ id, state: 'approved' }]);
    });

    it('Z15: do one thing however often somebody clicks', async () => {
      const { max, paper, id } = await submitted(({ max: boss }) => [step('boss', { people: ids(boss) })]);
      const task = await desk.taskOf(max, id);
      const answers = await Promise.all(Array.from({ length: 20 }, () => desk.act(max, task, 'agree')));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('approval-handled');
      expect(await desk.told(paper)).toEqual(['approved']);
    });

    it('go on when the last two of all answer at the same moment', async () => {
      const { max, eve, paper, id } = await submitted(({ max: boss }, other) => [step('both', { people: ids(boss, other), how: 'all' })]);
      const tasks = [await desk.taskOf(max, id), await desk.taskOf(eve, id)];
      await Promise.all([desk.act(max, tasks[0] as string, 'agree'), desk.act(eve, tasks[1] as string, 'agree')]);
      expect(await desk.told(paper)).toEqual(['approved']);
    });

    it('are submitted once at a time', async () => {
      const { root, ann, max } = await desk.people();
      await desk.flow(root, [step('boss', { people: ids(max) })]);
      const paper = await desk.paper(ann);
      const answers = await Promise.all(Array.from({ length: 8 }, () => desk.submit(ann, paper)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const rows = await house.get(Database).read('SELECT 1 FROM `approval_run` WHERE `recordId` = ?', [paper.id]);
      expect(rows).toHaveLength(1);
    });

    it('end with one refusal of those who all must agree, and put the record back', async () => {
      const { max, eve, act, paper, id } = await submitted(({ max: boss }, other) => [step('both', { people: ids(boss, other), how: 'all' })]);
      await desk.edit(paper.id, { content: 'changed meanwhile' });
      expect((await act(max, 'refuse', {})).body.errors).toEqual([{ pointer: '/comment', code: 'required' }]);
      expect((await act(max, 'refuse', { comment: 'Too dear' })).body.state).toBe('rejected');
      expect(await desk.find(paper.id)).toMatchObject({ approval: 'rejected', content: 'first', told: ['rejected'] });
      expect((await run(eve, id)).tasks.map(({ state }: { state: string }) => state).sort()).toEqual(['dropped', 'refused']);
    });

    it('ask in turn, or take the first answer of any', async () => {
      const { max, eve, bob, act, paper, id } = await submitted(({ max: boss }, other, third) => [step('turn', { people: ids(boss, other) }), step('any', { people: ids(third, other), how: 'any' })], { sameApprover: 'each' });
      expect((await run(eve, id)).may.taskId).toBeNull();
      expect((await act(max, 'agree')).body.coming).toMatchObject([{ id: 'any', people: [{ person: { name: 'Bob' } }, { person: { name: 'Eve' } }] }]);
      await act(eve, 'agree');
      expect((await act(bob, 'agree')).body).toMatchObject({ state: 'approved', step: null });
      expect(await desk.told(paper)).toEqual(['approved']);
    });

    it('Z15: skip whoever submitted it or agreed before, and say so', async () => {
      const { eve, act, id } = await submitted(({ ann, max: boss }, other) => [step('own', { people: ids(ann) }), step('first', { people: ids(other) }), step('again', { people: ids(other) }), step('last', { people: ids(boss) })]);
      const view = (await act(eve, 'agree')).body;
      expect(view.events.map(({ action }: { action: string }) => action)).toEqual(['submit', 'pass-submitter', 'agree', 'pass-same']);
      expect((await run(eve, id)).step).toBe('last');
    });

    it('Z15: climb from superior to superior, and past those who submit themselves', async () => {
      const { root } = await desk.people();
      const [chief, lead, ann] = [await house.person('Chief', ['sales-manager']), await house.person('Lead', ['sales-manager']), await house.person('Amy', ['sales'])];
      const top = await house.team(`Top ${ann.id}`, null, chief.id);
      const own = await house.team(`Own ${ann.id}`, top, lead.id);
      await house.get(Database);
      const { body: user } = await house.request(root, 'GET', `/users/${ann.id}`);
      await house.request(root, 'PATCH', `/users/${ann.id}`, { primaryTeamId: own }, { 'if-match': `"${user.version}"` });
      await desk.flow(root, [step('up', { who: 'superiors', level: 3 }), step('second', { who: 'superior', level: 2 }), step('head', { who: 'head' })], { sameApprover: 'each' });
      const paper = await desk.paper(ann);
      const { body: ahead } = await house.request(ann, 'GET', `/approvals/paper/${paper.id}/prediction`);
      expect(ahead.steps.map(({ people }: { people: { person: { name: string } }[] }) => people.map(({ person }) => person.name))).toEqual([['Lead', 'Chief'], ['Chief'], ['Lead']]);
    });

    it('pass, ask administrators or refuse where nobody is found', async () => {
      const { root, ann, max } = await desk.people();
      const empty = { who: 'role' as const, role: 'service' };
      const paper = await desk.paper(ann);
      await desk.flow(root, [step('none', { ...empty, nobody: 'block' })]);
      const { body: ahead } = await house.request(ann, 'GET', `/approvals/paper/${paper.id}/prediction`);
      expect(ahead).toMatchObject({ blocked: true, steps: [{ otherwise: 'block', people: [] }] });
      expect(await desk.submit(ann, paper)).toMatchObject({ status: 422, body: { code: 'approval-nobody', params: { step: 'none' } } });
      expect(await desk.state(paper)).toBe('none');
      await desk.flow(root, [step('none', { ...empty, nobody: 'administrator', how: 'all' }), step('boss', { people: ids(max) })]);
      const { body } = await desk.submit(ann, paper);
      expect((await desk.act(root, await desk.taskOf(root, body.instanceId), 'agree')).body.step).toBe('boss');
      const other = await desk.paper(ann);
      await desk.flow(root, [step('none', { ...empty, nobody: 'pass' })]);
      expect((await desk.submit(ann, other)).body.status).toBe('approved');
    });

    it('ask whom the submitter chooses', async () => {
      const { root, ann, max } = await desk.people();
      await desk.flow(root, [step('choice', { who: 'chosen' })]);
      const paper = await desk.paper(ann);
      expect((await desk.submit(ann, paper)).body.code).toBe('approval-choose');
      const { body } = await desk.submit(ann, paper, ids(max));
      expect(await desk.taskOf(max, body.instanceId)).toBeTruthy();
    });

    it('choose the steps by what the record says', async () => {
      const { root, ann, max } = await desk.people();
      const eve = await house.person('Eve', ['sales-manager']);
      await desk.flow(root, [step('boss', { people: ids(max) }), step('large', { people: ids(eve), when: [{ field: 'amount', is: 'at-least', number: 1000, values: [] }, { field: 'level', is: 'none-of', number: null, values: ['a'] }] })]);
      const steps = async (facts: object) => {
        const { id } = await desk.paper(ann, facts);
        return (await house.request(ann, 'GET', `/approvals/paper/${id}/prediction`)).body.steps.map(({ id: own }: { id: string }) => own);
      };
      expect(await steps({ amount: 999 })).toEqual(['boss']);
      expect(await steps({ amount: 1000 })).toEqual(['boss', 'large']);
      expect(await steps({ amount: 1000, customerLevel: 'a' })).toEqual(['boss']);
    });
  });
});
