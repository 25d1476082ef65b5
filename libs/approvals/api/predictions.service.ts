import { Injectable } from '@nestjs/common';
import { currentPrincipal, Database, Records } from '#kernel/api';
import { pathOf, type FlowDefinition, type FlowStep, type PredictedStep, type Prediction, type SubjectFacts } from '#approvals/model';
import { Asking, type AskedStep } from './asking.service.ts';
import { Flows, type AppliedFlow } from './flows.service.ts';
import type { Run } from './run.ts';
import { Runs } from './runs.queries.ts';
import { Subjects } from './subjects.service.ts';

interface PlannedStep extends AskedStep {
  readonly step: FlowStep;
}
/** What a submission would lead to. */
export interface Plan {
  readonly steps: readonly (PlannedStep & Pick<FlowStep, 'name'>)[];
  readonly startIndex: number;
  /** The submitter has to choose somebody first. */
  readonly choose: boolean;
}

/** Foretells who will be asked, as far as people, teams and absences stay as they are. */
@Injectable()
export class Predictions {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly asking: Asking,
    private readonly flows: Flows,
    private readonly runs: Runs,
    private readonly subjects: Subjects,
  ) {}

  /** What would happen if whoever asks submitted the record now. */
  async of(kind: string, id: string, chosen: readonly string[]): Promise<Prediction> {
    await this.subjects.demand(kind, id, 'read');
    const facts = await this.subjects.facts(kind, id);
    const flow = await this.flows.applying(kind, facts);
    if (!flow) return { flow: null, steps: [], startsAt: null, choose: false, blocked: false };
    return this.told(flow, await this.planOf(kind, id, facts, flow, chosen));
  }
  /** What a flow that is still being written would do with a record. */
  async trial(kind: string, id: string, definition: FlowDefinition, flow: { id: string; name: string }, submitterId: string | null): Promise<Prediction> {
    const facts = await this.subjects.facts(kind, id);
    const steps = await this.walk(pathOf(definition, facts), 0, { definition, submitterId, chosen: [], agreed: new Set() });
    return this.told({ flowId: flow.id, name: flow.name, number: 0 }, { steps, startIndex: 0, choose: steps.some(({ otherwise }) => otherwise === 'choose') });
  }

  async planOf(kind: string, id: string, facts: SubjectFacts, { definition, versionId }: AppliedFlow, chosen: readonly string[]): Promise<Plan> {
    const path = pathOf(definition, facts);
    const startIndex = definition.afterReturn === 'resume' ? await this.resumesAt(kind, id, versionId, path) : 0;
    const steps = await this.walk(path, startIndex, { definition, submitterId: currentPrincipal().id, chosen, agreed: new Set() });
    return { steps, startIndex, choose: steps.some(({ otherwise }) => otherwise === 'choose') };
  }
  /** What comes after the step that a run is at. */
  async coming(run: Run): Promise<PredictedStep[]> {
    const { stepIndex, resumeIndex, submitterId, chosen } = run.row;
    const agreed = run.agreedBefore(stepIndex + 1);
    const pending = run.pending.map(({ assigneeId }) => assigneeId);
    if (run.step?.how !== 'any' || pending.length === 1) for (const id of pending) agreed.add(id);
    return this.named(await this.walk(run.path, resumeIndex ?? stepIndex + 1, { definition: run.definition, submitterId, chosen, agreed }));
  }

  private async walk(path: readonly FlowStep[], from: number, at: { definition: FlowDefinition; submitterId: string | null; chosen: readonly string[]; agreed: Set<string> }): Promise<Plan['steps']> {
    const steps: Plan['steps'][number][] = [];
    for (const step of path.slice(from)) {
      const asked = await this.asking.of(step, { ...at, settings: at.definition });
      steps.push({ ...asked, step, name: step.name });
      const certain = step.kind === 'approval' && (step.how !== 'any' || asked.people.length === 1);
      if (certain) for (const { id, forId } of asked.people) at.agreed.add(id).add(forId ?? id);
    }
    return steps;
  }

  /** The place at which a record that was returned goes on: where it was returned from, if it would have come the same way. */
  private async resumesAt(kind: string, id: string, versionId: string, path: readonly FlowStep[]): Promise<number> {
    const [last] = await this.db.read<{ id: string; state: string; versionId: string }>('SELECT `id`, `state`, `versionId` FROM `approval_run` WHERE `kind` = ? AND `recordId` = ? ORDER BY `submittedAt` DESC, `id` DESC LIMIT 1', [kind, id]);
    if (last?.state !== 'returned' || last.versionId !== versionId) return 0;
    const before = await this.runs.load(last.id);
    const at = before?.row.stepIndex ?? 0;
    const same = before?.path.slice(0, at + 1).every((step, index) => step.id === path[index]?.id);
    return same ? at : 0;
  }

  private async told(flow: { flowId: string; name: string; number: number }, plan: Plan): Promise<Prediction> {
    return {
      flow: { id: flow.flowId, name: flow.name, number: flow.number }, steps: await this.named(plan.steps), startsAt: plan.startIndex > 0 ? (plan.steps[0]?.step.id ?? null) : null,
      choose: plan.choose, blocked: plan.steps.some(({ otherwise }) => otherwise === 'block'),
    }; // prettier-ignore
  }
  private async named(steps: Plan['steps']): Promise<PredictedStep[]> {
    const names = await this.kernel.names.of('user', [...new Set(steps.flatMap(({ people }) => people.flatMap(({ id, forId }) => (forId ? [id, forId] : id))))]);
    const nameOf = (id: string) => names.get(id) ?? { id, name: '' };
    return steps.map(({ step: { id, kind, name, how, who }, people, otherwise }) => ({
      id, kind, name, how, who, otherwise, people: people.map((one) => ({ person: nameOf(one.id), for: one.forId ? nameOf(one.forId) : null })),
    })); // prettier-ignore
  }
}
