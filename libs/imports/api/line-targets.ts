import { ContractLine } from '#contracts/model';
import type { ImportTarget } from '#imports/model';
import { fieldsOf, type Class } from '#kernel/model';
import { PriceEntry } from '#products/model';
import { QuoteLine } from '#quotes/model';
import { StockLevel } from '#stock/model';

const of = (model: Class, names: readonly string[] | null, prefix: string, line: boolean): ImportTarget[] =>
  fieldsOf(model).filter(({ name, derived }) => (names ? names.includes(name) : !derived)).map(({ name, kind, to, set, choices }) => ({
    name, kind, required: false, label: `${prefix}.field.${name}`, ...(line ? { line } : {}), ...(to ? { to } : {}), ...(set ? { set } : {}), ...(choices ? { choices } : {}),
  })); // prettier-ignore

/** What a row says of a line of its document. */
export const CONTRACT_LINE = of(ContractLine, null, 'contract', true);
export const QUOTE_LINE = of(QuoteLine, null, 'quote', true);
export const PRICE_LINE = of(PriceEntry, ['productId', 'minQuantity', 'price'], 'price-entry', true);
/** Which row of the plan a payment is for, and how much of it. */
export const PAYMENT_LINE: ImportTarget[] = [
  { name: 'period', kind: 'integer', required: false, label: 'receivable.field.period', line: true },
  { name: 'allocated', kind: 'money', required: false, label: 'import.target.allocated', line: true },
];
/** What was found of a product in a warehouse. */
export const STOCK_ROW: ImportTarget[] = [
  ...of(StockLevel, ['productId', 'warehouseId', 'onHand'], 'stock', false).map((target) => ({ ...target, required: true })),
  { name: 'reason', kind: 'text', required: false, label: 'stock-entry.field.reason' },
];
