import { leads, MOVES, type ContractStage, type ContractVerb } from '#contracts/model';
import { allocate, type Outcome } from '#receivables/model';

/** A contract with all its money, as it should be: the smallest thing that knows the rules of domain.md §7–9. */
export interface Row {
  amount: number;
}
export type Splits = readonly (readonly [row: number, amount: number])[];
export interface Payment {
  kind: 'receipt' | 'write-off';
  amount: number;
  approval: 'none' | 'in_approval' | 'approved' | 'rejected';
  over: boolean;
  state: 'stands' | 'reversed' | 'counter' | 'deleted';
  parts: Map<Row, number>;
}
export interface Invoice {
  amount: number;
  approval: Payment['approval'];
  status: 'draft' | 'to_issue' | 'issued' | 'reversed' | 'void';
}
export type Action =
  | { do: 'edit' | 'amend' | 'addRow' | 'writeOff' | 'invoice'; amount: number }
  | { do: 'submit' }
  | { do: 'move'; verb: ContractVerb }
  | { do: 'plan'; amounts: readonly number[] }
  | { do: 'editRow'; at: number; amount: number }
  | { do: 'dropRow' | 'resubmit' | 'remove' | 'reverse' | 'resubmitInvoice' | 'issue' | 'redReverse' | 'voidInvoice'; at: number }
  | { do: 'pay'; amount: number; splits: Splits; held: boolean; over: boolean }
  | { do: 'match'; at: number; splits: Splits }
  | { do: 'decide' | 'decideInvoice'; at: number; outcome: Outcome };

const PLANNABLE: readonly ContractStage[] = ['draft', 'awaiting_signature', 'declined', 'signed', 'active', 'expired'];
const PAYABLE: readonly ContractStage[] = ['signed', 'active', 'expired', 'terminated'];
const BILLABLE: readonly ContractStage[] = [...PAYABLE, 'completed'];
const SETTLED: readonly ContractStage[] = ['completed', 'archived'];
const IN_FORCE: readonly ContractStage[] = ['signed', 'active', 'expired'];
const sum = (values: Iterable<number>) => [...values].reduce((all, one) => all + one, 0);

export class Ledger {
  stage: ContractStage = 'draft';
  approved = false;
  rows: Row[] = [];
  payments: Payment[] = [];
  invoices: Invoice[] = [];
  constructor(public amount: number) {}

  received = () => this.booked('receipt');
  writtenOff = () => this.booked('write-off');
  pending = () => sum(this.payments.filter((one) => one.approval === 'in_approval').map((one) => one.amount));
  invoiced = () => sum(this.invoices.filter((one) => one.status === 'issued').map((one) => one.amount));
  invoicing = () => sum(this.invoices.filter((one) => one.status === 'to_issue' || one.approval === 'in_approval').map((one) => one.amount));
  receivable = () => (this.stage === 'cancelled' ? 0 : this.amount - this.received() - this.writtenOff());
  left = () => this.amount - this.received() - this.writtenOff() - this.pending();
  has = (row: Row, of: 'receipt' | 'write-off') => sum(this.payments.filter((one) => one.kind === of && one.approval === 'approved' && one.state === 'stands').map((one) => one.parts.get(row) ?? 0));
  waits = (row: Row) => sum(this.payments.filter((one) => one.approval === 'in_approval').map((one) => one.parts.get(row) ?? 0));
  taken = (row: Row) => this.has(row, 'receipt') + this.has(row, 'write-off') + this.waits(row);
  covered = (row: Row) => this.has(row, 'receipt') + this.has(row, 'write-off');
  unallocated = (one: Payment) => (one.state === 'stands' ? one.amount - sum(one.parts.values()) : 0);
  statusOf(row: Row): string {
    if (this.covered(row) >= row.amount) return 'done';
    if (['cancelled', 'terminated', 'archived'].includes(this.stage)) return 'void';
    return this.covered(row) > 0 ? 'partly' : ['draft', 'awaiting_signature', 'declined'].includes(this.stage) ? 'waiting' : 'pending';
  }
  open = (row: Row) => (this.statusOf(row) === 'void' ? 0 : row.amount - this.covered(row));

  /** Does it, or says no; a no changes nothing. */
  apply(action: Action): boolean {
    switch (action.do) {
      case 'edit': return this.when(this.stage === 'draft', () => { this.approved &&= action.amount === this.amount; this.resize(action.amount); });
      case 'submit': return this.when(this.stage === 'draft' && !this.approved, () => void (this.approved = true));
      case 'move': return this.move(action.verb);
      case 'amend': return this.when(IN_FORCE.includes(this.stage) && this.covers(action.amount), () => this.resize(action.amount));
      case 'plan': return this.plan(action.amounts);
      case 'addRow': return this.when(PLANNABLE.includes(this.stage) && this.planned() + action.amount <= this.amount, () => void this.rows.push({ amount: action.amount }));
      case 'editRow': return this.onRow(action.at, (row) => PLANNABLE.includes(this.stage) && action.amount >= this.taken(row) && this.planned() - row.amount + action.amount <= this.amount, (row) => void (row.amount = action.amount));
      case 'dropRow': return this.onRow(action.at, (row) => this.taken(row) === 0, (row) => this.drop(row));
      case 'pay': return this.pay(action);
      case 'resubmit': return this.onPayment(action.at, (one) => open(one) && this.fits(one), (one) => void (one.approval = 'in_approval'));
      case 'remove': return this.onPayment(action.at, open, (one) => void (one.state = 'deleted'));
      case 'decide': return this.onPayment(action.at, (one) => one.approval === 'in_approval', (one) => void (one.approval = decided(action.outcome)));
      case 'reverse': return this.onPayment(action.at, (one) => one.approval === 'approved' && one.state === 'stands' && PAYABLE.includes(this.stage), (one) => this.reverse(one));
      case 'match': return this.match(action.at, action.splits);
      case 'writeOff': return this.writeOff(action.amount);
      case 'invoice': return this.when(this.billable(action.amount), () => void this.invoices.push({ amount: action.amount, approval: 'in_approval', status: 'draft' }));
      case 'resubmitInvoice': return this.onInvoice(action.at, (one) => one.status === 'draft' && one.approval !== 'in_approval' && this.billable(one.amount), (one) => void (one.approval = 'in_approval'));
      case 'decideInvoice': return this.onInvoice(action.at, (one) => one.approval === 'in_approval', (one) => Object.assign(one, { approval: decided(action.outcome) }, action.outcome === 'approved' ? { status: 'to_issue' } : {}));
      case 'issue': return this.onInvoice(action.at, (one) => one.status === 'to_issue', (one) => void (one.status = 'issued'));
      case 'redReverse': return this.onInvoice(action.at, (one) => one.status === 'issued', (one) => void (one.status = 'reversed'));
      case 'voidInvoice': return this.onInvoice(action.at, (one) => one.approval !== 'in_approval' && (one.status === 'draft' || one.status === 'to_issue'), (one) => void (one.status = 'void'));
    } // prettier-ignore
  }

  private booked = (kind: Payment['kind']) => sum(this.payments.filter((one) => one.kind === kind && one.approval === 'approved').map((one) => one.amount));
  private planned = () => sum(this.rows.map(({ amount }) => amount));
  private billable = (amount: number) => BILLABLE.includes(this.stage) && amount <= this.amount - this.invoiced() - this.invoicing();
  private when(holds: boolean, then: () => void): boolean {
    if (holds) then();
    return holds;
  }
  private onRow = (at: number, holds: (row: Row) => boolean, then: (row: Row) => unknown) => on(this.rows, at, holds, then);
  private onPayment = (at: number, holds: (one: Payment) => boolean, then: (one: Payment) => unknown) => on(this.payments.filter(({ state }) => state !== 'deleted'), at, holds, then);
  private onInvoice = (at: number, holds: (one: Invoice) => boolean, then: (one: Invoice) => unknown) => on(this.invoices, at, holds, then);

  private covers(amount: number): boolean {
    const floor = Math.max(this.received() + this.writtenOff() + this.pending(), this.invoiced() + this.invoicing());
    return amount >= Math.max(this.received(), this.invoiced()) && (amount >= this.amount || amount >= floor);
  }
  private resize(amount: number): void {
    this.amount = amount;
    let over = this.planned() - amount;
    for (const row of this.rows.toReversed()) {
      const cut = Math.max(0, Math.min(over, row.amount - this.taken(row)));
      over -= cut;
      if (cut === row.amount) this.drop(row);
      else row.amount -= cut;
    }
  }
  private drop(row: Row): void {
    this.rows = this.rows.filter((one) => one !== row);
    for (const one of this.payments) if (one.approval !== 'approved') one.parts.delete(row);
  }
  private move(verb: ContractVerb): boolean {
    const settled = verb !== 'complete' || (this.receivable() <= 0 && this.pending() === 0);
    const may = leads(verb, this.stage) && (verb !== 'send' || this.approved) && settled && (verb !== 'archive' || this.pending() === 0) && verb !== 'expire';
    return this.when(may, () => {
      if (verb === 'complete') this.allocateAdvances();
      this.stage = MOVES[verb].to;
    });
  }
  private allocateAdvances(): void {
    for (const one of this.payments) {
      if (one.approval === 'approved' && one.state === 'stands') this.spread(one, this.unallocated(one), (row) => this.open(row));
    }
  }
  private spread(one: Payment, amount: number, room: (row: Row) => number): void {
    const open = this.rows.map((row, index) => ({ id: String(index).padStart(4, '0'), dueOn: '', open: room(row) }));
    for (const { receivableId, amount: part } of allocate(amount, open)) {
      const row = this.rows[Number(receivableId)] as Row;
      one.parts.set(row, (one.parts.get(row) ?? 0) + part);
    }
  }
  private plan(amounts: readonly number[]): boolean {
    const gone = this.rows.slice(amounts.length);
    const may = PLANNABLE.includes(this.stage) && sum(amounts) <= this.amount && gone.every((row) => this.taken(row) === 0) && this.rows.every((row, at) => at >= amounts.length || (amounts[at] as number) >= this.taken(row));
    return this.when(may, () => {
      for (const row of gone) this.drop(row);
      amounts.forEach((amount, at) => (this.rows[at] ? void (this.rows[at].amount = amount) : void this.rows.push({ amount })));
    });
  }
  /** Whether each part finds room on its row, beside all payments but this one. */
  private roomy(parts: Map<Row, number>, but: Payment | null): boolean {
    const own = (row: Row) => (but && (but.approval === 'in_approval' || (but.approval === 'approved' && but.state === 'stands')) ? (but.parts.get(row) ?? 0) : 0);
    return [...parts].every(([row, amount]) => this.rows.includes(row) && this.statusOf(row) !== 'void' && amount <= row.amount - this.taken(row) + own(row));
  }
  private fits = (one: Payment) => PAYABLE.includes(this.stage) && (one.amount <= this.left() || one.over) && this.roomy(one.parts, one);
  private parts(splits: Splits): Map<Row, number> | null {
    const rows = splits.map(([at]) => this.rows[at % Math.max(this.rows.length, 1)]);
    return rows.some((row) => !row) || new Set(rows).size < rows.length ? null : new Map(splits.map(([, amount], index) => [rows[index] as Row, amount]));
  }
  private pay({ amount, splits, held, over }: Action & { do: 'pay' }): boolean {
    const parts = this.parts(splits);
    if (!parts || sum(parts.values()) > amount) return false;
    const one: Payment = { kind: 'receipt', amount, over, approval: 'none', state: 'stands', parts };
    return this.when(this.fits(one), () => void this.payments.push({ ...one, approval: held ? 'in_approval' : 'approved' }));
  }
  private match(at: number, splits: Splits): boolean {
    const parts = this.parts(splits);
    const may = (one: Payment) => parts !== null && one.approval !== 'in_approval' && one.state === 'stands' && sum(parts.values()) <= one.amount && (one.approval !== 'approved' || (this.roomy(parts, one) && !SETTLED.includes(this.stage)));
    return this.onPayment(at, may, (one) => void (one.parts = parts ?? new Map()));
  }
  private reverse(one: Payment): void {
    Object.assign(one, { state: 'reversed', parts: new Map() });
    this.payments.push({ kind: one.kind, amount: -one.amount, over: false, approval: 'approved', state: 'counter', parts: new Map() });
  }
  private writeOff(amount: number): boolean {
    const one: Payment = { kind: 'write-off', amount, over: false, approval: 'none', state: 'stands', parts: new Map() };
    return this.when(PAYABLE.includes(this.stage) && amount <= this.left(), () => {
      this.spread(one, amount, (row) => (this.statusOf(row) === 'void' ? 0 : this.open(row) - this.waits(row)));
      this.payments.push({ ...one, approval: 'approved' });
    });
  }
}

const open = (one: Payment) => one.approval === 'none' || one.approval === 'rejected';
const decided = (outcome: Outcome) => (outcome === 'recalled' ? 'none' : outcome);
function on<T>(all: readonly T[], at: number, holds: (one: T) => boolean, then: (one: T) => unknown): boolean {
  const one = all[at % Math.max(all.length, 1)];
  if (!one || !holds(one)) return false;
  then(one);
  return true;
}
