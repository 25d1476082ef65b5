import 'reflect-metadata';
import { expect, it } from 'vitest';
import { as, SYSTEM } from '#kernel/api';
import { fieldsOf, Integer, Money, Percent, RecordOf, recordOf, RecordView, UnitPrice, type Class } from '#kernel/model';
import { addable } from './record-sums.ts';
import type { RecordTableInfo } from './table.ts';

@RecordOf({ name: 'ledger', path: 'ledgers' })
class Ledger extends RecordView {
  @Money() amount!: number;
  @Money({ optional: true, sensitive: 2 }) margin!: number | null;
  @UnitPrice() price!: number;
  @Percent() share!: number;
  @Integer({ adds: false }) year!: number;
}
const table = { entity: Ledger as Class<RecordView>, info: recordOf(Ledger), columns: fieldsOf(Ledger), texts: [], lines: [] } as unknown as RecordTableInfo;
const asked = (clearance: number, ...names: string[]) => as({ ...SYSTEM, clearance }, () => addable(table, names).map(({ name }) => name));

it('a field above the reader’s clearance is unknown as a sum, as it is as a filter', () => {
  expect(asked(2, 'amount', 'margin')).toEqual(['amount', 'margin']);
  expect(() => asked(1, 'amount', 'margin')).toThrow(expect.objectContaining({ errors: [{ pointer: '/fields', code: 'unknown' }] }));
});

it('prices, shares and years are not added up', () => {
  for (const name of ['price', 'share', 'year', 'version', 'createdAt']) expect(() => asked(3, name)).toThrow(expect.objectContaining({ status: 400 }));
});
