import { Choice, RecordOf, RecordView, Text } from '#kernel/model';
import { filtersOf, isView, queryOf } from './list-state.ts';

@RecordOf({ name: 'thing', path: 'things' })
class Thing extends RecordView {
  @Text({ filter: true }) name!: string;
  @Choice(['on', 'off'], { filter: true }) state!: 'on' | 'off';
}

describe('the address of a list', () => {
  const address = { state: 'on,off', 'name.contains': 'x', sort: '-createdAt', columns: 'name', create: '1' };

  it('is its filters, and nothing else of it', () => {
    expect(filtersOf(Thing, address).map(({ field, operator, values }) => [field.name, operator, values])).toEqual([
      ['state', 'is', ['on', 'off']], ['name', 'contains', ['x']],
    ]); // prettier-ignore
  });

  it('is what the server is asked, without what concerns the screen alone', () => {
    expect(queryOf(address)).toEqual({ state: 'on,off', 'name.contains': 'x', sort: '-createdAt' });
  });

  it('is a view when the parameters are the same, whatever the columns', () => {
    expect(isView({ key: 'on', params: { state: 'on' } }, { state: 'on', columns: 'name' })).toBe(true);
    expect(isView({ key: 'on', params: { state: 'on' } }, { state: 'on', q: 'a' })).toBe(false);
  });
});
