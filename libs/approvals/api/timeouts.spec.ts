import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Clock, type Principal } from '#kernel/api';
import type { FlowStep, TaskView } from '#approvals/model';
import { paperwork, step } from './testing/paperwork.ts';
import { Timeouts } from './timeouts.service.ts';

describe('an answer that is due', () => {
  onEachDatabase((house) => {
    const desk = paperwork(house);
    const view = async (who: Principal, id: string) => (await house.request(who, 'GET', `/approval-runs/${id}`)).body;
    const asked = async (onTimeout: FlowStep['onTimeout'], how: FlowStep['how'] = 'in-turn') => {
      const { root, ann, max, team } = await desk.people();
      const eve = await house.person('Eve', ['sales-manager'], await house.team(`Above ${team.slice(24)}`, null, max.id));
      await desk.flow(root, [step('one', { people: [eve.id as string], how, timeoutHours: 24, onTimeout }), step('two', { people: [root.id as string] })]);
      const paper = await desk.paper(ann);
      return { root, ann, max, eve, paper, id: (await desk.submit(ann, paper)).body.instanceId as string };
    };
    const after = async (hours: number, times = 1) => {
      const clock = house.get(Clock);
      const real = clock.now.bind(clock);
      clock.now = () => new Date(real().getTime() + hours * 3_600_000);
      await Promise.all(Array.from({ length: times }, () => house.get(Timeouts).turn())).finally(() => (clock.now = real));
    };
    const open = async (who: Principal, id: string) => ((await view(who, id)).tasks as TaskView[]).find(({ state }) => state === 'open');
    const last = async (who: Principal, id: string) => (await view(who, id)).events.at(-1);

    it('reminds, and reminds again as long after', async () => {
      const { eve, id } = await asked('remind');
      await after(23);
      expect((await open(eve, id))?.urgedAt).toBeNull();
      await after(25);
      const task = await open(eve, id);
      expect([task?.urgedAt !== null, (await last(eve, id)).action, Date.parse(task?.dueAt ?? '') > Date.now() + 47 * 3_600_000]).toEqual([true, 'urge', true]);
    });

    it('goes to the nearest superior, who has as long', async () => {
      const { max, eve, id } = await asked('pass-on');
      await after(25);
      expect([(await open(max, id))?.person.id, await last(max, id)]).toEqual([max.id, expect.objectContaining({ action: 'transfer', actor: null })]);
      expect((await view(eve, id)).may.taskId).toBeNull();
    });

    it('counts as agreed, and the next is asked, whose own time begins', async () => {
      const { root, id } = await asked('agree');
      await after(25);
      await after(200);
      expect(await open(root, id)).toMatchObject({ step: 'two', dueAt: null });
    });

    it('counts as refused, and the record is as it was', async () => {
      const { ann, paper, id } = await asked('refuse');
      await after(25);
      expect([(await view(ann, id)).state, await desk.state(paper), await desk.told(paper)]).toEqual(['rejected', 'rejected', ['rejected']]);
    });

    it('is done once, however many look at it, and not for what was answered', async () => {
      const { eve, paper, id } = await asked('refuse', 'any');
      await desk.act(eve, await desk.taskOf(eve, id), 'agree');
      await after(25, 3);
      expect([await desk.told(paper), (await view(eve, id)).state]).toEqual([[], 'running']);
    });

    it('above an amount takes a proof of the last minutes from whoever agrees', async () => {
      const { root, ann, max } = await desk.people();
      await desk.flow(root, [step('one', { people: [max.id as string] })], { proofAbove: 100_000 });
      const [small, large] = [await desk.paper(ann, { amount: 99_999 }), await desk.paper(ann, { amount: 100_000 })];
      const [first, second] = [(await desk.submit(ann, small)).body.instanceId, (await desk.submit(ann, large)).body.instanceId];
      const tasks = [await desk.taskOf(max, first), await desk.taskOf(max, second)];
      const clock = house.get(Clock);
      const real = clock.now.bind(clock);
      clock.now = () => new Date(real().getTime() + 400_000);
      const answers = [await desk.act(max, tasks[0] as string, 'agree'), await desk.act(max, tasks[1] as string, 'agree')];
      clock.now = real;
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual([[200, undefined], [401, 'step-up-needed']]);
      expect((await desk.act(max, tasks[1] as string, 'agree')).body.state).toBe('approved');
    });

    it('needs a word on what happens', async () => {
      const { root } = await desk.people();
      const { body } = await house.request(root, 'POST', '/approval-flows', { kind: 'paper', name: 'Late', when: [], steps: [step('one', { people: [root.id as string], timeoutHours: 3 })], sameApprover: 'first', afterReturn: 'restart', recall: 'untouched', batch: false });
      expect((await house.request(root, 'POST', `/approval-flows/${body.id}/publish`, undefined, { 'if-match': '"1"' })).body.errors).toMatchObject([{ pointer: '/steps/0/onTimeout', code: 'required' }]);
    });
  });
});
