import { Injectable } from '@nestjs/common';
import { currentPrincipal, Database, fromStoredMoment, Invalid, Records, toStoredMoment } from '#kernel/api';
import { TABS, type FlowDefinition, type InboxPage, type InboxRow, type RunState, type SubjectFacts, type Tab, type TaskState } from '#approvals/model';

interface Stored {
  readonly at: string;
  readonly key: string;
  readonly id: string;
  readonly kind: string;
  readonly recordId: string;
  readonly state: RunState;
  readonly facts: string;
  readonly submitterId: string | null;
  readonly submittedAt: string;
  readonly endedAt: string | null;
  readonly stepId: string | null;
  readonly taskId: string | null;
  readonly taskState: TaskState | null;
  readonly urgedAt: string | null;
  readonly readAt: string | null;
  readonly definition: string;
}
const SIZE = 30;
const RUN = 'r.`id`, r.`kind`, r.`recordId`, r.`state`, r.`facts`, r.`submitterId`, r.`submittedAt`, r.`endedAt`, v.`definition`';
const TASK = 't.`stepId`, t.`id` AS `taskId`, t.`state` AS `taskState`, t.`urgedAt`, NULL AS `readAt`';
const NO_TASK = 'NULL AS `stepId`, NULL AS `taskId`, NULL AS `taskState`, NULL AS `urgedAt`';
const OF_TASK = 'JOIN `approval_run` r ON r.`id` = t.`runId`';
/** Each tab reads a page of one index in its order, by when and then by id, before anything is joined to it. */
const SOURCES: Readonly<Record<Tab, { readonly from: string; readonly as: string; readonly where: string; readonly at: string; readonly key: string; readonly columns: string; readonly join: string }>> = {
  waiting: { from: '`approval_task` t', as: 't', where: "t.`assigneeId` = ? AND t.`state` = 'open'", at: 't.`openedAt`', key: 't.`id`', columns: TASK, join: OF_TASK },
  handled: { from: '`approval_task` t', as: 't', where: 't.`assigneeId` = ? AND t.`decidedAt` IS NOT NULL', at: 't.`decidedAt`', key: 't.`id`', columns: TASK, join: OF_TASK },
  mine: { from: '`approval_run` r', as: 'r', where: 'r.`submitterId` = ?', at: 'r.`submittedAt`', key: 'r.`id`', columns: `${NO_TASK}, NULL AS \`readAt\``, join: '' },
  copied: { from: '`approval_copy` c', as: 'c', where: 'c.`userId` = ?', at: 'c.`createdAt`', key: 'c.`runId`', columns: `${NO_TASK}, c.\`readAt\``, join: 'JOIN `approval_run` r ON r.`id` = c.`runId`' },
};

/** What waits for somebody, what they answered, what they submitted, and what they got a copy of. */
@Injectable()
export class Inbox {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
  ) {}

  /** A page of a tab, the latest first. Throws Invalid. */
  async page(tab: string, after: string | null): Promise<InboxPage> {
    if (!TABS.includes(tab as Tab)) throw new Invalid([{ pointer: '/tab', code: 'choice', params: { choices: TABS } }]);
    const { from, as, where, at, key, columns, join } = SOURCES[tab as Tab];
    const cursor = cursorOf(after);
    const rows = await this.db.read<Stored>(
      `SELECT ${at} AS \`at\`, ${key} AS \`key\`, ${RUN}, ${columns}
       FROM (SELECT ${as}.* FROM ${from} WHERE ${where} ${cursor ? `AND (${at} < ? OR (${at} = ? AND ${key} < ?))` : ''} ORDER BY ${at} DESC, ${key} DESC LIMIT ?) ${as}
       ${join} JOIN \`approval_version\` v ON v.\`id\` = r.\`versionId\` ORDER BY ${at} DESC, ${key} DESC`,
      [currentPrincipal().id, ...(cursor ? [cursor.at, cursor.at, cursor.key] : []), SIZE + 1],
    );
    const shown = rows.slice(0, SIZE);
    const last = shown.at(-1);
    const next = rows.length > SIZE && last ? `${fromStoredMoment(last.at)}_${last.key}` : null;
    return { items: await this.told(shown), next, lastHandledAt: tab === 'waiting' && rows.length === 0 ? await this.lastHandled() : null };
  }

  /** How many tasks wait for whoever asks; counted up to a hundred. */
  async waiting(): Promise<number> {
    const [row] = await this.db.read<{ n: number }>("SELECT COUNT(*) AS `n` FROM (SELECT 1 AS `one` FROM `approval_task` WHERE `assigneeId` = ? AND `state` = 'open' LIMIT 100) k", [currentPrincipal().id]);
    return Number(row?.n ?? 0);
  }
  private async lastHandled(): Promise<string | null> {
    const [row] = await this.db.read<{ at: string }>('SELECT `decidedAt` AS `at` FROM `approval_task` WHERE `assigneeId` = ? AND `decidedAt` IS NOT NULL ORDER BY `decidedAt` DESC LIMIT 1', [currentPrincipal().id]);
    return row ? fromStoredMoment(row.at) : null;
  }

  private async told(rows: readonly Stored[]): Promise<InboxRow[]> {
    const names = await this.kernel.names.of('user', [...new Set(rows.flatMap(({ submitterId }) => submitterId ?? []))]);
    return rows.map((row) => {
      const { title, number, amount, currency } = JSON.parse(row.facts) as SubjectFacts;
      const { steps, batch } = JSON.parse(row.definition) as FlowDefinition;
      const { id, kind, recordId, state, taskId, taskState, submitterId } = row;
      return {
        id, kind, recordId, state, title, number, amount, currency, taskId, taskState, batch, unread: row.readAt === null, urged: row.urgedAt !== null,
        submitter: names.get(submitterId ?? '') ?? { id: submitterId ?? '', name: '' }, step: steps.find((step) => step.id === row.stepId)?.name ?? null,
        submittedAt: fromStoredMoment(row.submittedAt), endedAt: row.endedAt === null ? null : fromStoredMoment(row.endedAt), at: fromStoredMoment(row.at),
      }; // prettier-ignore
    });
  }
}

function cursorOf(after: string | null): { at: string; key: string } | null {
  if (after === null) return null;
  const [, at, key] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/.exec(after) ?? [];
  if (!at || !key) throw new Invalid([{ pointer: '/after', code: 'cursor' }]);
  return { at: toStoredMoment(at), key };
}
