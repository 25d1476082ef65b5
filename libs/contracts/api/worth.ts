import { Invalid, Rejected } from '#kernel/api';
import { priced } from '#products/model';
import type { Contract } from '#contracts/model';

/** What a line says that leaves it out, in the order in which rows are read: what did not change is not written again. */
const UNSAID = { productId: null, description: null, quantity: 0, price: 0, discount: null, taxRate: null, net: null, tax: null };
type Document = Pick<Contract, 'lines' | 'milestones' | 'discountAmount' | 'currency' | 'amount' | 'net' | 'tax' | 'startsOn' | 'endsOn'>;

/** Works out what the lines of a contract or an amendment add up to; with lines their total is the amount. Throws Invalid, or Rejected when another amount was asked for. */
export function settleWorth(document: Document, asked?: number): void {
  const { startsOn, endsOn, discountAmount, currency } = document;
  if (startsOn && endsOn && endsOn < startsOn) throw new Invalid([{ pointer: '/endsOn', code: 'ends-before-start' }]);
  const { lines, totals } = priced(document.lines.map((line) => ({ ...UNSAID, ...line })), discountAmount ?? 0, currency);
  const own = lines.length > 0;
  if ((discountAmount ?? 0) > totals.subtotal) throw new Invalid([{ pointer: '/discountAmount', code: own ? 'discount-too-large' : 'discount-without-lines' }]);
  document.lines = lines;
  document.milestones = document.milestones.map((one) => ({ ...one, dueOn: one.dueOn ?? null, doneOn: one.doneOn ?? null }));
  if (own) document.amount = totals.total;
  [document.net, document.tax] = own ? [totals.net, totals.tax] : [null, null];
  if (asked !== undefined && asked !== document.amount) throw new Rejected('amount-from-lines', undefined, [{ pointer: '/amount', code: 'amount-from-lines' }]);
}
