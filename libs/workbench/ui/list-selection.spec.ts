import { signal } from '@angular/core';
import type { RecordView } from '#kernel/model';
import { ListSelection } from './list-selection.ts';

const records = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as RecordView);
const selection = () => {
  const items = signal<readonly RecordView[]>(records.slice(0, 3));
  return { items, made: new ListSelection(items, signal(9)) };
};
const at = (index: number) => records[index] as RecordView;
const ids = (made: ListSelection<RecordView>) => made.records().map(({ id }) => id).join('');

describe('a selection', () => {
  it('grows by a range from the last one that was ticked', () => {
    const { made } = selection();
    made.toggle(at(2));
    made.toggle(at(0), true);
    expect([ids(made), made.count()]).toEqual(['abc', 3]);
  });

  it('of all that the list finds holds what is not loaded yet, until one is taken out', () => {
    const { made, items } = selection();
    made.toggleAll();
    made.whole.set(true);
    items.set(records);
    expect([made.count(), made.has(at(3))]).toEqual([9, true]);
    made.toggle(at(1));
    expect([ids(made), made.whole()]).toEqual(['acd', false]);
  });

  it('is remembered and comes back', () => {
    const { made } = selection();
    made.toggle(at(1));
    const again = selection().made;
    const { selected, whole } = made.remember();
    again.recall(selected, whole);
    expect(ids(again)).toBe('b');
  });
});
