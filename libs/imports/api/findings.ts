import { partsOf, type Bundle } from './bundles.ts';
import type { Finding } from './import-rows.queries.ts';
import type { RowFault } from './row-reader.ts';

export const linesOf = (bundle: Bundle): number[] => partsOf(bundle).map(({ line }) => line);

/** What is to be known of each row of a record: its own faults, or that another row of its document has some. */
export function findingsOf(bundle: Bundle & { readonly faults: readonly RowFault[] }): Finding[] {
  const { line: first, faults, parts } = bundle;
  if (!parts) return [{ line: first, cells: bundle.cells, faults }];
  return parts.map(({ line, cells }) => {
    const own = faults.filter((fault) => (fault.line ?? first) === line);
    return { line, cells, faults: own.length > 0 || faults.length === 0 ? own : [{ code: 'document-part', target: '', value: '' }] };
  });
}
