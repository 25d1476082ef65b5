import { Injectable } from '@nestjs/common';
import { ContractActivated, ContractChanged, ContractCompleted, type ContractState } from '#contracts/model';
import { Records, Rejected } from '#kernel/api';
import { Books } from './books.service.ts';
import { PaymentService } from './payment.service.ts';
import { ReceivableService } from './receivable.service.ts';
import { ReceivablesRules } from './receivables-rules.service.ts';

/** What becomes of plans and payments when their contract changes; what must not be is refused before it is done. */
@Injectable()
export class ContractFollowing {
  constructor(
    { events }: Records,
    private readonly books: Books,
    private readonly plans: ReceivableService,
    private readonly payments: PaymentService,
    private readonly rules: ReceivablesRules,
  ) {
    events.within(ContractChanged, (contract) => this.follow(contract));
    events.within(ContractActivated, ({ id }) => this.demandWholePlan(id));
    events.within(ContractCompleted, ({ id }) => this.demandSettled(id));
  }

  private async follow(contract: ContractState): Promise<void> {
    const { id, amount, currency, was, deleted } = contract;
    if (deleted && (await this.books.hasMoney(id))) throw new Rejected('contract-kept');
    const { received, writtenOff, invoiced } = await this.books.contract(id);
    if (currency !== was.currency && (await this.books.hasMoney(id))) throw new Rejected('currency-with-money', undefined, [{ pointer: '/currency', code: 'currency-with-money' }]);
    // A total never falls below what is paid, about to be paid and given up, nor below what is invoiced or about to be.
    const floor = Math.max(received + writtenOff + (await this.books.inApproval(id)), invoiced + (await this.books.invoicing(id)));
    if (amount < was.amount && amount < floor) throw new Rejected('total-below-received', { floor }, [{ pointer: '/amount', code: 'total-below-received' }]);
    if (contract.stage === 'archived' && (await this.books.inApproval(id)) > 0) throw new Rejected('payments-in-approval');
    await this.plans.follow(contract);
  }

  /** Some types of contracts take effect only with a plan for all of their total. */
  private async demandWholePlan(id: string): Promise<void> {
    const { type, amount } = await this.books.contract(id);
    if (!type || !(await this.rules.get()).planTypes.includes(type)) return;
    const planned = (await this.books.planned(id)).amount;
    if (planned !== amount) throw new Rejected('plan-incomplete', { left: amount - planned });
  }

  /** Nothing is owed any more, and nothing waits; what was paid in advance is put where it belongs. */
  private async demandSettled(id: string): Promise<void> {
    const { receivable } = await this.books.contract(id);
    if (receivable > 0) throw new Rejected('receivable-open', { amount: receivable });
    if ((await this.books.inApproval(id)) > 0) throw new Rejected('payments-in-approval');
    await this.payments.allocateAdvances(id, 'completed');
  }
}
