import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { USES } from './boundaries.mjs';
import { faultOf } from './boundaries-rule.mjs';

const fault = (file, wanted) => faultOf(`/house/${file}`, wanted, '/house');

describe('the boundaries of the house', () => {
  it('lets a slice use what lies below it', () => {
    expect(fault('libs/contacts/api/contact.service.ts', '#customers/api')).toBeNull();
    expect(fault('libs/contacts/ui/contact-list.ts', '#contacts/model')).toBeNull();
    expect(fault('libs/contacts/api/a.ts', './b.ts')).toBeNull();
  });

  it('refuses what lies above it, another layer, and the back door', () => {
    expect(fault('libs/customers/api/a.ts', '#contacts/api')).toMatch(/may not use 'contacts'/);
    expect(fault('libs/customers/ui/a.ts', '#customers/api')).toMatch(/ui may not use a api/);
    expect(fault('libs/customers/api/a.ts', '../../kernel/api/clock.ts')).toMatch(/only by #/);
    expect(fault('libs/customers/api/a.ts', '../model/customer.model.ts')).toMatch(/only by #/);
  });

  it('keeps frameworks out of models, and TypeORM in its files', () => {
    expect(fault('libs/customers/model/a.ts', '@nestjs/common')).toMatch(/model may not import/);
    expect(fault('libs/customers/api/customer.service.ts', 'typeorm')).toMatch(/Only entities/);
    expect(fault('libs/customers/api/customer.queries.ts', 'typeorm')).toBeNull();
  });

  it('knows every slice, and the slices have no cycle', () => {
    expect(fault('libs/strangers/api/a.ts', './b.ts')).toMatch(/missing from USES/);
    expect(readdirSync('libs').filter((slice) => !(slice in USES))).toEqual([]);
    const reach = (slice, seen = []) => (seen.includes(slice) ? [slice] : USES[slice].flatMap((next) => reach(next, [...seen, slice])));
    expect(Object.keys(USES).flatMap((slice) => reach(slice))).toEqual([]);
  });
});
