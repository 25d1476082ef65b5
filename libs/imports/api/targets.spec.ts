import { describe, expect, it } from 'vitest';
import type { ImportColumn, ImportKind } from '#imports/model';
import { rulesOf, suggest } from './targets.ts';

const columns = (samples: Record<string, string[]>): ImportColumn[] => Object.entries(samples).map(([name, own]) => ({ name, samples: own, filled: own.length }));
const suggested = (kind: ImportKind, samples: Record<string, string[]>) => {
  const given = suggest(kind, columns(samples), () => []);
  return Object.fromEntries(rulesOf(kind, columns(samples), given, 'CNY').filter(({ by }) => by).map(({ target, column, text, by, dayFormat }) => [target, [column ?? text, by, ...(dayFormat ? [dayFormat] : [])].join(' ')]));
};

describe('the columns of a file', () => {
  it('are understood by their own names, by the words of other systems, and by their values', () => {
    expect(suggested('customer', { 企业名称: ['蓝灯'], City: ['Bern'], contact_at: ['a@blue.example', 'b@blue.example'], mobile_1: ['138 0013 8000'], code: ['91110108551385082Q'] })).toEqual({
      name: '企业名称 alias', city: 'City name', emails: 'contact_at values', phones: 'mobile_1 values', creditCode: 'code values',
    }); // prettier-ignore
    expect(suggested('contact', { property_firstname: ['Ann'], property_lastname: ['Lee'], property_jobtitle: ['CEO'] })).toEqual({
      name: '{property_firstname} {property_lastname} alias', title: 'property_jobtitle alias',
    }); // prettier-ignore
  });

  it('that hold days tell in which order they write them', () => {
    expect(suggested('opportunity', { engage_date: ['03/04/25', '13/04/25'] })).toMatchObject({ openedOn: 'engage_date alias dd/MM/yyyy' });
    expect(suggested('opportunity', { engage_date: ['04/13/2025'] })).toMatchObject({ openedOn: 'engage_date alias MM/dd/yyyy' });
    expect(suggested('opportunity', { engage_date: ['2025-04-13'] })).toMatchObject({ openedOn: 'engage_date alias yyyy-MM-dd' });
  });
});
