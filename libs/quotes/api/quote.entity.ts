import { Invalid, RecordTable, Rejected } from '#kernel/api';
import { isSection, pricedRows } from '#products/model';
import { isOpen, Quote, QUOTE_MOVES, quoteLeads, type QuoteLine, type QuoteVerb } from '#quotes/model';

/** What a line says that leaves it out. */
const UNSAID = { kind: null, productId: null, description: null, priceOrigin: null, listPrice: null, discount: null, taxRate: null, optional: null };

/** A quote and the rules that need only itself. */
@RecordTable({
  unique: [['number', 'deletedKey']],
  indexes: [
    ['deletedKey', 'number', 'id'],
    ['deletedKey', 'name', 'id'],
    ['deletedKey', 'total', 'id'],
    ['deletedKey', 'validUntil', 'id'],
    ['deletedKey', 'sentOn', 'id'],
    ['deletedKey', 'answeredOn', 'id'],
    ['deletedKey', 'status', 'createdAt', 'id'],
    ['deletedKey', 'approval', 'createdAt', 'id'],
    ['deletedKey', 'status', 'validUntil', 'id'],
    ['customerId', 'deletedKey', 'createdAt'],
    ['contactId', 'deletedKey', 'createdAt'],
    ['opportunityId', 'deletedKey', 'createdAt'],
  ],
})
export class QuoteEntity extends Quote {
  /** What a quote starts as. */
  begin(): void {
    Object.assign(this, { status: 'draft', approval: 'none', revision: 1 });
  }

  /** Moves by a verb. Throws Rejected where it does not lead. */
  move(verb: QuoteVerb): void {
    this.demand(verb);
    this.status = QUOTE_MOVES[verb].to;
    if (verb === 'revise' || verb === 'recall') this.approval = 'none';
    if (verb === 'submit') this.approval = 'in_approval';
    if (verb === 'approve') this.approval = 'approved';
    if (verb === 'reject') this.approval = 'rejected';
  }
  demand(verb: QuoteVerb): void {
    if (!quoteLeads(verb, this.status)) throw new Rejected('quote-status', { status: this.status, verb });
  }

  /** Content is written: a rejected quote is a draft again, one that was approved or sent becomes a new version; throws Rejected where it must stay. */
  open(): void {
    if (isOpen(this.status)) Object.assign(this, { status: 'draft', approval: 'none' });
    else if (quoteLeads('revise', this.status)) this.revise();
    else throw new Rejected('quote-locked', { status: this.status });
  }

  /** Becomes a draft of the next version. */
  revise(): void {
    this.move('revise');
    this.revision += 1;
    Object.assign(this, { sentOn: null, answeredOn: null, answerNote: null, answeredBy: null });
  }

  send(today: string): void {
    this.demand('send');
    this.demandContent();
    if (this.validUntil < today) throw new Rejected('validity-over', undefined, [{ pointer: '/validUntil', code: 'validity-over' }]);
    this.move('send');
    this.sentOn = today;
  }

  /** Throws Rejected when it gives away more than the limit and nobody approved that. */
  demandLeave(limit: number): void {
    if (this.status === 'draft' && this.discountRate > limit) throw new Rejected('approval-needed', { limit: limit / 100, discount: this.discountRate / 100 });
  }

  answer(verb: 'accept' | 'decline', on: string, note: string | null, by: string | null = null): void {
    this.demand(verb);
    if (verb === 'accept' && on > this.validUntil) throw new Rejected('validity-over', undefined, [{ pointer: '/on', code: 'validity-over' }]);
    this.move(verb);
    Object.assign(this, { answeredOn: on, answerNote: note, answeredBy: by });
  }

  demandContent(): void {
    if (!this.lines.some((line) => !isSection(line) && !line.optional)) throw new Rejected('quote-empty', undefined, [{ pointer: '/lines', code: 'quote-empty' }]);
  }

  /** Puts everything in place that follows from the rest: the amounts of its lines and their sums. Throws Invalid for lines that say nothing. */
  settle(): void {
    const { rows, totals } = pricedRows(this.lines.map(tidy), this.discountAmount ?? 0, this.currency);
    const faults = rows.flatMap(faultsOf);
    if ((this.discountAmount ?? 0) > totals.subtotal) faults.push({ pointer: '/discountAmount', code: 'discount-too-large' });
    if (faults.length > 0) throw new Invalid(faults);
    this.lines = rows;
    Object.assign(this, { net: totals.net, tax: totals.tax, total: totals.total, discountRate: totals.discountRate });
  }
}

/** Headings sell nothing. */
function tidy(line: QuoteLine): QuoteLine {
  const row = { ...UNSAID, ...line };
  return isSection(row) ? { ...UNSAID, kind: 'section', description: row.description, quantity: 0, price: 0, net: null, tax: null } : { ...row, kind: 'item', optional: row.optional ?? false };
}

function faultsOf(line: QuoteLine, index: number): { pointer: string; code: string; params?: Record<string, unknown> }[] {
  const at = `/lines/${index}`;
  const nameless = !line.productId && !line.description?.trim() ? [{ pointer: `${at}/${isSection(line) ? 'description' : 'productId'}`, code: 'required' }] : [];
  const nothing = !isSection(line) && line.quantity < 1 ? [{ pointer: `${at}/quantity`, code: 'too-small', params: { limit: 1 } }] : [];
  return [...nameless, ...nothing];
}
