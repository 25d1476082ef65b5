import { Injectable } from '@nestjs/common';
import { ContractService, type ContractEntity } from '#contracts/api';
import { and, entitled, Invalid, Numbering, reaches, Records, RecordStore, Rejected, sql } from '#kernel/api';
import { allocate, PaymentChange, ReceivableRemoved, type Allocation, type NewPayment, type Outcome, type PaymentKind, type Reversal, type WriteOff } from '#receivables/model';
import { Books, told } from './books.service.ts';
import { PaymentEntity, type PaymentContent } from './payment.entity.ts';
import { ReceivableService } from './receivable.service.ts';

/** Stages of a contract on which money moves. */
const PAYABLE = ['signed', 'active', 'expired', 'terminated'];
/** Nothing more is owed: what payments have of the plan stays. */
const SETTLED = ['completed', 'archived'];

/** What comes in on contracts. Every step holds the contract's row: approved and in approval together never pass its total. */
@Injectable()
export class PaymentService extends RecordStore<PaymentEntity> {
  constructor(
    kernel: Records,
    private readonly books: Books,
    private readonly plans: ReceivableService,
    private readonly contracts: ContractService,
    private readonly numbering: Numbering,
  ) {
    super(PaymentEntity, kernel, PaymentChange);
    kernel.events.within(ReceivableRemoved, ({ id }) => this.letGo(id));
    kernel.asks.set('payment.unmatched', async () => and(sql("r.`kind` = 'receipt'"), sql("r.`approval` IN ('none', 'approved')"), sql('r.`unallocated` > 0')));
  }

  /** A receipt as a draft: it counts once it was submitted. Throws Rejected when there is no room for it. */
  override add(input: NewPayment, complete?: (payment: PaymentEntity) => void | Promise<void>): Promise<string> {
    return this.kernel.work.run(async () => {
      const contract = input.contractId ? await this.books.contractFor(input.contractId, 'payment.create') : null;
      return this.enter('receipt', input, contract, complete);
    });
  }

  /** A receipt that was approved elsewhere: it is booked at once, as far as it fits. Throws Forbidden without the right to take it over. */
  addPast(input: NewPayment): Promise<string> {
    return this.kernel.work.run(async () => {
      if (!input.contractId) throw new Invalid([{ pointer: '/contractId', code: 'required' }]);
      const contract = await this.books.contractFor(input.contractId, 'payment.import-past');
      const id = await this.enter('receipt', input, contract, undefined, true);
      await this.book(contract, 'receipt', input.amount);
      return id;
    });
  }

  override update(id: string, version: number, changes: Partial<PaymentChange>): Promise<PaymentEntity> {
    this.demandWritable(changes);
    return this.kernel.work.run(async () => {
      const contract = changes.contractId ? await this.books.contractFor(changes.contractId, 'payment.update') : null;
      return this.change(id, 'update', version, async (payment) => {
        payment.edit(changes, await this.today());
        if (contract) follow(payment, contract);
      });
    });
  }
  override remove(id: string, version: number): Promise<void> {
    const now = this.kernel.clock.now().toISOString();
    return this.kernel.work.run(async () => {
      await this.change(id, 'delete', version, (payment) => {
        payment.demandDeletable();
        payment.deletedAt = now;
      });
    });
  }

  /** Waits for approval from now on, and counts. */
  async begin(id: string, version: number): Promise<PaymentContent> {
    const { contractId } = await this.get(id);
    const contract = contractId ? await this.books.contract(contractId) : null;
    let snapshot: PaymentContent | null = null;
    await this.change(id, 'update', version, async (payment) => {
      snapshot = payment.content;
      payment.submit();
      if (contract) await this.demandFits(contract, payment);
    }, 'submit'); // prettier-ignore
    return snapshot as unknown as PaymentContent;
  }
  /** The decision fell: approved it is booked on the contract and on its rows of the plan. */
  async decide(id: string, outcome: Outcome, snapshot: Partial<PaymentContent>): Promise<void> {
    await entitled(async () => {
      const { contractId } = await this.get(id);
      const contract = await this.books.contract(contractId as string);
      const payment = await this.change(id, 'update', null, async (one) => one.decide(outcome, snapshot, await this.today()), outcome);
      if (outcome === 'approved') await this.book(contract, payment.kind, payment.amount);
    });
  }

  /** Puts a payment on rows of a plan; one that nobody claimed yet becomes one of their contract. Answers whether it is to be submitted. */
  match(id: string, version: number, allocations: readonly Allocation[]): Promise<boolean> {
    return this.kernel.work.run(async () => {
      const before = await this.get(id);
      const contractId = before.contractId ?? (await this.contractOf(allocations));
      const contract = before.contractId ? await this.books.contract(contractId) : await this.books.contractFor(contractId, 'payment.update');
      const after = await this.change(id, 'update', version, async (payment) => {
        if (!payment.contractId) follow(Object.assign(payment, { contractId }), contract);
        payment.match(allocations, await this.today());
        if (payment.approval !== 'approved') return;
        // Whoever took a part off a settled row would open it again.
        if (SETTLED.includes(contract.stage)) throw new Rejected('contract-stage', { verb: 'match', stage: contract.stage });
        await this.plans.demandOpen(contractId, allocations, id);
      }, 'match'); // prettier-ignore
      if (after.approval === 'approved') await this.plans.settle(contractId, contract.stage);
      return after.approval !== 'approved';
    });
  }

  /** Takes an approved payment back by an entry with the opposite sign. */
  reverse(id: string, version: number, { reason, receivedOn }: Reversal): Promise<PaymentEntity> {
    return this.kernel.work.run(async () => {
      const { contractId, customerId, kind, amount, currency, method, payer, reference } = await this.get(id);
      const contract = contractId ? await this.books.contract(contractId) : null;
      if (contract) this.demandPayable(contract);
      const counter = await entitled(() =>
        this.enter(kind, { contractId, customerId, currency, method, payer, reference, reason, amount: -amount, receivedOn: receivedOn ?? undefined } as NewPayment, contract, (entry) => {
          Object.assign(entry, { reversalOfId: id });
        }, true)); // prettier-ignore
      const payment = await this.change(id, 'reverse', version, (one) => one.reverse(counter));
      if (contract) await this.book(contract, kind, -amount);
      return payment;
    });
  }

  /** Gives up a claim: on the rows that are said, or on the oldest open ones. */
  writeOff({ contractId, amount, reason, allocations }: WriteOff): Promise<string> {
    return this.kernel.work.run(async () => {
      const contract = await this.books.contractFor(contractId, 'payment.write-off');
      const parts = allocations.length > 0 ? allocations : allocate(amount, await this.plans.openRows(contractId));
      const { customerId, currency } = contract;
      return entitled(async () => {
        const id = await this.enter('write-off', { contractId, customerId, currency, amount, reason, allocations: parts } as NewPayment, contract, async (entry) => {
          await this.demandFits(contract, entry, false);
        }, true); // prettier-ignore
        await this.book(contract, 'write-off', amount);
        return id;
      });
    });
  }

  /** Puts what was paid in advance on the rows that are open, so that a contract that is settled leaves none behind; whoever calls holds it. */
  async allocateAdvances(contractId: string, stage: ContractEntity['stage']): Promise<void> {
    await entitled(async () => {
      for (const id of await this.books.paymentsOf(contractId)) {
        const { approval, unallocated, allocations } = await this.get(id);
        if (approval !== 'approved' || unallocated <= 0) continue;
        const more = allocate(unallocated, (await this.books.rowsOf(contractId)).filter(({ status }) => status !== 'void'));
        const amounts = new Map(allocations.map((one) => [one.receivableId, one.amount]));
        for (const { receivableId, amount } of more) amounts.set(receivableId, (amounts.get(receivableId) ?? 0) + amount);
        if (more.length === 0) continue;
        await this.change(id, 'update', null, async (one) => one.match([...amounts].map(([receivableId, amount]) => ({ receivableId, amount })), await this.today()), 'match');
        await this.plans.settle(contractId, stage);
      }
    });
  }

  /** A row is gone: drafts that were meant for it are not any more. */
  private letGo(receivableId: string): Promise<void> {
    return entitled(async () => {
      for (const id of await this.books.draftsOn(receivableId)) {
        await this.change(id, 'update', null, async (one) => one.match(one.allocations.filter((part) => part.receivableId !== receivableId), await this.today()), 'match');
      }
    });
  }

  private today = (): Promise<string> => this.kernel.workspace.today();

  private async enter(kind: PaymentKind, input: NewPayment, contract: ContractEntity | null, complete?: (payment: PaymentEntity) => void | Promise<void>, approved = false): Promise<string> {
    if (!contract && !input.customerId) throw new Invalid([{ pointer: '/customerId', code: 'required' }]);
    return super.add(contract ? { ...input, customerId: input.customerId ?? contract.customerId, ownerId: contract.ownerId } : input, async (payment) => {
      if (contract) follow(payment, contract);
      payment.currency ??= (await this.kernel.workspace.settings()).currency;
      payment.number = await this.numbering.take('payment', async (number) => (await this.kernel.db.read("SELECT 1 FROM `payment` WHERE `number` = ? AND `deletedKey` = ''", [number])).length > 0);
      await complete?.(payment);
      payment.begin(kind, await this.today());
      if (contract && payment.amount > 0) await this.demandFits(contract, payment, kind === 'receipt');
      if (approved) payment.approval = 'approved';
    });
  }

  /** Books what changed on the contract and brings its plan in line; in one unit, with the contract's row held. */
  private async book({ id, stage }: ContractEntity, kind: PaymentKind, amount: number): Promise<void> {
    await this.contracts.book(id, kind === 'receipt' ? { received: amount } : { writtenOff: amount });
    await this.plans.settle(id, stage);
  }

  /** Throws Rejected when a payment finds no room on its contract, or on the rows it names; more than is owed takes a right and a reason. */
  private async demandFits(contract: ContractEntity, { id, amount, reason, allocations }: PaymentEntity, over = true): Promise<void> {
    this.demandPayable(contract);
    const left = contract.amount - contract.received - contract.writtenOff - (await this.books.inApproval(contract.id, id));
    if (amount > left) {
      if (!over || !reaches('payment.overpay', contract as never)) throw new Rejected('payment-above-total', told(left), [{ pointer: '/amount', code: 'payment-above-total' }]);
      if (!reason) throw new Rejected('over-payment-reason', told(left), [{ pointer: '/reason', code: 'required' }]);
    }
    await this.plans.demandOpen(contract.id, allocations, id);
  }
  private demandPayable({ stage }: ContractEntity): void {
    if (!PAYABLE.includes(stage)) throw new Rejected('contract-stage', { verb: 'pay', stage });
  }

  /** The one contract whose plan has these rows. */
  private async contractOf(allocations: readonly Allocation[]): Promise<string> {
    const ids = new Set<string>();
    for (const { receivableId } of allocations) ids.add((await this.plans.get(receivableId)).contractId);
    const [id, other] = [...ids];
    if (!id || other) throw new Rejected('one-contract', undefined, [{ pointer: '/allocations', code: 'one-contract' }]);
    return id;
  }
}

/** A payment belongs to whom its contract belongs to. Throws Rejected in another currency, or from another customer. */
function follow(payment: PaymentEntity, { ownerId, teamId, currency, customerId }: ContractEntity): void {
  payment.customerId ??= customerId;
  payment.currency ??= currency;
  if (payment.currency !== currency) throw new Rejected('other-currency', { currency }, [{ pointer: '/currency', code: 'other-currency' }]);
  if (payment.customerId !== customerId) throw new Rejected('other-customer', undefined, [{ pointer: '/contractId', code: 'other-customer' }]);
  Object.assign(payment, { ownerId, teamId });
}
