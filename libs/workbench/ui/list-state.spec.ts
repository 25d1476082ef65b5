import { Choice, RecordOf, RecordView, Text } from '#kernel/model';
import { filtersOf, queryOf, understood } from './list-state.ts';

@RecordOf({ name: 'thing', path: 'things' })
class Thing extends RecordView {
  @Text({ filter: true }) name!: string;
  @Choice(['on', 'off'], { filter: true }) state!: 'on' | 'off';
}

describe('the address of a list', () => {
  const address = { state: 'on,off', 'name.contains': 'x', sort: '-createdAt', columns: 'name', totals: '1', view: 'mine', create: '1' };

  it('is its filters, and nothing else of it', () => {
    expect(filtersOf(Thing, address).map(({ field, operator, values }) => [field.name, operator, values])).toEqual([
      ['state', 'is', ['on', 'off']], ['name', 'contains', ['x']],
    ]); // prettier-ignore
  });

  it('is what the server is asked, without what concerns the screen alone', () => {
    expect(queryOf(address)).toEqual({ state: 'on,off', 'name.contains': 'x', sort: '-createdAt' });
  });

  it('outlives its fields: what the list does not know any more is told and left out', () => {
    const old = { ...address, colour: 'red', state: 'gone', sort: 'name' };
    expect(understood(Thing, old)).toEqual({ query: { 'name.contains': 'x' }, lost: ['state', 'colour', 'sort'] });
    expect(understood(Thing, address).lost).toEqual([]);
  });
});
