import type { RowKind } from '#products/model';

/** A row of the grid; what was typed and is no number stays text until it is put right. */
export interface GridLine {
  readonly kind?: RowKind | null;
  readonly productId: string | null;
  readonly description: string | null;
  readonly quantity: number;
  readonly price: number;
  readonly priceOrigin?: string | null;
  readonly listPrice?: number | null;
  readonly discount: number | null;
  readonly taxRate: number | null;
  readonly optional?: boolean | null;
  readonly net: number | null;
  readonly tax: number | null;
}
export type Change = Partial<Record<keyof GridLine, unknown>>;

const PLAIN: GridLine = { productId: null, description: null, quantity: 1000, price: 0, discount: null, taxRate: null, net: null, tax: null };
const RICH: GridLine = { ...PLAIN, kind: 'item', priceOrigin: null, listPrice: null, optional: false };

/** A new row; a plain grid knows neither headings nor options nor where prices come from. */
export const blankLine = (plain: boolean): GridLine => ({ ...(plain ? PLAIN : RICH) });
export const headingLine = (): GridLine => ({ ...RICH, kind: 'section', description: '', quantity: 0 });
export const isEmptyLine = (line: GridLine): boolean => !line.productId && !line.description?.trim() && !line.price;

const whole = (value: unknown): number => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0);
/** A row whose amounts can be computed: what is no number counts as nothing. */
export const countable = (line: GridLine): GridLine => ({
  ...line, quantity: whole(line.quantity), price: whole(line.price), discount: line.discount === null ? null : Math.min(10_000, whole(line.discount)), taxRate: line.taxRate === null ? null : whole(line.taxRate),
}); // prettier-ignore

/** The list with one row in another's place. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const rest = rows.filter((_, index) => index !== from);
  return [...rest.slice(0, to), rows[from] as T, ...rest.slice(to)];
}
