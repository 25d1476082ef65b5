import { fieldsOf } from '#kernel/model';
import type { Draft, RefNames } from '#kernel/ui';
import type { GridLine } from '#products/ui';
import { ContractLine, Milestone, type Amendment, type Contract } from '#contracts/model';

const LINE_FIELDS = fieldsOf(ContractLine).map(({ name }) => name);
const MILESTONE_FIELDS = fieldsOf(Milestone).map(({ name }) => name);
type Named = { readonly id: string; readonly name: string };
const only = (names: readonly string[], row: object) => Object.fromEntries(names.map((name) => [name, (row as Draft)[name] ?? null]));

/** Rows as the grid writes them, without the names that came along; these are remembered. */
export function rowsOf(lines: readonly object[], names: RefNames): GridLine[] {
  for (const line of lines) {
    const product = (line as Draft)['product'] as Named | null | undefined;
    if (product?.name) names.learn('product', product.id, product.name);
  }
  return lines.map((line) => only(LINE_FIELDS, line) as unknown as GridLine);
}

/** A contract or an amendment as its editor writes it. */
export const draftOf = (record: { readonly lines?: readonly object[]; readonly milestones: readonly object[] }, names: RefNames): Draft => ({
  ...(record as object as Draft), ...(record.lines ? { lines: rowsOf(record.lines, names) } : {}), milestones: record.milestones.map((one) => only(MILESTONE_FIELDS, one)),
}); // prettier-ignore

/** Why a contract, or an amendment, cannot be written now. */
export function lockOf({ approval, stage = 'draft', status = 'draft' }: Partial<Pick<Contract, 'approval' | 'stage'> & Pick<Amendment, 'status'>>): 'contract-in-approval' | 'contract-frozen' | 'amendment-closed' | null {
  return approval === 'in_approval' ? 'contract-in-approval' : stage !== 'draft' ? 'contract-frozen' : status !== 'draft' ? 'amendment-closed' : null;
}
