import { minorDigits, scale } from '#kernel/model';
import type { PriceOrigin } from './price-book.model.ts';
import { netOf, spread } from './pricing.ts';

/** What is sold of a component, and at what price. */
interface Row {
  readonly quantity: number;
  readonly price: number;
}
/** A component of a bundle as the row of a document. */
export interface BundleRow extends Row {
  readonly productId: string;
  readonly name: string;
  /** The bundle it comes from. */
  readonly description: string;
  /** Set by hand where the bundle's own price is divided, or where there is none in the currency. */
  readonly priceOrigin: PriceOrigin | 'manual';
  /** What it costs by itself. */
  readonly listPrice: number | null;
  readonly taxRate: number | null;
}
/** A bundle taken apart: what it costs in minor units, how that came about, and its rows, which add up to it. */
export interface TakenApart {
  readonly name: string;
  readonly currency: string;
  readonly amount: number;
  /** Null when it has no price in the currency: its rows cost what they cost by themselves then. */
  readonly origin: PriceOrigin | null;
  readonly rows: readonly BundleRow[];
}

const PIECE = 1000;
const net = ({ price, quantity }: Row, currency: string) => netOf({ price, quantity, discount: null }, currency);
/** Up to this quantity there is a unit price for every amount. */
const finest = (currency: string) => 10 ** (7 - minorDigits(currency));

/**
 * Divides an amount in minor units among rows, each its share by what it would cost alone, as unit prices whose nets add up to it. What unit prices of a large quantity cannot say
 * goes to the costliest row that can, or else to one piece of the costliest, in a row of its own.
 */
export function dividedAmong<R extends Row>(amount: number, rows: readonly R[], currency: string): R[] {
  const shares = spread(amount, rows.map((row) => net(row, currency)));
  const done = rows.map((row, index) => ({ ...row, price: priceOf(shares[index] as number, row.quantity, currency) }));
  const left = amount - done.reduce((sum, row) => sum + net(row, currency), 0);
  if (left === 0) return done;
  const fine = done.filter(({ quantity }) => quantity <= finest(currency));
  const costliest = (fine.length > 0 ? fine : done).reduce((best, row) => (net(row, currency) > net(best, currency) ? row : best));
  return done.flatMap((row) => (row !== costliest ? [row] : fine.length > 0 ? [takingMore(row, left, currency)] : apart(row, left, currency)));
}

/** The unit price at which a quantity costs an amount, or the highest at which it costs no more. */
function priceOf(amount: number, quantity: number, currency: string): number {
  const price = scale(amount, finest(currency), quantity);
  return net({ price, quantity }, currency) > amount ? price - 1 : price;
}
const takingMore = <R extends Row>(row: R, more: number, currency: string): R => ({ ...row, price: priceOf(net(row, currency) + more, row.quantity, currency) });

function apart<R extends Row>(row: R, more: number, currency: string): R[] {
  const most = { ...row, quantity: row.quantity - PIECE };
  return [most, { ...row, quantity: PIECE, price: priceOf(net(row, currency) + more - net(most, currency), PIECE, currency) }];
}
