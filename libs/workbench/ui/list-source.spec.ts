import { signal } from '@angular/core';
import { RecordOf, RecordView, Text, type Page } from '#kernel/model';
import { ListSource } from './list-source.ts';
import type { Query, Records } from './records.ts';

@RecordOf({ name: 'island', path: 'islands' })
class Island extends RecordView {
  @Text({ max: 20 }) name!: string;
}

function listOf(total: number) {
  const asked: Query[] = [];
  const items = Array.from({ length: total }, (_, n) => ({ id: String(n) }) as Island);
  const records = { list: (_: unknown, query: Query) => (asked.push(query), Promise.resolve({ items, next: 'more', total: 900, totalIs: 'exact', totalAt: '' } as Page<Island>)) };
  const fields = signal<readonly string[]>(['name', 'city']);
  return { asked, fields, source: new ListSource(Island, records as unknown as Records, fields) };
}

describe('the records of a list', () => {
  it('come with the fields that are shown, on every page', async () => {
    const { asked, source } = listOf(50);
    await source.load({ q: 'a' });
    await source.more({ q: 'a' });
    expect(asked).toEqual([{ q: 'a', fields: 'name,city' }, { q: 'a', fields: 'name,city', after: 'more' }]);
  });

  it('are loaded again, as many as there are, for a column that comes, and not for one that goes', async () => {
    const { asked, fields, source } = listOf(120);
    await source.load({});
    fields.set(['name']);
    await source.widen({});
    fields.set(['name', 'level']);
    await source.widen({});
    expect(asked.slice(1)).toEqual([{ fields: 'name,level', size: '120' }]);
  });

  it('that were remembered without a column are loaded again', async () => {
    const { asked, fields, source } = listOf(3);
    await source.load({});
    const kept = { ...source.remember(), url: '', scroll: 0, selected: [], whole: false, current: 0 };
    fields.set(['level']);
    const later = listOf(3);
    later.fields.set(['level']);
    later.source.recall(kept, {});
    await later.source.widen({});
    expect([asked.length, later.asked]).toEqual([1, [{ fields: 'level' }]]);
  });
});
