import { Invalid, RecordTable, Rejected } from '#kernel/api';
import { Invoice, INVOICE_CONTENT, TITLE_FACTS, type InvoiceChange, type InvoiceTitle, type Issue, type Outcome, type RedReversal } from '#receivables/model';

export type InvoiceContent = Pick<Invoice, (typeof INVOICE_CONTENT)[number]>;
/** What a special VAT invoice must say of its title. */
const SPECIAL = ['taxNumber', 'address', 'phone', 'bank', 'bankAccount'] as const;
const copied = (name: string) => `title${name.charAt(0).toUpperCase()}${name.slice(1)}` as keyof Invoice;

/** An invoice and the rules that need only itself. */
@RecordTable({
  unique: [['number', 'deletedKey']],
  indexes: [
    ['deletedKey', 'number', 'id'],
    ['deletedKey', 'amount', 'id'],
    ['deletedKey', 'issuedOn', 'id'],
    ['deletedKey', 'kind', 'createdAt', 'id'],
    ['deletedKey', 'status', 'createdAt', 'id'],
    ['deletedKey', 'approval', 'createdAt', 'id'],
    ['deletedKey', 'invoiceNumber', 'createdAt', 'id'],
    ['contractId', 'deletedKey', 'status'],
    ['customerId', 'deletedKey', 'createdAt'],
    ['titleId', 'deletedKey', 'createdAt'],
  ],
})
export class InvoiceEntity extends Invoice {
  begin(): void {
    Object.assign(this, { status: 'draft', approval: 'none' });
    this.settle();
  }
  get content(): InvoiceContent {
    return structuredClone(Object.fromEntries(INVOICE_CONTENT.map((name) => [name, this[name]])) as unknown as InvoiceContent);
  }
  /** Whether its amount is asked for and not issued yet. */
  get pending(): boolean {
    return this.approval === 'in_approval' || this.status === 'to_issue';
  }

  edit(changes: Partial<InvoiceChange>): void {
    this.demandDraft(Object.keys(changes).filter((name) => name !== 'note'));
    Object.assign(this, changes);
    this.settle(changes.amount);
  }
  /** Keeps what the title says now, whatever becomes of the title. */
  copy(title: InvoiceTitle | null): void {
    for (const name of TITLE_FACTS) Object.assign(this, { [copied(name)]: title?.[name] ?? null });
    this.titleId = title?.id ?? null;
  }

  /** Waits for approval. Throws Rejected when the title lacks what this kind of invoice must say. */
  submit(): void {
    this.demandDraft(['approval']);
    if (!this.titleName) throw new Rejected('invoice-title-missing', undefined, [{ pointer: '/titleId', code: 'required' }]);
    const missing = this.kind === 'special' ? SPECIAL.filter((name) => !this[copied(name)]) : [];
    if (missing.length > 0) throw new Rejected('title-incomplete', { fields: missing }, [{ pointer: '/titleId', code: 'title-incomplete' }]);
    this.approval = 'in_approval';
  }
  decide(outcome: Outcome, snapshot: Partial<InvoiceContent>): void {
    if (this.approval !== 'in_approval') throw new Rejected('invoice-not-in-approval');
    if (outcome !== 'approved') Object.assign(this, snapshot);
    this.approval = outcome === 'recalled' ? 'none' : outcome;
    if (outcome === 'approved') this.status = 'to_issue';
    this.settle();
  }
  issue({ invoiceNumber }: Issue, on: string): void {
    if (this.status !== 'to_issue') throw new Rejected('invoice-status', { verb: 'issue', status: this.status });
    Object.assign(this, { status: 'issued', invoiceNumber, issuedOn: on });
  }
  reverse({ redNumber, reason }: RedReversal, on: string): void {
    if (this.status !== 'issued') throw new Rejected('invoice-status', { verb: 'red-reverse', status: this.status });
    if (this.issuedOn && on < this.issuedOn) throw new Rejected('before-issue', undefined, [{ pointer: '/reversedOn', code: 'before-issue' }]);
    Object.assign(this, { status: 'reversed', redNumber, reason, reversedOn: on });
  }
  void(reason: string): void {
    if (this.approval === 'in_approval') throw new Rejected('invoice-in-approval');
    if (this.status !== 'draft' && this.status !== 'to_issue') throw new Rejected('invoice-status', { verb: 'void', status: this.status });
    Object.assign(this, { status: 'void', reason });
  }
  demandDeletable(): void {
    this.demandDraft(['deletedAt']);
  }

  private demandDraft(names: readonly string[]): void {
    if (this.approval === 'in_approval') throw new Rejected('invoice-in-approval');
    if (this.status !== 'draft' && names.length > 0) throw new Rejected('invoice-status', { verb: 'edit', status: this.status }, names.map((name) => ({ pointer: `/${name}`, code: 'invoice-frozen' })));
  }
  private settle(asked?: number): void {
    this.lines = this.lines.map((line) => ({ ...line, taxRate: line.taxRate ?? null }));
    if (this.lines.length > 0) {
      this.amount = this.lines.reduce((sum, { amount }) => sum + amount, 0);
      if (asked !== undefined && asked !== this.amount) throw new Rejected('amount-from-lines', undefined, [{ pointer: '/amount', code: 'amount-from-lines' }]);
    }
    if (!this.amount) throw new Invalid([{ pointer: '/amount', code: 'required' }]);
  }
}
