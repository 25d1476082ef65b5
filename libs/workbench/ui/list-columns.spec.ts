import { signal } from '@angular/core';
import { Integer, RecordOf, RecordView, Text } from '#kernel/model';
import { ListColumns, readColumns, writeColumns } from './list-columns.ts';

@RecordOf({ name: 'thing', path: 'things' })
class Thing extends RecordView {
  @Text() name!: string;
  @Text() place!: string;
  @Integer() size!: number;
}
function columns(stored = '') {
  const text = signal(stored);
  const made = new ListColumns(signal(Thing), text, signal(['name', 'size']), signal({ ticks: false, bin: false }), (kept) => text.set(kept ?? ''));
  return { made, text };
}

describe('the columns of a list', () => {
  it('are kept as names with the widths somebody set; what is unknown, twice there or odd is left out', () => {
    const read = readColumns(Thing, 'place:320,gone,name:5,name,size:9999');
    expect(read).toEqual([{ name: 'place', width: 320 }, { name: 'name', width: null }, { name: 'size', width: null }]);
    expect(writeColumns(read)).toBe('place:320,name,size');
  });

  it('are the list’s own until somebody chooses, and again after a reset', () => {
    const { made } = columns();
    made.toggle('place');
    made.move('place', 0);
    expect(made.names()).toEqual(['place', 'name', 'size']);
    made.reset();
    expect(made.names()).toEqual(['name', 'size']);
  });

  it('share the room that those with a width leave', () => {
    const { made, text } = columns();
    made.room.set(1000);
    expect(made.total()).toBeGreaterThan(990);
    made.settle('name', 300);
    expect([text(), made.width('name'), made.width('size')]).toEqual(['name:300,size', 300, 700]);
    made.settle('name', 10);
    expect(made.width('name')).toBe(64);
  });

  it('never lose their last one', () => {
    const { made } = columns('name');
    made.toggle('name');
    expect(made.names()).toEqual(['name']);
  });
});
