import { describe, expect, it } from 'vitest';
import { catalogueOf, migrationsOf, recordTables, shapesOf } from '#kernel/api';
import { fieldsOf, models, recordOf } from '#kernel/model';
import { SLICES } from '../src/slices.ts';

/** Names and kinds that tell of people; whoever means something else says so here. */
const TELLING = /phone|mobile|mail|wechat|birth|passport|identity|bank|iban|salary|password|secret|token/i;
const HARMLESS: readonly string[] = [];

describe('C7: the catalogue', () => {
  const shapes = shapesOf(migrationsOf(SLICES));
  const catalogue = catalogueOf(SLICES);

  it('C7: names every column of every table; a new one is classified in its model, or in the data of its slice', () => {
    expect(catalogue.gaps(shapes)).toEqual([]);
  });

  it('C7: encrypts whatever by its kind or name tells of people', () => {
    const told = models().flatMap((model) => fieldsOf(model).filter(({ kind, of, name }) => ['phone', 'email'].includes(of ?? kind) || TELLING.test(name)).map((field) => ({ name: `${recordOf(model).name}.${field.name}`, field })));
    expect(told.filter(({ name, field }) => !HARMLESS.includes(name) && !(field.encrypted && field.sensitive > 0)).map(({ name }) => name)).toEqual([]);
    expect(told.length).toBeGreaterThan(5);
  });

  it('C7: encrypts every column beside the records that is not plain, a hash or an index', () => {
    const secrets = shapes.filter(({ name }) => !recordTables().some(({ table }) => name === table)).flatMap(({ name, columns }) => columns.filter((column) => TELLING.test(column.name)).map((column) => `${name}.${column.name}`));
    const level = (name: string) => catalogue.entries.find(({ table, column }) => `${table}.${column}` === name)?.level ?? 0;
    expect(secrets.filter((name) => level(name) < 3)).toEqual([]);
  });

  it('offers no sort, no full text and no partial match on what is encrypted', () => {
    const encrypted = recordTables().flatMap(({ info, columns, texts }) => [...columns, ...texts].filter((field) => field.encrypted).map((field) => ({ info, field })));
    expect(encrypted.filter(({ info, field }) => field.sort || info.search.includes(field.name) || info.title === field.name)).toEqual([]);
    expect(recordTables().flatMap(({ lines }) => lines.flatMap(({ line }) => (line ? fieldsOf(line).filter((field) => field.encrypted) : [])))).toEqual([]);
  });

  it('has an index for every encrypted field that may be filtered', () => {
    const missing = catalogue.sealed.flatMap(({ table, blind, tail }) => [blind, tail].flatMap((column) => (column ? [`${table}.${column}`] : []))).filter((name) => {
      const [table = '', column = ''] = name.split('.');
      const shape = shapes.find((one) => one.name === table);
      return ![...(shape?.indexes ?? []), ...(shape?.unique ?? [])].some(([first]) => first === column);
    });
    expect(missing).toEqual([]);
  });
});
