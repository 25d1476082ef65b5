/** A row of a plan that can take money. */
export interface Open {
  readonly id: string;
  readonly dueOn: string;
  readonly open: number;
}
export interface Part {
  readonly receivableId: string;
  readonly amount: number;
}

/** An amount on the rows that are due first, each as far as it is open; what is left over is in advance. */
export function allocate(amount: number, rows: readonly Open[]): Part[] {
  let left = amount;
  const parts: Part[] = [];
  for (const { id, open } of rows.toSorted((a, b) => (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1))) {
    const part = Math.min(left, open);
    if (part > 0) parts.push({ receivableId: id, amount: part });
    left -= Math.max(part, 0);
  }
  return parts;
}

/** What is known of a receipt and of a row, to tell how well they go together. */
export interface Hint {
  readonly amount: number;
  readonly customerId: string;
  readonly contractId: string | null;
  readonly words: string;
}
export interface Claim {
  readonly open: number;
  readonly customerId: string;
  readonly contractId: string;
  readonly number: string;
  readonly customer: string;
}

/** How well a receipt goes with a row, 0–100: same contract 40, its number in the bank's words 30, same customer 20, its name in them 10, the very amount 30; at most 100, and 0 for another contract. */
export function fitOf(receipt: Hint, { open, customerId, contractId, number, customer }: Claim): number {
  if (receipt.contractId && receipt.contractId !== contractId) return 0;
  const said = plain(receipt.words);
  const points = [
    receipt.contractId === contractId ? 40 : 0,
    number && said.includes(plain(number)) ? 30 : 0,
    receipt.customerId === customerId ? 20 : 0,
    customer && said.includes(plain(customer)) ? 10 : 0,
    receipt.amount === open ? 30 : 0,
  ];
  return Math.min(100, points.reduce((sum, one) => sum + one, 0));
}
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[\s\p{P}]/gu, '');
