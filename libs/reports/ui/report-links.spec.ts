import { expect, it } from 'vitest';
import { behind } from './report-links.ts';

const asked = { from: '2026-01-15', to: '2026-06-30', ownerId: 'ann' };
const of = (report: 'contracts' | 'receivables' | 'stock', key: string, by: string, item: string) => behind(report, { key, by: by as never }, { key: item }, asked, '2026-03-10');

it('every mark leads to the list behind it, as narrow as the report is', () => {
  expect(of('contracts', 'byMonth', 'month', '2026-01')).toEqual({ path: '/contracts', query: { ownerId: 'ann', stage: 'signed,active,expired,completed,terminated,archived', 'signedOn.gte': '2026-01-15', 'signedOn.lte': '2026-01-31' } });
  expect(of('contracts', 'byStage', 'stage', 'draft').query).toEqual({ ownerId: 'ann', stage: 'draft' });
  expect(of('contracts', 'byCustomer', 'customer', '').query['customerId.empty']).toBe('true');
  expect(of('receivables', 'ageing', 'age', '1-30').query).toEqual({ ownerId: 'ann', status: 'pending,partly', 'dueOn.gte': '2026-02-08', 'dueOn.lte': '2026-03-09' });
  expect(of('receivables', 'forecast', 'month', '2026-03').query).toMatchObject({ 'dueOn.gte': '2026-03-10', 'dueOn.lte': '2026-03-31' });
  expect(of('receivables', 'collectionByMonth', 'month', '2026-02').query).toMatchObject({ 'dueOn.gte': '2026-02-01', 'dueOn.lte': '2026-02-28' });
  expect(of('stock', 'byWarehouse', 'warehouse', 'w')).toEqual({ path: '/stock', query: { 'onHand.gt': '0', warehouseId: 'w' } });
});
