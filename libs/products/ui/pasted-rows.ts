import { parseDecimal } from '#kernel/model';

/** A row of a spreadsheet: what it is, how much of it (thousandths), and at what price (10⁻⁴), where these are told. */
export interface PastedRow {
  readonly what: string;
  readonly quantity: number | null;
  readonly price: number | null;
}
const MOST = 200;

const numberOf = (cell: string | undefined, decimals: number): number | null => {
  const value = parseDecimal((cell ?? '').replace(/[¥￥$€£元]/g, ''), decimals);
  return value !== null && value >= 0 ? value : null;
};

/** Rows copied from a spreadsheet, or null for text that is none: one line without tabs. A row of headings is left out. */
export function pastedRows(text: string): PastedRow[] | null {
  const lines = text.replace(/\r/g, '').split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0 || (lines.length === 1 && !text.includes('\t'))) return null;
  const cells = lines.map((line) => line.split('\t').map((cell) => cell.trim()));
  const heading = cells.length > 1 && (cells[0]?.length ?? 0) > 1 && numberOf(cells[0]?.[1], 3) === null && numberOf(cells[1]?.[1], 3) !== null;
  return cells
    .slice(heading ? 1 : 0)
    .map(([what = '', quantity, price]) => ({ what, quantity: numberOf(quantity, 3), price: numberOf(price, 4) }))
    .filter(({ what }) => what !== '')
    .slice(0, MOST);
}
