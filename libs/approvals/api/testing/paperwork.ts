import type { House } from '#house';
import { as, Database, newId, NotFound, Rejected, Stale, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { EMPTY_FLOW, type FlowDefinition, type FlowStep, type SubjectFacts } from '#approvals/model';
import { Approvals } from '../approvals.service.ts';

/** A piece of paper that needs an approval: the smallest record there is, kept as a row of settings. */
interface Paper {
  readonly facts: SubjectFacts;
  readonly version: number;
  readonly approval: string;
  readonly content: string;
  /** What it was told, in order. */
  readonly told: readonly string[];
}
export interface PaperKey {
  readonly id: string;
}
const FACTS: SubjectFacts = { title: 'Paper', number: null, amount: null, currency: 'CNY', discount: null, customerId: null, customerLevel: null, ownerId: null, teamId: null, type: null };

/** A step of a flow, as short as it can be said. */
export const step = (id: string, more: Partial<FlowStep> = {}): FlowStep => ({
  id, kind: 'approval', name: id, when: [], who: 'people', people: [], role: null, level: null, how: 'in-turn', nobody: 'pass', submitter: 'skip', timeoutHours: null, onTimeout: null, ...more,
}); // prettier-ignore

/** Papers and flows for tests, over the routes wherever there are any. */
export function paperwork(house: House) {
  const db = () => house.get(Database);
  const name = (id: string) => `paper/${id}`;
  const find = async (id: string): Promise<Paper> => {
    const [row] = await db().read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [name(id)]);
    if (!row) throw new NotFound();
    return JSON.parse(row.value) as Paper;
  };
  const put = (id: string, paper: Paper) => db().put('setting', { name: name(id) }, { value: JSON.stringify(paper) });

  const register = () =>
    house.get(Approvals).register({
      kind: 'paper',
      facts: async (id) => (await find(id)).facts,
      begin: async (id, version) => {
        const paper = await find(id);
        if (paper.version !== version) throw new Stale(paper);
        if (paper.approval === 'in_approval') throw new Rejected('approval-running');
        await put(id, { ...paper, version: version + 1, approval: 'in_approval' });
        return { content: paper.content };
      },
      decide: async (id, outcome, snapshot) => {
        const paper = await find(id);
        const content = outcome === 'approved' ? paper.content : String(snapshot['content']);
        await put(id, { ...paper, version: paper.version + 1, content, approval: outcome === 'recalled' ? 'none' : outcome, told: [...paper.told, outcome] });
      },
    });

  return {
    find,
    async people() {
      register();
      const team = await house.team(`North ${newId().slice(24)}`);
      const [root, ann, max] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'], team), await house.person('Max', ['sales-manager'], team)];
      return { root, ann, max, team };
    },
    async paper(_by: Principal, facts: Partial<SubjectFacts> = {}): Promise<PaperKey> {
      const id = newId();
      await house.get(UnitOfWork).run(() => put(id, { facts: { ...FACTS, ...facts }, version: 1, approval: 'none', content: 'first', told: [] }));
      return { id };
    },
    /** Changes a paper beside the approval. */
    async edit(id: string, changes: Partial<Paper>) {
      await house.get(UnitOfWork).run(async () => put(id, { ...(await find(id)), ...changes }));
    },
    async submit(by: Principal, { id }: PaperKey, chosen: readonly string[] = []) {
      return house.request(by, 'POST', `/approvals/paper/${id}/submit`, { chosen }, { 'if-match': `"${(await find(id)).version}"` });
    },
    state: async ({ id }: PaperKey) => (await find(id)).approval,
    told: async ({ id }: PaperKey) => (await find(id)).told,
    /** Publishes a flow for papers, before all others, for these conditions; by somebody who has just signed in. */
    async flow(by: Principal, steps: readonly FlowStep[], more: Partial<FlowDefinition> = {}): Promise<string> {
      await house.freshToken(by);
      const body = { kind: 'paper', name: `Flow ${newId().slice(24)}`, ...EMPTY_FLOW, ...more, steps };
      const { body: made } = await house.request(by, 'POST', '/approval-flows', body);
      await house.request(by, 'POST', `/approval-flows/${made.id}/publish`, undefined, { 'if-match': `"${made.version}"` });
      await house.request(by, 'POST', '/approval-flows/order', { kind: 'paper', ids: [made.id] });
      await as(SYSTEM, () => house.get(UnitOfWork).run(() => db().write('UPDATE `approval_flow` SET `published` = NULL WHERE `id` <> ?', [made.id])));
      return made.id as string;
    },
    /** The open task of somebody for a run. */
    async taskOf(who: Principal, runId: string): Promise<string> {
      const { body } = await house.request(who, 'GET', `/approval-runs/${runId}`);
      return body.may?.taskId as string;
    },
    act: async (who: Principal, task: string, action: string, body: object = {}) => house.request(who, 'POST', `/approval-tasks/${task}/${action}`, body),
  };
}
