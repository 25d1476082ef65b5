import { RecordTable, Rejected } from '#kernel/api';
import { netOf } from '#products/model';
import { Opportunity, weightedOf } from '#opportunities/model';
import type { StageEntity } from './pipeline.entity.ts';

/** An opportunity and the rules that need only itself. */
@RecordTable({
  indexes: [
    ['deletedKey', 'name', 'id'],
    ['deletedKey', 'amount', 'id'],
    ['deletedKey', 'currency', 'amount', 'weighted', 'ownerId', 'teamId'],
    ['deletedKey', 'expectedCloseOn', 'id'],
    ['deletedKey', 'openedOn', 'id'],
    ['deletedKey', 'closedOn', 'id'],
    ['deletedKey', 'status', 'createdAt', 'id'],
    ['deletedKey', 'status', 'stageId', 'createdAt', 'id'],
    ['deletedKey', 'status', 'stageId', 'stageSince', 'id'],
    ['deletedKey', 'status', 'closedOn', 'currency', 'amount', 'openedOn', 'ownerId', 'teamId', 'customerId'],
    ['deletedKey', 'openedOn', 'status', 'ownerId', 'teamId'],
    ['deletedKey', 'pipelineId', 'createdAt', 'id'],
    ['deletedKey', 'stageId', 'createdAt', 'id', 'amount', 'ownerId', 'teamId'],
    ['deletedKey', 'lostReason', 'createdAt', 'id'],
    ['deletedKey', 'source', 'createdAt', 'id'],
    ['customerId', 'deletedKey', 'createdAt'],
    ['contactId', 'deletedKey', 'createdAt'],
    ['competitorId', 'deletedKey', 'createdAt'],
  ],
})
export class OpportunityEntity extends Opportunity {
  /** Enters a stage it may enter. Throws Rejected with what is missing. */
  move(to: StageEntity, from: StageEntity, now: string): void {
    this.demandOpen();
    if (to.pipelineId !== this.pipelineId) throw new Rejected('other-pipeline');
    if (to.retired && to.id !== from.id) throw new Rejected('stage-retired');
    this.enter(to, now);
    if (to.position < from.position) return;
    const missing = to.requiredFields.filter((field) => isEmpty(this[field as keyof this]));
    if (missing.length === 0) return;
    throw new Rejected('missing-fields', { fields: missing }, missing.map((field) => ({ pointer: `/${field}`, code: 'required' })));
  }

  win(on: string, note: string | null): void {
    this.demandOpen();
    if (!this.amount) throw new Rejected('not-priced', undefined, [{ pointer: '/amount', code: 'required' }]);
    this.close('won', on, 10_000);
    this.closeNote = note;
  }

  lose(status: 'lost' | 'invalid', on: string, reason: string, note: string | null): void {
    this.demandOpen();
    this.close(status, on, 0);
    this.lostReason = reason;
    this.closeNote = note;
  }

  /** Is open again in the stage it was last open in. */
  reopen(stage: StageEntity, now: string): void {
    if (this.status === 'open') throw new Rejected('opportunity-open');
    Object.assign(this, { status: 'open', closedOn: null, lostReason: null, closeNote: null, probabilityManual: false, imported: false });
    this.enter(stage, now);
  }

  enter(stage: StageEntity, now: string): void {
    this.stageId = stage.id;
    this.stageSince = now;
    if (!this.probabilityManual) this.probability = stage.probability;
  }

  /** Puts everything in place that follows from the rest: net amounts, their sum, the weighted amount. */
  settle(): void {
    this.lines = this.lines.map((line) => ({ ...line, discount: line.discount ?? null, net: netOf(line, this.currency) }));
    if (this.lines.length > 0) this.amount = this.lines.reduce((sum, { net }) => sum + (net ?? 0), 0);
    this.weighted = weightedOf(this.amount, this.probability);
  }

  demandOpen(): void {
    if (this.status !== 'open') throw new Rejected('opportunity-closed', { status: this.status });
  }

  private close(status: 'won' | 'lost' | 'invalid', on: string, probability: number): void {
    if (on < this.openedOn) throw new Rejected('before-opening', undefined, [{ pointer: '/closedOn', code: 'before-opening' }]);
    Object.assign(this, { status, closedOn: on, probability, probabilityManual: false });
  }
}

const isEmpty = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && value.length === 0);
