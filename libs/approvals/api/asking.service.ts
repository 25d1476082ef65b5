import { Injectable } from '@nestjs/common';
import type { FlowDefinition, FlowStep, PredictedStep } from '#approvals/model';
import { Approvers } from './approvers.service.ts';

/** What decides who is asked at a step. */
export interface Situation {
  readonly submitterId: string | null;
  readonly chosen: readonly string[];
  /** Who agreed in the steps before. */
  readonly agreed: ReadonlySet<string>;
  readonly settings: Pick<FlowDefinition, 'sameApprover'>;
  /** The step is asked again because somebody returned to it: whoever agreed before is asked, too. */
  readonly again?: boolean;
}
export interface AskedPerson {
  readonly id: string;
  readonly forId: string | null;
}
export interface AskedStep {
  readonly people: readonly AskedPerson[];
  readonly otherwise: PredictedStep['otherwise'];
}

/** Finds who is asked at a step, by the rules of the step. */
@Injectable()
export class Asking {
  constructor(private readonly approvers: Approvers) {}

  async of(step: FlowStep, situation: Situation): Promise<AskedStep> {
    const { submitterId, chosen, agreed, settings, again } = situation;
    if (step.who === 'chosen' && chosen.length === 0) return { people: [], otherwise: 'choose' };
    const found = await this.found(step, submitterId, chosen);
    if (step.kind === 'copy') return { people: found.map((id) => ({ id, forId: null })), otherwise: null };
    const own = submitterId !== null && found.includes(submitterId);
    const others = await this.withoutSubmitter(step, found, submitterId);
    if (others.length === 0) return own && step.submitter === 'skip' ? { people: [], otherwise: 'submitter' } : this.nobody(step, submitterId);
    const asked = await this.present(others, submitterId);
    const fresh = settings.sameApprover === 'first' && !again ? asked.filter(({ id, forId }) => !agreed.has(id) && !agreed.has(forId ?? '')) : asked;
    return fresh.length > 0 ? { people: fresh, otherwise: null } : { people: [], otherwise: 'same' };
  }

  /** These people, or whoever stands in for them today; each once. */
  async present(ids: readonly string[], submitterId: string | null): Promise<AskedPerson[]> {
    const standIns = await this.approvers.standIns(ids, submitterId);
    const asked = ids.map((id): AskedPerson => ({ id: standIns.get(id) ?? id, forId: standIns.has(id) ? id : null }));
    const themselves = new Set(asked.flatMap(({ id, forId }) => (forId ? [] : id)));
    return asked.filter(({ id, forId }, index) => (forId === null || !themselves.has(id)) && asked.findIndex((other) => other.id === id && (other.forId === null) === (forId === null)) === index);
  }

  private async found({ who, people, role, level }: FlowStep, submitterId: string | null, chosen: readonly string[]): Promise<string[]> {
    if (who === 'people') return this.approvers.active(people);
    if (who === 'chosen') return this.approvers.active(chosen);
    if (who === 'role') return this.approvers.withRole(role ?? '');
    if (submitterId === null) return [];
    if (who === 'head') return this.approvers.active([(await this.approvers.headOf(submitterId)) ?? ''].filter(Boolean));
    const superiors = await this.approvers.superiorsOf(submitterId);
    return who === 'superiors' ? superiors.slice(0, level ?? 1) : superiors.slice((level ?? 1) - 1, level ?? 1);
  }

  private async withoutSubmitter({ submitter }: FlowStep, found: readonly string[], submitterId: string | null): Promise<string[]> {
    if (submitter === 'allow' || submitterId === null || !found.includes(submitterId)) return [...found];
    const [superior] = submitter === 'superior' ? await this.approvers.superiorsOf(submitterId) : [];
    return [...new Set(found.flatMap((id) => (id === submitterId ? (superior ?? []) : id)))];
  }

  private async nobody({ nobody }: FlowStep, submitterId: string | null): Promise<AskedStep> {
    if (nobody !== 'administrator') return { people: [], otherwise: nobody };
    return { people: await this.administrators(submitterId), otherwise: 'administrator' };
  }
  /** Those who keep the house, without whoever submitted it while there are others. */
  async administrators(submitterId: string | null): Promise<AskedPerson[]> {
    const all = await this.approvers.withRole('administrator');
    const others = all.filter((id) => id !== submitterId);
    return (others.length > 0 ? others : all).map((id) => ({ id, forId: null }));
  }
}
