import { Injectable } from '@nestjs/common';
import type { ContractEntity } from '#contracts/api';
import { newId, UnitOfWork } from '#kernel/api';
import { addDays } from '#kernel/model';
import { InvoiceService, InvoiceTitleService, PaymentService, ReceivableService } from '#receivables/api';
import { METHODS } from '#receivables/model';
import { SAMPLE } from './sample-removal.service.ts';

/** Parts of a contract in percent, and in how many days after its signature each is due. */
const PARTS = [[30, 5], [40, 25], [30, 55]] as const;
/** How many parts the contracts paid, one contract after the other; a half is a part payment. */
const PAID = [3, 1, 0.5, 3, 1.5, 0, 2, 1, 3, 0] as const;
const made = () => ({ externalSource: SAMPLE, externalId: newId() });

/** Plans, payments and invoices for the contracts of the sample company: some paid in time, some in part, some overdue. */
@Injectable()
export class SampleMoney {
  constructor(
    private readonly plans: ReceivableService,
    private readonly payments: PaymentService,
    private readonly invoices: InvoiceService,
    private readonly titles: InvoiceTitleService,
    private readonly work: UnitOfWork,
  ) {}

  /** A plan, and for a contract that takes effect what came in on it and was invoiced; `all` settles it. */
  async add(contract: ContractEntity, customer: string, index: number, today: string, all: boolean): Promise<void> {
    const from = contract.signedOn ?? addDays(today, 10);
    const rows: { id: string; amount: number; dueOn: string }[] = [];
    let left = contract.amount;
    for (const [at, [share, days]] of PARTS.entries()) {
      const amount = at === PARTS.length - 1 ? left : Math.round((contract.amount * share) / 10_000) * 100;
      left -= amount;
      const dueOn = addDays(from, days);
      rows.push({ amount, dueOn, id: await this.plans.add({ contractId: contract.id, dueOn, amount, method: 'wire', remindDays: 7, ...made() } as never) });
    }
    if (!contract.signedOn) return;
    const parts: number = all ? PARTS.length : (PAID[index % PAID.length] ?? 0);
    for (const [at, { id, amount, dueOn }] of rows.entries()) {
      const part = Math.min(1, parts - at);
      if (part <= 0 || (!all && dueOn > addDays(today, 3))) break;
      const paid = part === 1 ? amount : Math.round((amount * part) / 100) * 100;
      const day = addDays(dueOn, ((index + at) % 6) - 2);
      await this.pay({ contractId: contract.id, amount: paid, receivedOn: day < today ? (day > from ? day : from) : today, method: METHODS[(index + at) % 3] ?? 'wire', payer: customer, allocations: [{ receivableId: id, amount: paid }] });
    }
    if (index % 2 === 0 || all) await this.invoice(contract, customer, all ? contract.amount : rows[0]?.amount ?? 0, from, index);
  }

  /** Money that came in, and nobody knows for what yet. */
  async unclaimed(contract: ContractEntity, customer: string, today: string): Promise<void> {
    await this.payments.add({ customerId: contract.customerId, currency: contract.currency, amount: Math.round(contract.amount / 5), receivedOn: addDays(today, -1), method: 'wire', payer: customer, reference: `TT-${contract.number}`, ownerId: contract.ownerId, allocations: [], ...made() } as never);
  }

  private async pay(payment: object): Promise<void> {
    const id = await this.payments.add({ ...payment, ...made() } as never);
    await this.work.run(async () => {
      await this.payments.begin(id, 1);
      await this.payments.decide(id, 'approved', {});
    });
  }
  private async invoice({ id: contractId, customerId, ownerId }: ContractEntity, customer: string, amount: number, on: string, index: number): Promise<void> {
    const known = await this.titles.standardOf(customerId);
    const titleId = known ?? (await this.titles.add({ customerId, ownerId, kind: 'company', name: customer, taxNumber: `11010000000${String(1000 + index)}`, standard: true, ...made() } as never));
    const id = await this.invoices.add({ contractId, kind: 'digital', titleId, amount, lines: [], ...made() } as never);
    await this.work.run(async () => {
      await this.invoices.begin(id, 1);
      await this.invoices.decide(id, 'approved', {});
    });
    // Every other one waits to be issued.
    if (index % 4 === 2) return;
    const { version } = await this.invoices.get(id);
    await this.invoices.issue(id, version, { invoiceNumber: `2400${String(10_000 + index)}`, issuedOn: on });
  }
}
