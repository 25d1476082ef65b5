// Contracts of the generated company with their plans and payments, and those that wait for somebody's approval.
import { searchText } from '../../dist/libs/kernel/api/records/search-text.js';
import { idAt } from './random.mjs';

const DAY = 86_400_000;
const STAGES = ['active', 'active', 'active', 'expired', 'completed', 'signed', 'draft'];
const METHODS = ['wire', 'cheque', 'online'];
const day = (ms) => new Date(ms).toISOString().slice(0, 10);
const moment = (ms) => new Date(ms).toISOString().slice(0, 23).replace('T', ' ');

export const MONEY_TABLES = ['contract', 'receivable', 'payment', 'payment_allocations', 'approval_run', 'approval_task'];

/** Writes contracts one by one; `flow` says who is asked about those in approval: `{ versionId, stepId, assigneeId, pending }`. */
export class Contracts {
  #made = 0;
  constructor(tables, r, { currency, flow, sealing }) {
    Object.assign(this, { tables, r, currency, flow, sealing });
  }

  async add(born, customer, at, owner, n) {
    const { r, currency } = this;
    const number = ++this.#made;
    const asked = number <= this.flow.pending;
    const stage = asked ? 'draft' : r.of(STAGES);
    const binds = stage !== 'draft';
    const amount = 3 * (100_000 + r.below(2_000_000));
    const base = born(at, owner, idAt(at, n));
    const plan = [0, 1, 2].map((period) => this.#row(base, customer, { period, amount: amount / 3, number, stage, at, owner, born, n }));
    const received = plan.reduce((sum, row) => sum + row.received, 0);
    const name = `${customer.name.slice(0, 40)} ${number}`;
    const contract = {
      ...base, number: `HT-${number}`, name, customerId: customer.id, type: r.of(['sale', 'service', 'maintenance', null]), stage, approval: asked ? 'in_approval' : binds ? 'approved' : 'none', revision: 1, currency, amount,
      startsOn: day(at), endsOn: day(at + (200 + r.below(1500)) * DAY), signedOn: binds ? day(at) : null, received, invoiced: received, writtenOff: 0, receivable: amount - received, fulfilment: 'none',
      searchText: searchText([`HT-${number}`, name]),
    }; // prettier-ignore
    await this.tables.add('contract', contract);
    for (const row of plan) {
      await this.tables.add('receivable', row);
      if (row.received > 0) await this.#payment(contract, row, born, at, owner, n);
    }
    if (asked) await this.#submitted(contract, at);
  }

  #row(contract, customer, { period, amount, number, stage, at, owner, born, n }) {
    const due = at + this.r.below(1400) * DAY;
    const paid = ['active', 'expired', 'completed'].includes(stage) && this.r.chance(stage === 'completed' ? 1 : 0.4);
    const part = paid && stage !== 'completed' && this.r.chance(0.3);
    const received = paid ? (part ? Math.floor(amount / 2) : amount) : 0;
    const status = ['draft', 'signed'].includes(stage) ? 'waiting' : received === 0 ? 'pending' : part ? 'partly' : 'done';
    const name = `HT-${number} ${period + 1}`;
    return {
      ...born(at, owner, idAt(at, n + 1 + period)), name, contractId: contract.id, customerId: customer.id, period: period + 1, dueOn: day(due), amount, currency: this.currency, method: this.r.of(METHODS), received, writtenOff: 0,
      open: amount - received, status, searchText: searchText([name]),
    }; // prettier-ignore
  }

  async #payment(contract, row, born, at, owner, n) {
    const number = `SK-${row.name}`;
    const payment = {
      ...born(at, owner, idAt(at, n + 3 + row.period)), number, kind: 'receipt', contractId: contract.id, customerId: contract.customerId, amount: row.received, currency: this.currency, receivedOn: row.dueOn, method: row.method,
      approval: 'approved', unallocated: 0, searchText: searchText([number]),
    }; // prettier-ignore
    await this.tables.add('payment', payment);
    await this.tables.add('payment_allocations', { id: payment.id, recordId: payment.id, position: 0, receivableId: row.id, amount: row.received });
  }

  /** What waits for an answer: a run at its only step, with one task. */
  async #submitted({ id, number, name, amount, currency, customerId, ownerId, teamId, type }, at) {
    const { versionId, stepId, assigneeId } = this.flow;
    const facts = { title: name, number, amount, currency, discount: 0, customerId, customerLevel: null, ownerId, teamId, type };
    const run = {
      id, versionId, kind: 'contract', recordId: id, runningKey: '', state: 'running', facts: JSON.stringify(facts), snapshot: this.sealing.close('approval_run', 'snapshot', id, {}), chosen: '[]', submitterId: ownerId,
      submittedAt: moment(at), stepIndex: 0, touched: 0, revision: 1,
    }; // prettier-ignore
    await this.tables.add('approval_run', run);
    await this.tables.add('approval_task', { id, runId: id, stepId, stepIndex: 0, assigneeId, state: 'open', voided: 0, openedAt: moment(at) });
  }
}
