import type { House } from '#house';
import { AmendmentService, ContractApproval, ContractLife, ContractService } from '#contracts/api';
import { UnitOfWork } from '#kernel/api';
import { addDays } from '#kernel/model';
import { InvoiceService } from '../invoice.service.ts';
import { PaymentService } from '../payment.service.ts';
import { ReceivableService } from '../receivable.service.ts';
import type { Action, Ledger, Splits } from './ledger.ts';

type Listed = { id: string; version: number };
const FIRST_DUE = '2026-03-01';

/** The real services behind the actions of a ledger, for one contract. Every action is one unit of work. */
export class Desk {
  private readonly contracts: ContractService;
  private readonly plans: ReceivableService;
  private readonly payments: PaymentService;
  private readonly invoices: InvoiceService;
  id = '';
  private due = 0;

  constructor(private readonly house: House) {
    this.contracts = house.get(ContractService);
    this.plans = house.get(ReceivableService);
    this.payments = house.get(PaymentService);
    this.invoices = house.get(InvoiceService);
  }

  async open(customerId: string, amount: number): Promise<void> {
    this.id = await this.contracts.add({ name: 'C', customerId, amount, currency: 'CNY' });
  }
  /** Does an action; `at` counts the living records as the ledger does. */
  do(action: Action): Promise<unknown> {
    return this.house.get(UnitOfWork).run(() => this.act(action));
  }

  rows = async () => (await this.plans.list({ contractId: this.id, size: '200', sort: 'dueOn' })).items;
  paid = async () => (await this.payments.list({ contractId: this.id, size: '200', sort: 'number' })).items;
  billed = async () => (await this.invoices.list({ contractId: this.id, size: '200', sort: 'number' })).items;
  contract = () => this.contracts.get(this.id);

  private async act(action: Action): Promise<unknown> {
    switch (action.do) {
      case 'edit': return this.contracts.update(this.id, (await this.contract()).version, { amount: action.amount });
      case 'submit': return this.approve();
      case 'move': return this.move(action);
      case 'amend': return this.amend(action.amount);
      case 'plan': return this.plan(action.amounts);
      case 'addRow': return this.plans.add({ contractId: this.id, dueOn: this.nextDue(), amount: action.amount } as never);
      case 'editRow': return this.onRow(action.at, ({ id, version }) => this.plans.update(id, version, { amount: action.amount }));
      case 'dropRow': return this.onRow(action.at, ({ id, version }) => this.plans.remove(id, version));
      case 'pay': return this.pay(action);
      case 'resubmit': return this.onPayment(action.at, ({ id, version }) => this.payments.begin(id, version));
      case 'remove': return this.onPayment(action.at, ({ id, version }) => this.payments.remove(id, version));
      case 'decide': return this.onPayment(action.at, ({ id }) => this.payments.decide(id, action.outcome, {}));
      case 'reverse': return this.onPayment(action.at, ({ id, version }) => this.payments.reverse(id, version, { reason: 'Because', receivedOn: null }));
      case 'match': return this.onPayment(action.at, async ({ id, version }) => this.payments.match(id, version, await this.parts(action.splits)));
      case 'writeOff': return this.payments.writeOff({ contractId: this.id, amount: action.amount, reason: 'Gone', allocations: [] });
      case 'invoice': return this.invoices.begin(await this.invoices.add({ contractId: this.id, kind: 'general', amount: action.amount, lines: [] } as never), 1);
      case 'resubmitInvoice': return this.onInvoice(action.at, ({ id, version }) => this.invoices.begin(id, version));
      case 'decideInvoice': return this.onInvoice(action.at, ({ id }) => this.invoices.decide(id, action.outcome, {}));
      case 'issue': return this.onInvoice(action.at, ({ id, version }) => this.invoices.issue(id, version, { invoiceNumber: 'N', issuedOn: null }));
      case 'redReverse': return this.onInvoice(action.at, ({ id, version }) => this.invoices.redReverse(id, version, { redNumber: 'R', reason: 'Wrong', reversedOn: null }));
      case 'voidInvoice': return this.onInvoice(action.at, ({ id, version }) => this.invoices.void(id, version, 'Void'));
    } // prettier-ignore
  }

  private nextDue = () => addDays(FIRST_DUE, this.due++);
  private onRow = async (at: number, then: (one: Listed) => Promise<unknown>) => on(await this.rows(), at, then);
  private onPayment = async (at: number, then: (one: Listed) => Promise<unknown>) => on(await this.paid(), at, then);
  private onInvoice = async (at: number, then: (one: Listed) => Promise<unknown>) => on(await this.billed(), at, then);

  private async approve(): Promise<void> {
    const { begin, decide } = this.house.get(ContractApproval).contract;
    await decide(this.id, 'approved', await begin(this.id, (await this.contract()).version));
  }
  private async move({ verb }: Action & { do: 'move' }): Promise<unknown> {
    const life = this.house.get(ContractLife);
    const { version } = await this.contract();
    if (verb === 'sign') return life.sign(this.id, version, { signer: 'S', signedOn: null, documentId: null });
    if (verb === 'decline' || verb === 'cancel' || verb === 'terminate') return life.end(this.id, version, verb, 'Because');
    if (verb === 'withdraw' || verb === 'revise') return life.reopen(this.id, version, verb);
    return life[verb](this.id, version);
  }
  private async amend(amount: number): Promise<void> {
    const { begin, decide } = this.house.get(ContractApproval).amendment;
    const id = await this.house.get(AmendmentService).add({ contractId: this.id, name: 'A', amount } as never);
    await decide(id, 'approved', await begin(id, 1));
  }
  private async plan(amounts: readonly number[]): Promise<void> {
    const before = await this.rows();
    const rows = amounts.map((amount, at) => ({ id: before[at]?.id ?? null, dueOn: before[at]?.dueOn ?? this.nextDue(), amount, method: null, remindDays: null }));
    await this.plans.replace(this.id, (await this.contract()).version, rows);
  }
  private async parts(splits: Splits): Promise<{ receivableId: string; amount: number }[]> {
    const rows = await this.rows();
    return splits.map(([at, amount]) => ({ receivableId: rows[at % Math.max(rows.length, 1)]?.id ?? NONE, amount }));
  }
  private async pay({ amount, splits, held, over }: Action & { do: 'pay' }): Promise<void> {
    const id = await this.payments.add({ contractId: this.id, amount, allocations: await this.parts(splits), reason: over ? 'They insist' : null } as never);
    const snapshot = await this.payments.begin(id, 1);
    if (!held) await this.payments.decide(id, 'approved', snapshot);
  }
}
const NONE = '019378f0-0000-7000-8000-000000000001';
class Nothing extends Error {}
export const isNothing = (error: unknown): boolean => error instanceof Nothing;
async function on(all: readonly Listed[], at: number, then: (one: Listed) => Promise<unknown>): Promise<unknown> {
  const one = all[at % Math.max(all.length, 1)];
  if (!one) throw new Nothing();
  return then(one);
}

/** A ledger as rows of tables would tell it. */
export const told = (ledger: Ledger) => ({
  contract: { stage: ledger.stage, amount: ledger.amount, received: ledger.received(), writtenOff: ledger.writtenOff(), invoiced: ledger.invoiced(), receivable: ledger.receivable() },
  rows: ledger.rows.map((row) => ({ amount: row.amount, received: ledger.has(row, 'receipt'), writtenOff: ledger.has(row, 'write-off'), open: ledger.open(row), status: ledger.statusOf(row) })),
  payments: ledger.payments.filter(({ state }) => state !== 'deleted').map((one) => ({ kind: one.kind, amount: one.amount, approval: one.approval, unallocated: ledger.unallocated(one) })),
  invoices: ledger.invoices.map(({ amount, approval, status }) => ({ amount, approval, status })),
});
/** What the tables tell. */
export async function read(desk: Desk): Promise<ReturnType<typeof told>> {
  const { stage, amount, received, writtenOff, invoiced, receivable } = await desk.contract();
  return {
    contract: { stage, amount, received, writtenOff, invoiced, receivable },
    rows: (await desk.rows()).map((row) => ({ amount: row.amount, received: row.received, writtenOff: row.writtenOff, open: row.open, status: row.status })),
    payments: (await desk.paid()).map((one) => ({ kind: one.kind, amount: one.amount, approval: one.approval, unallocated: one.unallocated })),
    invoices: (await desk.billed()).map((one) => ({ amount: one.amount, approval: one.approval, status: one.status })),
  };
}
