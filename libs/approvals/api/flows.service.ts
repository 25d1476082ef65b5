import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Database, fromStoredMoment, Invalid, newId, NotFound, Records, Rejected, Stale, toStoredMoment } from '#kernel/api';
import { applies, flowFaults, type FlowDefinition, type FlowDraft, type FlowHead, type FlowVersion, type FlowView, type NewFlow, type SubjectFacts } from '#approvals/model';
import { Subjects } from './subjects.service.ts';

interface Stored {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly draft: string;
  readonly published: number | null;
  readonly changed: number;
  readonly version: number;
  readonly updatedAt: string;
  readonly running: number;
}
/** A published flow that applies to a record. */
export interface AppliedFlow {
  readonly flowId: string;
  readonly versionId: string;
  readonly name: string;
  readonly number: number;
  readonly definition: FlowDefinition;
}
const KIND = 'approval-flow';
const LIST = `SELECT f.*, (SELECT COUNT(*) FROM \`approval_run\` r JOIN \`approval_version\` v ON v.\`id\` = r.\`versionId\` WHERE v.\`flowId\` = f.\`id\` AND r.\`state\` = 'running') AS \`running\` FROM \`approval_flow\` f`;

/** The flows: written as drafts, published as versions that never change. */
@Injectable()
export class Flows {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly clock: Clock,
    private readonly subjects: Subjects,
  ) {}

  async list(): Promise<FlowHead[]> {
    const rows = await this.db.read<Stored>(`${LIST} ORDER BY f.\`kind\`, f.\`position\`, f.\`id\` LIMIT 500`);
    return rows.map(headOf);
  }
  async get(id: string): Promise<FlowView> {
    const [row] = await this.db.read<Stored>(`${LIST} WHERE f.\`id\` = ?`, [id]);
    if (!row) throw new NotFound();
    return { ...headOf(row), draft: JSON.parse(row.draft) as FlowDefinition };
  }
  async versions(id: string): Promise<FlowVersion[]> {
    await this.get(id);
    const rows = await this.db.read<{ number: number; publishedAt: string; by: string | null; definition: string }>(
      'SELECT v.`number`, v.`publishedAt`, v.`definition`, u.`name` AS `by` FROM `approval_version` v LEFT JOIN `user` u ON u.`id` = v.`publishedById` WHERE v.`flowId` = ? ORDER BY v.`number` DESC LIMIT 100',
      [id],
    );
    return rows.map((row) => ({ ...row, number: Number(row.number), publishedAt: fromStoredMoment(row.publishedAt), definition: JSON.parse(row.definition) as FlowDefinition }));
  }

  /** Throws Invalid for a kind that nobody approves. */
  add({ kind, name, ...definition }: NewFlow): Promise<FlowView> {
    if (!this.subjects.has(kind)) throw new Invalid([{ pointer: '/kind', code: 'choice' }]);
    return this.kernel.work.run(async () => {
      const [last] = await this.db.read<{ position: number | null }>('SELECT MAX(`position`) AS `position` FROM `approval_flow` WHERE `kind` = ?', [kind]);
      const id = newId();
      const row = { id, kind, name, position: Number(last?.position ?? 0) + 1, draft: JSON.stringify(definition), published: null, changed: 1, version: 1, updatedAt: this.now(), updatedById: currentPrincipal().id };
      await this.db.insert('approval_flow', Object.keys(row), [Object.values(row)]);
      this.kernel.audit.note(`${KIND}.create`, KIND, id, [{ field: 'name', old: null, new: name }, { field: 'draft', old: null, new: definition }]);
      return this.get(id);
    });
  }
  /** Writes the next version of a flow; the published one stays. Throws Stale. */
  write(id: string, version: number, { name, ...definition }: FlowDraft): Promise<FlowView> {
    return this.change(id, version, 'update', { name, draft: JSON.stringify(definition), changed: 1 }, (was) => [{ field: 'name', old: was.name, new: name }, { field: 'draft', old: was.draft, new: definition }]);
  }
  /** Puts what is written in force for what is submitted from now on. Throws Invalid for what cannot work. */
  publish(id: string, version: number): Promise<FlowView> {
    return this.kernel.work.run(async () => {
      const { draft, published } = await this.get(id);
      const faults = flowFaults(draft);
      if (faults.length > 0) throw new Invalid(faults);
      const [last] = await this.db.read<{ number: number | null }>('SELECT MAX(`number`) AS `number` FROM `approval_version` WHERE `flowId` = ?', [id]);
      const number = Number(last?.number ?? 0) + 1;
      const changed = await this.change(id, version, 'publish', { published: number, changed: 0 }, () => [{ field: 'published', old: published, new: number }]);
      await this.db.insert('approval_version', ['id', 'flowId', 'number', 'definition', 'publishedAt', 'publishedById'], [[newId(), id, number, JSON.stringify(draft), this.now(), currentPrincipal().id]]);
      return changed;
    });
  }
  /** Nothing is submitted to it any more; what runs goes on. */
  withdraw(id: string, version: number): Promise<FlowView> {
    return this.change(id, version, 'withdraw', { published: null, changed: 1 }, (was) => [{ field: 'published', old: was.published, new: null }]);
  }
  /** Takes away a flow that was never used. Throws Rejected for one that was. */
  remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      await this.change(id, version, 'delete', {}, (was) => [{ field: 'name', old: was.name, new: null }]);
      const used = await this.db.read('SELECT 1 FROM `approval_run` r JOIN `approval_version` v ON v.`id` = r.`versionId` WHERE v.`flowId` = ? LIMIT 1', [id]);
      if (used.length > 0) throw new Rejected('approval-flow-used');
      await this.db.write('DELETE FROM `approval_version` WHERE `flowId` = ?', [id]);
      await this.db.write('DELETE FROM `approval_flow` WHERE `id` = ?', [id]);
    });
  }
  /** Gives a flow that came with the house, and its steps, their names in one language. Inside a unit of work. */
  async entitle(id: string, name: string, steps: Readonly<Record<string, string>>): Promise<void> {
    const { draft } = await this.get(id);
    const named = JSON.stringify({ ...draft, steps: draft.steps.map((step) => ({ ...step, name: steps[step.id] ?? step.name })) });
    await this.db.write('UPDATE `approval_flow` SET `name` = ?, `draft` = ? WHERE `id` = ?', [name, named, id]);
    await this.db.write('UPDATE `approval_version` SET `definition` = ? WHERE `flowId` = ?', [named, id]);
  }
  /** In which order the flows of a kind are asked whether they apply; those that are not named come after the others. */
  order(kind: string, ids: readonly string[]): Promise<FlowHead[]> {
    return this.kernel.work.run(async () => {
      const rows = await this.db.read<{ id: string; position: number }>('SELECT `id`, `position` FROM `approval_flow` WHERE `kind` = ? ORDER BY `position`, `id`', [kind]);
      const placeOf = ({ id }: { id: string }) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
      for (const [index, { id, position }] of rows.toSorted((a, b) => placeOf(a) - placeOf(b)).entries()) {
        if (Number(position) === index + 1) continue;
        await this.db.write('UPDATE `approval_flow` SET `position` = ? WHERE `id` = ?', [index + 1, id]);
        this.kernel.audit.note(`${KIND}.update`, KIND, id, [{ field: 'position', old: Number(position), new: index + 1 }]);
      }
      return this.list();
    });
  }

  /** The first published flow whose conditions hold; null when nobody is to be asked. */
  async applying(kind: string, facts: SubjectFacts): Promise<AppliedFlow | null> {
    const rows = await this.db.read<{ flowId: string; versionId: string; name: string; number: number; definition: string }>(
      'SELECT f.`id` AS `flowId`, v.`id` AS `versionId`, f.`name`, v.`number`, v.`definition` FROM `approval_flow` f JOIN `approval_version` v ON v.`flowId` = f.`id` AND v.`number` = f.`published` WHERE f.`kind` = ? ORDER BY f.`position`, f.`id`',
      [kind],
    );
    const flows = rows.map((row): AppliedFlow => ({ ...row, number: Number(row.number), definition: JSON.parse(row.definition) as FlowDefinition }));
    return flows.find(({ definition }) => applies(definition.when, facts)) ?? null;
  }

  private change(id: string, version: number, action: string, values: Record<string, unknown>, changes: (was: FlowView) => { field: string; old: unknown; new: unknown }[]): Promise<FlowView> {
    return this.kernel.work.run(async () => {
      const was = await this.get(id);
      const set = { ...values, version: version + 1, updatedAt: this.now(), updatedById: currentPrincipal().id };
      const names = Object.keys(set).map((name) => `\`${name}\` = ?`).join(', ');
      const { affected } = await this.db.write(`UPDATE \`approval_flow\` SET ${names} WHERE \`id\` = ? AND \`version\` = ?`, [...Object.values(set), id, version]);
      if (affected === 0) throw new Stale(was);
      this.kernel.audit.note(`${KIND}.${action}`, KIND, id, changes(was).filter(({ old, new: now }) => JSON.stringify(old) !== JSON.stringify(now)));
      return this.get(id);
    });
  }
  private now = () => toStoredMoment(this.clock.now().toISOString());
}

const headOf = ({ id, kind, name, published, changed, version, updatedAt, running }: Stored): FlowHead => ({
  id, kind, name, published: published === null ? null : Number(published), changed: Boolean(changed), version: Number(version), updatedAt: fromStoredMoment(updatedAt), running: Number(running),
}); // prettier-ignore
