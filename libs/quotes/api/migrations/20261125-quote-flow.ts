import { migration } from '#kernel/api';

/** Who approves quotes until administrators draw another flow: the head of the submitter's team, or else an administrator. */
const FLOW = {
  when: [], sameApprover: 'first', afterReturn: 'restart', recall: 'untouched', batch: false,
  steps: [{ id: 'head', kind: 'approval', name: '部门负责人 Head of team', when: [], who: 'head', people: [], role: null, level: null, how: 'any', nobody: 'administrator', submitter: 'superior' }],
}; // prettier-ignore
export const FLOW_ID = '01a21000-0000-7000-8000-000000000055';
const VERSION_ID = '01a21000-0000-7000-8000-000000000056';
const DAY = '2026-11-25 00:00:00.000';

export const quoteFlow = migration('20261125-56-quote-flow', (schema) => {
  const definition = JSON.stringify(FLOW);
  schema.insert('approval_flow', [{ id: FLOW_ID, kind: 'quote', name: '报价审批 Quotes', position: 1, draft: definition, published: 1, changed: 0, version: 1, updatedAt: DAY, updatedById: null }]);
  schema.insert('approval_version', [{ id: VERSION_ID, flowId: FLOW_ID, number: 1, definition, publishedAt: DAY, publishedById: null }]);
});
