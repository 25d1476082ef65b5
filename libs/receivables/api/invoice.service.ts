import { Injectable } from '@nestjs/common';
import { ContractService, type ContractEntity } from '#contracts/api';
import { entitled, Numbering, Records, RecordStore, Rejected } from '#kernel/api';
import { InvoiceChange, type Issue, type NewInvoice, type Outcome, type RedReversal } from '#receivables/model';
import { Books, told } from './books.service.ts';
import { InvoiceEntity, type InvoiceContent } from './invoice.entity.ts';
import { InvoiceTitleService } from './invoice-title.service.ts';
import { ReceivablesRules } from './receivables-rules.service.ts';

/** Stages of a contract on which invoices are asked for. */
const BILLABLE = ['signed', 'active', 'expired', 'completed', 'terminated'];

/** Invoices, from the request to the red reversal. Every step that counts holds the contract's row. */
@Injectable()
export class InvoiceService extends RecordStore<InvoiceEntity> {
  constructor(
    kernel: Records,
    private readonly books: Books,
    private readonly contracts: ContractService,
    private readonly titles: InvoiceTitleService,
    private readonly limits: ReceivablesRules,
    private readonly numbering: Numbering,
  ) {
    super(InvoiceEntity, kernel, InvoiceChange);
  }

  override add(input: NewInvoice, complete?: (invoice: InvoiceEntity) => void | Promise<void>): Promise<string> {
    return this.kernel.work.run(async () => {
      const contract = await this.books.contractFor(input.contractId, 'invoice.create');
      const { customerId, ownerId, teamId, currency } = contract;
      return super.add({ ...input, ownerId }, async (invoice) => {
        await complete?.(invoice);
        Object.assign(invoice, { customerId, teamId, currency });
        await this.copyTitle(invoice, input.titleId ?? (await this.titles.standardOf(customerId)));
        invoice.number = await this.numbering.take('invoice', async (number) => (await this.kernel.db.read("SELECT 1 FROM `invoice` WHERE `number` = ? AND `deletedKey` = ''", [number])).length > 0);
        invoice.begin();
        await this.demandRoom(contract, invoice);
      });
    });
  }
  override update(id: string, version: number, changes: Partial<InvoiceChange>): Promise<InvoiceEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, async (invoice) => {
      invoice.edit(changes);
      if (changes.titleId !== undefined) await this.copyTitle(invoice, changes.titleId);
    });
  }
  override async remove(id: string, version: number): Promise<void> {
    const now = this.kernel.clock.now().toISOString();
    await this.change(id, 'delete', version, (invoice) => {
      invoice.demandDeletable();
      invoice.deletedAt = now;
    });
  }

  /** Waits for approval from now on, and counts. */
  async begin(id: string, version: number): Promise<InvoiceContent> {
    const contract = await this.books.contract((await this.get(id)).contractId);
    let snapshot: InvoiceContent | null = null;
    await this.change(id, 'update', version, async (invoice) => {
      snapshot = invoice.content;
      await this.demandRoom(contract, invoice);
      invoice.submit();
    }, 'submit'); // prettier-ignore
    return snapshot as unknown as InvoiceContent;
  }
  async decide(id: string, outcome: Outcome, snapshot: Partial<InvoiceContent>): Promise<void> {
    await entitled(async () => {
      await this.books.contract((await this.get(id)).contractId);
      await this.change(id, 'update', null, (invoice) => invoice.decide(outcome, snapshot), outcome);
    });
  }

  /** The tax office gave its number: it counts on the contract. */
  issue(id: string, version: number, body: Issue): Promise<InvoiceEntity> {
    return this.booking(id, 1, async () => {
      const on = await this.dayOf(body.issuedOn, '/issuedOn');
      return this.change(id, 'issue', version, (invoice) => invoice.issue(body, on));
    });
  }
  /** A red invoice takes an issued one back. */
  redReverse(id: string, version: number, body: RedReversal): Promise<InvoiceEntity> {
    return this.booking(id, -1, async () => {
      const on = await this.dayOf(body.reversedOn, '/reversedOn');
      return this.change(id, 'issue', version, (invoice) => invoice.reverse(body, on), 'red-reverse');
    });
  }
  void(id: string, version: number, reason: string): Promise<InvoiceEntity> {
    return this.change(id, 'update', version, (invoice) => invoice.void(reason), 'void');
  }

  private booking(id: string, sign: 1 | -1, work: () => Promise<InvoiceEntity>): Promise<InvoiceEntity> {
    return this.kernel.work.run(async () => {
      const contract = await this.books.contract((await this.get(id)).contractId);
      const invoice = await work();
      await this.contracts.book(contract.id, { invoiced: sign * invoice.amount });
      return invoice;
    });
  }

  /** Throws Rejected when all invoices of a contract would pass its total, or what came in, by the rules. */
  private async demandRoom(contract: ContractEntity, { id, amount }: InvoiceEntity): Promise<void> {
    if (!BILLABLE.includes(contract.stage)) throw new Rejected('contract-stage', { verb: 'invoice', stage: contract.stage });
    const { invoiceUpTo } = await this.limits.get();
    const left = (invoiceUpTo === 'received' ? contract.received : contract.amount) - contract.invoiced - (await this.books.invoicing(contract.id, id));
    const code = `invoice-above-${invoiceUpTo}`;
    if (amount > left) throw new Rejected(code, told(left), [{ pointer: '/amount', code }]);
  }
  private async copyTitle(invoice: InvoiceEntity, titleId: string | null): Promise<void> {
    const title = titleId ? await this.titles.facts(titleId) : null;
    if (title && title.customerId !== invoice.customerId) throw new Rejected('other-title', undefined, [{ pointer: '/titleId', code: 'other-title' }]);
    invoice.copy(title);
  }
  private async dayOf(asked: string | null | undefined, pointer: string): Promise<string> {
    const today = await this.kernel.workspace.today();
    if (asked && asked > today) throw new Rejected('future-day', undefined, [{ pointer, code: 'future-day' }]);
    return asked ?? today;
  }
}
