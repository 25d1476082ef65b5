import { expect, it } from 'vitest';
import { headerChanges, lineChanges } from './compare.ts';
import type { QuoteLine } from './quote.model.ts';

const line = (description: string, quantity = 1000): QuoteLine => ({ kind: 'item', productId: null, description, quantity, price: 1, priceOrigin: null, listPrice: null, discount: null, taxRate: null, optional: false, net: quantity, tax: 0 });

it('two versions differ by the lines that came, went or changed, whatever their place', () => {
  const changes = lineChanges([line('a'), line('b'), line('c')], [line('c'), line('b', 2000), line('d')]);
  expect(changes.map(({ kind, was, now, fields }) => [kind, was?.description, now?.description, fields])).toEqual([['changed', 'b', 'b', ['quantity']], ['added', undefined, 'd', []], ['removed', 'a', undefined, []]]);
});

it('two versions differ by what their headers say', () => {
  expect(headerChanges({ name: 'a', terms: null, total: 1 }, { name: 'a', total: 2, validUntil: '2026-01-01' })).toEqual(['validUntil', 'total']);
});
