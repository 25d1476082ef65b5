import type { ImportTarget } from '#imports/model';
import type { Fault } from '#kernel/model';
import { partsOf, type Bundle } from './bundles.ts';
import type { ReadRow, RowFault, RowReader } from './row-reader.ts';

/** The rows of a document as one body: what each says of the whole, and a line for each that sells something. */
export interface ReadBundle extends ReadRow {
  /** The rows of the file that its lines come from. */
  readonly lineRows?: readonly number[];
}

/** Reads a record of a file from its row, or from all of its rows together. */
export function readBundle(bundle: Bundle, reader: RowReader, targets: readonly ImportTarget[], currencyOf: (cells: readonly string[]) => string | null): ReadBundle {
  if (!bundle.parts) return reader.read(bundle.cells, currencyOf(bundle.cells));
  const ofLine = new Set(targets.filter(({ line }) => line).map(({ name }) => name));
  const whole: Record<string, unknown> = {};
  const [lines, lineRows, faults] = [[] as Record<string, unknown>[], [] as number[], [] as RowFault[]];
  const missing = new Map<string, ReadRow['missing'][number]>();
  const mapped = reader.mapped(ofLine);
  for (const { line, cells } of partsOf(bundle)) {
    const read = reader.read(cells, currencyOf(cells));
    faults.push(...read.faults.map((fault) => ({ ...fault, line })));
    for (const one of read.missing) missing.set(one.target.name, one);
    const own: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(read.body)) {
      if (ofLine.has(name)) own[name] = value;
      else if (whole[name] === undefined) whole[name] = value;
      else if (JSON.stringify(whole[name]) !== JSON.stringify(value)) faults.push({ code: 'document-differs', target: name, value: textOf(value), line });
    }
    if (Object.keys(own).length === 0) continue;
    lines.push(own);
    lineRows.push(line);
  }
  return { body: mapped ? { ...whole, lines } : whole, faults, missing: [...missing.values()], lineRows };
}

/** Where what is wrong with a field of a body stands in the file. */
export function faultAt({ pointer, code, params }: Fault, body: Record<string, unknown>, lineRows?: readonly number[]): RowFault {
  const [, name = '', index, inner] = pointer.split('/');
  const line = name === 'lines' && index !== undefined ? lineRows?.[Number(index)] : undefined;
  const own = line === undefined ? body[name] : (body['lines'] as Record<string, unknown>[] | undefined)?.[Number(index)]?.[inner ?? ''];
  return { code, target: line === undefined ? name : (inner ?? ''), value: textOf(own), ...(line === undefined ? {} : { line }), ...(params ? { params } : {}) };
}
const textOf = (value: unknown): string => (value === undefined || value === null || typeof value === 'object' ? '' : String(value));
