// Agreeing to a contract: the task is claimed, the run ends, the contract is approved; audited, in one transaction.
import { newId } from '../../dist/libs/kernel/api/database/ids.js';
import { audit, insert, stored } from './bare-writes.mjs';

/** Answers with what became of the run; throws when somebody was quicker. */
export function agree(db, principal, { taskId }) {
  const now = stored();
  return db.together(async (run) => {
    const once = async (text, params) => {
      const { affected } = await run(text, params);
      if (affected !== 1) throw new Error('handled');
    };
    const [task] = await db.rows('SELECT t.*, r.kind, r.recordId, r.facts, r.submitterId, r.submittedAt, v.definition FROM approval_task t JOIN approval_run r ON r.id = t.runId JOIN approval_version v ON v.id = r.versionId WHERE t.id = ?', [taskId]);
    if (!task || task.assigneeId !== principal.id) throw new Error('not found');
    await once("UPDATE approval_task SET state = 'agreed', decidedAt = ? WHERE id = ? AND state = 'open'", [now, taskId]);
    await once("UPDATE approval_run SET state = 'approved', runningKey = id, endedAt = ?, touched = 1, revision = revision + 1 WHERE id = ? AND state = 'running'", [now, task.runId]);
    await run(...insert('approval_event', { id: newId(), runId: task.runId, at: now, actorId: principal.id, action: 'agree', stepId: task.stepId }));
    await once("UPDATE contract SET approval = 'approved', version = version + 1, updatedAt = ?, updatedById = ? WHERE id = ? AND approval = 'in_approval'", [now, principal.id, task.recordId]);
    await audit(run, principal, now, 'approval.agree', 'approval', task.runId, [['agree', task.stepId, 'approved']]);
    await audit(run, principal, now, 'contract.approved', 'contract', task.recordId, [['approval', 'in_approval', 'approved']]);
    const [{ name }] = await db.rows('SELECT name FROM user WHERE id = ?', [task.submitterId]);
    return { id: task.runId, kind: task.kind, recordId: task.recordId, state: 'approved', submitter: { id: task.submitterId, name }, facts: JSON.parse(task.facts), submittedAt: task.submittedAt, endedAt: now };
  });
}

/** Opens again what one half of the run closed, so that the next round finds it as it was. */
export async function reopen(tables, tasks) {
  for (let at = 0; at < tasks.length; at += 500) {
    const ids = tasks.slice(at, at + 500);
    const marks = ids.map(() => '?').join(', ');
    await tables.bulk(`UPDATE approval_task SET state = 'open', decidedAt = NULL WHERE id IN (${marks})`, ids);
    await tables.bulk(`UPDATE approval_run SET state = 'running', runningKey = '', endedAt = NULL, touched = 0 WHERE id IN (${marks})`, ids);
    await tables.bulk(`UPDATE contract SET approval = 'in_approval' WHERE id IN (${marks})`, ids);
  }
}
