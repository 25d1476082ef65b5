import { Invalid, RecordTable, Rejected } from '#kernel/api';
import { addDays } from '#kernel/model';
import { Contract, CONTENT, IN_FORCE, leads, MATERIAL, MOVES, NEVER_FROZEN, type ContractChange, type ContractVerb, type Sign } from '#contracts/model';
import { settleWorth } from './worth.ts';

const told = (of: object, names: readonly string[]) => JSON.stringify(names.map((name) => of[name as keyof typeof of] ?? null));
/** What a version of a contract says. */
export type Content = Pick<Contract, (typeof CONTENT)[number]>;

/** A contract and the rules that need only itself. */
@RecordTable({
  unique: [['number', 'deletedKey']],
  indexes: [
    ['deletedKey', 'number', 'id'],
    ['deletedKey', 'name', 'id'],
    ['deletedKey', 'amount', 'id'],
    ['deletedKey', 'received', 'id'],
    ['deletedKey', 'receivable', 'id'],
    ['deletedKey', 'difference', 'id'],
    ['deletedKey', 'currency', 'createdAt', 'id'],
    ['deletedKey', 'startsOn', 'id'],
    ['deletedKey', 'endsOn', 'id'],
    ['deletedKey', 'signedOn', 'id'],
    ['deletedKey', 'approval', 'createdAt', 'id'],
    ['deletedKey', 'type', 'createdAt', 'id'],
    ['deletedKey', 'fulfilment', 'createdAt', 'id'],
    ['deletedKey', 'stage', 'createdAt', 'id', 'ownerId', 'teamId'],
    ['deletedKey', 'stage', 'endsOn', 'id'],
    ['deletedKey', 'stage', 'remindOn', 'id'],
    ['deletedKey', 'signedOn', 'stage', 'currency', 'amount', 'received', 'receivable', 'invoiced', 'ownerId', 'teamId', 'customerId'],
    ['deletedKey', 'currency', 'amount', 'received', 'receivable', 'ownerId', 'teamId'],
    ['customerId', 'deletedKey', 'createdAt'],
    ['contactId', 'deletedKey', 'createdAt'],
    ['opportunityId', 'deletedKey', 'createdAt'],
    ['quoteId', 'deletedKey', 'createdAt'],
    ['predecessorId', 'deletedKey', 'createdAt'],
  ],
})
export class ContractEntity extends Contract {
  /** What a contract starts as. */
  begin(today: string): void {
    Object.assign(this, { stage: 'draft', approval: 'none', revision: 1, received: 0, invoiced: 0, writtenOff: 0 });
    const amount = (this.amount as number | null) ?? undefined;
    this.amount ??= 0;
    this.edit({ milestones: this.milestones, ...(amount === undefined ? {} : { amount }) }, today);
  }

  get inForce(): boolean {
    return IN_FORCE.includes(this.stage);
  }
  get content(): Content {
    return structuredClone(Object.fromEntries(CONTENT.map((name) => [name, this[name]])) as unknown as Content);
  }

  /** Takes changes over as far as approval and stage let it; an approval holds for what was approved. Throws Rejected or Invalid. */
  edit(changes: Partial<ContractChange>, today: string): void {
    this.demandUnlocked();
    const free = this.stage === 'draft' ? Object.keys(changes) : this.stage === 'archived' ? [] : NEVER_FROZEN;
    const frozen = Object.keys(changes).filter((name) => !free.includes(name));
    if (frozen.length > 0) throw new Rejected('contract-frozen', { stage: this.stage }, frozen.map((name) => ({ pointer: `/${name}`, code: 'contract-frozen' })));
    const before = told(this, MATERIAL);
    Object.assign(this, changes);
    if (changes.milestones) this.milestones = changes.milestones.map((one) => ({ ...one, doneOn: null }));
    this.settle(today, changes.amount);
    if (this.approval === 'approved' && told(this, MATERIAL) !== before) this.approval = 'none';
  }

  /** Waits for approval, and is locked as long. */
  submit(): void {
    this.demandUnlocked();
    if (this.stage !== 'draft') throw new Rejected('contract-stage', { verb: 'submit', stage: this.stage });
    if (this.approval === 'approved') throw new Rejected('contract-approved');
    this.approval = 'in_approval';
  }
  /** The decision fell; without consent it is again what it was when it was submitted. */
  decide(outcome: 'approved' | 'rejected' | 'recalled', snapshot: Partial<Content>, today: string): void {
    if (this.approval !== 'in_approval') throw new Rejected('contract-not-in-approval');
    if (outcome !== 'approved') Object.assign(this, snapshot);
    this.approval = outcome === 'recalled' ? 'none' : outcome;
    this.settle(today);
  }

  /** Goes out to be signed. */
  send(): void {
    this.move('send');
    if (this.approval !== 'approved') throw new Rejected('contract-not-approved');
  }
  sign({ signer, documentId }: Sign, on: string): void {
    this.move('sign');
    Object.assign(this, { signer, signedOn: on, signedDocumentId: documentId ?? null });
  }
  /** The other side does not sign, or nothing comes of it any more. */
  end(verb: 'decline' | 'cancel' | 'terminate', reason: string, today: string): void {
    this.move(verb);
    this.reason = reason;
    this.settle(today);
  }
  /** Is a draft again. */
  reopen(verb: 'withdraw' | 'revise'): void {
    this.move(verb);
    this.reason = null;
  }
  activate(): void {
    this.move('activate');
  }
  complete(): void {
    this.move('complete');
    const count = this.milestones.filter(({ doneOn }) => !doneOn).length;
    if (count > 0) throw new Rejected('milestones-open', { count });
  }
  expire(today: string): void {
    this.move('expire');
    if (!this.endsOn || this.endsOn >= today) throw new Rejected('contract-running');
  }
  archive(): void {
    this.move('archive');
  }

  /** A row of the checklist is done, or is not after all; rows themselves stand since it was sent. */
  tick(row: number, doneOn: string | null, today: string): void {
    if (!this.inForce) throw new Rejected('contract-stage', { verb: 'tick', stage: this.stage });
    if (!this.milestones[row]) throw new Invalid([{ pointer: '/milestone', code: 'choice' }]);
    this.milestones = this.milestones.map((one, at) => (at === row ? { ...one, doneOn } : one));
    this.settle(today);
  }

  /** Is from now on what an amendment says; one that had run out runs again when there is time left. Throws Rejected below what came in or was invoiced. */
  amend(content: Partial<Content>, revision: number, today: string): void {
    if (!this.inForce) throw new Rejected('contract-stage', { verb: 'amend', stage: this.stage });
    if (revision !== this.revision + 1) throw new Rejected('amendment-overtaken');
    const done = new Map(this.milestones.map(({ name, doneOn }) => [name, doneOn]));
    Object.assign(this, content, { revision });
    this.milestones = this.milestones.map((one) => ({ ...one, doneOn: done.get(one.name) ?? null }));
    this.settle(today);
    if (this.amount < Math.max(this.received, this.invoiced)) throw new Rejected('amendment-below-received', undefined, [{ pointer: '/amount', code: 'amendment-below-received' }]);
    if (this.stage === 'expired' && (this.endsOn ?? today) >= today) this.stage = 'active';
  }

  /** Throws Rejected unless it is a draft that nothing was paid on. */
  demandDeletable(): void {
    this.demandUnlocked();
    if (this.stage !== 'draft' || this.received !== 0 || this.invoiced !== 0) throw new Rejected('contract-kept');
  }

  /** Puts everything in place that follows from the rest: the lines' sums, what is to come in, how far it is fulfilled. Throws Invalid. */
  settle(today: string, asked?: number): void {
    settleWorth(this, asked);
    this.receivable = this.stage === 'cancelled' ? 0 : this.amount - this.received - this.writtenOff;
    this.difference = this.invoiced - this.received;
    this.fulfilment = this.fulfilled(today);
    const remindOn = this.endsOn && (this.remindDays ?? null) !== null ? addDays(this.endsOn, -(this.remindDays as number)) : null;
    if (remindOn !== this.remindOn) this.remindedOn = null;
    this.remindOn = remindOn;
  }

  private fulfilled(today: string): Contract['fulfilment'] {
    const open = this.milestones.filter(({ doneOn }) => !doneOn);
    if (this.milestones.length === 0) return 'none';
    if (open.length === 0) return 'fulfilled';
    if (open.some(({ dueOn }) => dueOn && dueOn < today)) return 'lapsed';
    return open.length === this.milestones.length ? 'unfulfilled' : 'partly';
  }

  private move(verb: ContractVerb): void {
    this.demandUnlocked();
    if (!leads(verb, this.stage)) throw new Rejected('contract-stage', { verb, stage: this.stage });
    this.stage = MOVES[verb].to;
  }
  private demandUnlocked(): void {
    if (this.approval === 'in_approval') throw new Rejected('contract-in-approval');
  }
}
