import { Injectable } from '@nestjs/common';
import type { ContractEntity } from '#contracts/api';
import type { ContractState } from '#contracts/model';
import { entitled, Invalid, Records, RecordStore, Rejected, scopeOf, Stale } from '#kernel/api';
import { ReceivableChange, ReceivableRemoved, type NewReceivable, type PlanRow } from '#receivables/model';
import { Books } from './books.service.ts';
import { NOTHING_TAKEN, ReceivableEntity, sumOf, type Taken } from './receivable.entity.ts';

const PLANNED_UNTIL = ['draft', 'awaiting_signature', 'declined', 'signed', 'active', 'expired'];

/** The plans of contracts. Every change holds the contract's row, so that what is planned never passes its total. */
@Injectable()
export class ReceivableService extends RecordStore<ReceivableEntity> {
  constructor(
    kernel: Records,
    private readonly books: Books,
  ) {
    super(ReceivableEntity, kernel, ReceivableChange);
  }

  override add(input: NewReceivable, complete?: (row: ReceivableEntity) => void | Promise<void>): Promise<string> {
    return this.kernel.work.run(async () => this.addTo(await this.books.contractFor(input.contractId, 'receivable.create'), input, complete));
  }

  override update(id: string, version: number, changes: Partial<ReceivableChange>): Promise<ReceivableEntity> {
    this.demandWritable(changes);
    return this.kernel.work.run(async () => {
      const { contract, taken } = await this.of(id);
      return this.change(id, 'update', version, async (row) => {
        row.edit(changes, taken);
        await this.demandRoom(contract, row.amount, id);
        this.place(row, contract, taken);
      });
    });
  }

  override remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      const { taken } = await this.of(id);
      if (sumOf(taken) > 0) throw new Rejected('plan-row-paid');
      await this.drop(id, version);
    });
  }

  override restore(id: string): Promise<ReceivableEntity> {
    return this.kernel.work.run(async () => {
      const { contractId } = (await this.reader.load(id, scopeOf(this.table, 'delete'), true)) as unknown as ReceivableEntity;
      const contract = await this.books.contract(contractId);
      const row = await super.restore(id);
      await this.demandRoom(contract, row.amount, id);
      await this.settle(contractId, contract.stage);
      return this.get(id);
    });
  }

  /** Makes the plan of a contract what these rows say. Throws Rejected for more than its total, or when a row that money stands on is left out. */
  replace(contractId: string, version: number, rows: readonly PlanRow[]): Promise<void> {
    for (const row of rows) this.demandWritable({ ...row, id: undefined });
    return this.kernel.work.run(async () => {
      const contract = await this.books.contractFor(contractId, 'receivable.update', null);
      if (contract.version !== version) throw new Stale(null);
      this.demandPlannable(contract);
      const before = await this.books.rowsOf(contractId);
      const strange = rows.findIndex(({ id }, at) => id && (!before.some((row) => row.id === id) || rows.findIndex((row) => row.id === id) !== at));
      if (strange >= 0) throw new Invalid([{ pointer: `/rows/${strange}/id`, code: 'reference' }]);
      const left = before.filter(({ id }) => !rows.some((row) => row.id === id));
      for (const { id } of left) await this.remove(id, (await this.get(id)).version);
      const taken = await this.books.taken(contractId);
      const ordered = rows.map((row, at) => ({ ...row, at })).toSorted((a, b) => (a.dueOn === b.dueOn ? a.at - b.at : a.dueOn < b.dueOn ? -1 : 1));
      await this.demandSum(contract, ordered.reduce((sum, { amount }) => sum + amount, 0));
      for (const [index, { id, dueOn, amount, method, remindDays }] of ordered.entries()) {
        const facts = { dueOn, amount, method: method ?? null, remindDays: remindDays ?? null, period: index + 1 };
        if (!id) await this.addTo(contract, { ...facts, contractId } as NewReceivable, undefined, false);
        else
          await this.change(id, 'update', null, (one) => {
            const has = taken.get(id) ?? NOTHING_TAKEN;
            one.edit(facts, has);
            this.place(one, contract, has);
          }, 'plan'); // prettier-ignore
      }
    });
  }

  /** Brings every row of a plan in line with what payments have of it; whoever calls holds the contract. */
  async settle(contractId: string, stage: ContractEntity['stage']): Promise<void> {
    const taken = await this.books.taken(contractId);
    for (const { id } of await this.books.rowsOf(contractId)) {
      await entitled(() => this.change(id, 'update', null, (row) => row.settle(taken.get(id) ?? NOTHING_TAKEN, stage), 'settle'));
    }
  }

  /** Follows a contract that changed: whose it is, in which currency, and no further than its total; what no longer fits is cut from the end. */
  async follow(contract: ContractState): Promise<void> {
    const rows = await this.books.rowsOf(contract.id);
    if (rows.length === 0) return;
    const taken = await this.books.taken(contract.id);
    let over = rows.reduce((sum, { amount }) => sum + amount, -contract.amount);
    await entitled(async () => {
      for (const { id, amount } of rows) {
        const has = taken.get(id) ?? NOTHING_TAKEN;
        const cut = Math.max(0, Math.min(over, amount - sumOf(has)));
        over -= cut;
        if (contract.deleted || cut === amount) await this.drop(id, (await this.get(id)).version);
        else
          await this.change(id, 'update', null, (row) => {
            row.amount -= cut;
            this.place(row, contract, has);
          }, 'follow'); // prettier-ignore
      }
    });
  }

  /** The rows of a plan that take money, with how much of it; what waits for approval is taken. */
  async openRows(contractId: string): Promise<{ id: string; period: number; dueOn: string; open: number }[]> {
    const taken = await this.books.taken(contractId);
    return (await this.books.rowsOf(contractId)).map(({ id, period, dueOn, open, status }) => ({ id, period, dueOn, open: status === 'void' ? 0 : open - (taken.get(id)?.inApproval ?? 0) }));
  }

  /** Throws Rejected when rows with money do not belong to the contract, are void, or have less open than they are to take. */
  async demandOpen(contractId: string, allocations: readonly { readonly receivableId: string; readonly amount: number }[], but: string | null): Promise<void> {
    const rows = new Map((await this.books.rowsOf(contractId)).map((row) => [row.id, row]));
    const taken = await this.books.taken(contractId, but);
    allocations.forEach(({ receivableId, amount }, index) => {
      const row = rows.get(receivableId);
      const code = !row || row.status === 'void' ? 'other-plan' : amount > row.amount - sumOf(taken.get(receivableId) ?? NOTHING_TAKEN) ? 'plan-row-full' : null;
      if (code) throw new Rejected(code, undefined, [{ pointer: `/allocations/${index}/amount`, code }]);
    });
  }

  private addTo(contract: ContractEntity, input: NewReceivable, complete?: (row: ReceivableEntity) => void | Promise<void>, alone = true): Promise<string> {
    const { ownerId } = contract;
    return super.add({ ...input, ownerId }, async (row) => {
      await complete?.(row);
      const { period } = await this.books.planned(contract.id);
      row.period ??= period + 1;
      if (alone) await this.demandRoom(contract, row.amount, row.id);
      this.place(row, contract, NOTHING_TAKEN);
    });
  }
  private place(row: ReceivableEntity, { number, customerId, ownerId, teamId, currency, stage }: Omit<ContractState, 'deleted' | 'was' | 'id' | 'amount'>, taken: Taken): void {
    Object.assign(row, { name: `${number} · ${row.period}`, customerId, ownerId, teamId, currency });
    row.settle(taken, stage);
  }

  /** Payments that are neither approved nor about to be let go of the row. */
  private async drop(id: string, version: number): Promise<void> {
    await super.remove(id, version);
    await this.kernel.events.emit(ReceivableRemoved, { id }, { kind: 'receivable', id });
  }
  private async of(id: string): Promise<{ contract: ContractEntity; taken: Taken }> {
    const { contractId } = await this.get(id);
    const contract = await this.books.contract(contractId);
    return { contract, taken: (await this.books.taken(contractId)).get(id) ?? NOTHING_TAKEN };
  }
  private async demandRoom(contract: ContractEntity, amount: number, but: string): Promise<void> {
    this.demandPlannable(contract);
    await this.demandSum(contract, (await this.books.planned(contract.id, but)).amount + amount);
  }
  private demandPlannable({ stage }: ContractEntity): void {
    if (!PLANNED_UNTIL.includes(stage)) throw new Rejected('contract-stage', { verb: 'plan', stage });
  }
  private async demandSum(contract: ContractEntity, planned: number): Promise<void> {
    if (planned > contract.amount) throw new Rejected('plan-above-total', { over: planned - contract.amount }, [{ pointer: '/amount', code: 'plan-above-total' }]);
  }
}
