import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_RIGHTS, REACHES } from '#kernel/model';
import { beyond, reachIn, rightIn, sumOf, type Rights } from './rights.ts';

const KINDS = ['customer', 'quote', 'user'].map((kind) => ({ kind, fields: [0, 1, 3].map((sensitive) => ({ name: `f${sensitive}`, sensitive })) }));
const PERMISSIONS = KINDS.flatMap(({ kind }) => ['read', 'update'].map((verb) => `${kind}.${verb}`));
const FIELDS = KINDS.flatMap(({ kind, fields }) => fields.map(({ name }) => `${kind}.${name}`));
const some = <T>(names: readonly string[], of: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom(...names), of, { maxKeys: names.length, noNullPrototype: true });
const role: fc.Arbitrary<Rights> = fc.record({ clearance: fc.nat(3), grants: some(PERMISSIONS, fc.constantFrom(...REACHES)), fields: some(FIELDS, fc.constantFrom(...FIELD_RIGHTS)) });

describe('rights that add up', () => {
  it('Z10: whoever gives only what they hold gives no more than they hold, however many roles they give', () => {
    fc.assert(
      fc.property(fc.array(role, { minLength: 1, maxLength: 3 }), fc.array(role, { minLength: 1, maxLength: 4 }), (own, made) => {
        const held = sumOf(own, KINDS);
        const given = made.filter((one) => beyond(one, held, KINDS).length === 0);
        expect(beyond(sumOf(given, KINDS), held, KINDS)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('Z10: what is not held is named: a permission, a wider reach, a clearance, a freer field', () => {
    fc.assert(
      fc.property(role, role, (held, given) => {
        const more = beyond(given, held, KINDS);
        for (const [permission, reach] of Object.entries(given.grants)) expect(more.includes(permission)).toBe(REACHES.indexOf(reachIn(held, permission) as never) < REACHES.indexOf(reach));
        expect(more.includes('clearance')).toBe(given.clearance > held.clearance);
        for (const { kind, fields } of KINDS) {
          if (!Object.keys(given.grants).some((permission) => permission.startsWith(`${kind}.`))) continue;
          for (const field of fields) expect(more.includes(`${kind}.${field.name}`)).toBe(FIELD_RIGHTS.indexOf(rightIn(given, kind, field)) > FIELD_RIGHTS.indexOf(rightIn(held, kind, field)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
