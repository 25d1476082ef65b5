import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Database, Problem, type Principal } from '#kernel/api';
import { flowFaults, HOW, NOBODY, SAME_APPROVER, AFTER_RETURN, RECALL, SUBMITTER, WHO, type FlowDefinition, type FlowStep } from '#approvals/model';
import { Acts } from './acts.service.ts';
import { Approvals } from './approvals.service.ts';
import { paperwork, step } from './testing/paperwork.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 20);
const SEED = process.env['PROPERTY_SEED'];
const ACTIONS = ['submit', 'submit', 'agree', 'agree', 'agree', 'agree', 'refuse', 'return', 'return-home', 'transfer', 'before', 'after', 'recall', 'urge', 'foreign'] as const;

/** What somebody tries: any of it may be refused, none of it may break anything. */
interface Try {
  readonly action: (typeof ACTIONS)[number];
  readonly who: number;
  readonly other: number;
  readonly at: number;
  /** Somebody whose turn it is acts, not just anybody. */
  readonly turn: boolean;
}
const index = fc.nat(4);
const tries = fc.array(fc.record<Try>({ action: fc.constantFrom(...ACTIONS), who: index, other: index, at: fc.nat(3), turn: fc.constantFrom(true, true, true, false) }), { minLength: 10, maxLength: 40 });
const steps = fc.array(
  fc.record({ kind: fc.constantFrom('approval' as const, 'approval' as const, 'copy' as const), who: fc.constantFrom(...WHO), people: fc.uniqueArray(index, { minLength: 1, maxLength: 3 }), level: fc.integer({ min: 1, max: 3 }), how: fc.constantFrom(...HOW), nobody: fc.constantFrom('pass', 'administrator', ...NOBODY), submitter: fc.constantFrom(...SUBMITTER), least: fc.constantFrom(null, 50, 500) }),
  { minLength: 1, maxLength: 4 },
);
const settings = fc.record({ sameApprover: fc.constantFrom(...SAME_APPROVER), afterReturn: fc.constantFrom(...AFTER_RETURN), recall: fc.constantFrom(...RECALL) });

describe('whatever people do', () => {
  onEachDatabase((house) => {
    const desk = paperwork(house);
    const db = () => house.get(Database);

    it('one run at most is on for a record, tasks end with it, the record hears of each end once, and nobody answers for others', { timeout: 3_600_000 }, async () => {
      const { root, ann, max, team } = await desk.people();
      const people = [ann, max, await house.person('Eve', ['sales-manager'], team), await house.person('Bob', ['service'], team), root];
      const id = (at: number) => people[at]?.id as string;
      await fc.assert(fc.asyncProperty(steps, settings, tries, async (drawn, rules, tried) => {
        const written = drawn.map(({ people: own, least, ...one }, at): FlowStep => step(`s${at}`, { ...one, role: 'service', people: own.map(id), when: least === null ? [] : [{ field: 'amount', is: 'at-least', number: least, values: [] }] }));
        const flow: FlowDefinition = { when: [], steps: written, ...rules, batch: true, proofAbove: null };
        fc.pre(flowFaults(flow).length === 0);
        await desk.flow(root, written, rules);
        const paper = await desk.paper(ann, { amount: 100 });
        await attempt({ action: 'submit', who: 0, other: 1, at: 0, turn: false }, people, paper.id);
        for (const one of tried) {
          await attempt(one, people, paper.id);
          await holds(paper.id);
        }
      }), { numRuns: RUNS, ...(SEED ? { seed: Number(SEED) } : {}) }); // prettier-ignore
    });

    async function attempt({ action, who, other, at, turn }: Try, people: readonly Principal[], recordId: string): Promise<void> {
      const toId = people[other]?.id as string;
      const acts = house.get(Acts);
      const [run] = await db().read<{ id: string }>("SELECT `id` FROM `approval_run` WHERE `recordId` = ? ORDER BY `state` = 'running' DESC, `id` DESC LIMIT 1", [recordId]);
      const tasks = run ? await db().read<{ id: string; assigneeId: string; state: string }>('SELECT `id`, `assigneeId`, `state` FROM `approval_task` WHERE `runId` = ? ORDER BY `id` DESC', [run.id]) : [];
      const open = tasks.filter(({ state }) => state === 'open');
      const actor = ((turn && people.find(({ id }) => id === open[who % Math.max(open.length, 1)]?.assigneeId)) || people[who]) as Principal;
      const own = tasks.filter(({ assigneeId }) => assigneeId === actor.id);
      const task = (own.find(({ state }) => state === 'open') ?? own[at])?.id;
      const foreign = tasks.find(({ assigneeId }) => assigneeId !== actor.id)?.id;
      const work = (): Promise<unknown> => {
        if (action === 'submit') return desk.find(recordId).then(({ version }) => house.get(Approvals).submit('paper', recordId, version, [toId]));
        if (action === 'recall' && run) return acts.recall(run.id, null);
        if (action === 'urge' && run) return acts.urge(run.id);
        if (action === 'foreign') return foreign ? acts.agree(foreign, null).then(() => Promise.reject(new Error('somebody answered for somebody else'))) : Promise.resolve();
        if (!task) return Promise.resolve();
        if (action === 'agree') return acts.agree(task, null);
        if (action === 'refuse') return acts.refuse(task, 'no');
        if (action === 'return') return acts.return(task, `s${at}`, 'back');
        if (action === 'return-home') return acts.return(task, null, 'home');
        if (action === 'transfer') return acts.transfer(task, toId, null);
        return action === 'before' || action === 'after' ? acts.addSigner(task, toId, action, null) : Promise.resolve();
      };
      await as(actor, work).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
      });
    }

    async function holds(recordId: string): Promise<void> {
      const runs = await db().read<{ id: string; state: string }>('SELECT `id`, `state` FROM `approval_run` WHERE `recordId` = ? ORDER BY `id`', [recordId]);
      const left = await db().read<{ runId: string; state: string; assigneeId: string }>("SELECT t.`runId`, t.`state`, t.`assigneeId` FROM `approval_task` t JOIN `approval_run` r ON r.`id` = t.`runId` WHERE r.`recordId` = ? AND t.`state` IN ('open', 'waiting')", [recordId]);
      const running = runs.filter(({ state }) => state === 'running');
      expect(running.length).toBeLessThanOrEqual(1);
      expect(left.filter(({ runId }) => runId !== running[0]?.id)).toEqual([]);
      if (running.length > 0) expect(left.filter(({ state }) => state === 'open').length).toBeGreaterThan(0);
      const asked = left.map(({ assigneeId }) => assigneeId);
      expect(new Set(asked).size).toBe(asked.length);
      const { approval, told, version } = await desk.find(recordId);
      expect(told).toEqual(runs.filter(({ state }) => state !== 'running').map(({ state }) => (state === 'returned' ? 'recalled' : state)));
      expect(approval === 'in_approval').toBe(running.length === 1);
      expect(version).toBe(1 + runs.length + told.length);
    }
  });
});
