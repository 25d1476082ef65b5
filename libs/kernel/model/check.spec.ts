import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asInstance, check, Choice, Day, Email, fieldsOf, InputOf, Lines, Money, normalise, Option, PartialType, Phone, RecordOf, RecordView, Ref, Text, Texts,
} from './index.ts'; // prettier-ignore

class Line {
  @Text({ max: 5 }) label!: string;
  @Money() price!: number;
}
@RecordOf({ name: 'deal', path: 'deals' })
class Deal extends RecordView {
  @Text({ max: 5, sort: true }) name!: string;
  @Text({ optional: true }) note!: string | null;
  @Choice(['open', 'won'], { filter: true }) status!: 'open' | 'won';
  @Money({ optional: true }) amount!: number | null;
  @Day({ optional: true }) closeOn!: string | null;
  @Email({ optional: true }) email!: string | null;
  @Phone({ optional: true }) phone!: string | null;
  @Option('source', { optional: true }) origin!: string | null;
  @Ref('customer', { optional: true }) customerId!: string | null;
  @Texts('text') tags!: string[];
  @Lines(Line) lines!: Line[];
}
class NewDeal extends InputOf(Deal, 'status') {}
class DealChange extends PartialType(NewDeal) {}

const codes = (body: object, of: typeof NewDeal | typeof DealChange = NewDeal) =>
  check(of, body).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a body', () => {
  it('needs what is not nullable and nothing else', () => {
    expect(codes({})).toEqual(['/name required']);
    expect(codes({ name: 'a' })).toEqual([]);
    expect(codes({ name: null })).toEqual(['/name required']);
  });

  it('may not carry what the server owns, nor strangers', () => {
    expect(codes({ name: 'a', version: 2, status: 'won', __proto__x: 1 })).toEqual([
      '/version unknown', '/status unknown', '/__proto__x unknown',
    ]); // prettier-ignore
    expect(check(NewDeal, JSON.parse('{"name":"a","__proto__":1,"constructor":2}'))).toHaveLength(2);
  });

  it('may name its owner when it is new, and not when it changes', () => {
    const ownerId = '019378f0-0000-7000-8000-000000000001';
    expect(codes({ name: 'a', ownerId })).toEqual([]);
    expect(codes({ ownerId }, DealChange)).toEqual(['/ownerId unknown']);
  });

  it('clears with null what is optional, and refuses null elsewhere', () => {
    expect(codes({ note: null }, DealChange)).toEqual([]);
    expect(codes({ name: null }, DealChange)).toEqual(['/name required']);
  });

  it('points into lines', () => {
    expect(codes({ name: 'a', lines: [{ label: 'x', price: 1 }, { label: 'toolong', price: -1, hack: 1 }] })).toEqual([
      '/lines/1/hack unknown', '/lines/1/label too-long', '/lines/1/price too-small',
    ]); // prettier-ignore
  });

  it('counts code points, and knows the days of a year', () => {
    expect(codes({ name: '🙂🙂🙂🙂🙂' })).toEqual([]);
    expect(codes({ name: '🙂🙂🙂🙂🙂🙂' })).toEqual(['/name too-long']);
    expect(codes({ name: 'a', closeOn: '2026-02-30' })).toEqual(['/closeOn day']);
  });

  it('is spelt one way before it is checked', () => {
    const spelt = normalise(NewDeal, { name: ' a ', note: '  ', phone: '138 1234-5678', email: 'A@B.cn', tags: [' x', 'x', ''] });
    expect({ ...(spelt as object) }).toEqual({
      name: 'a', note: null, phone: '+8613812345678', email: 'a@b.cn', tags: ['x'],
    }); // prettier-ignore
  });

  it('is judged as class-validator itself judges it', () => {
    const value = fc.oneof(
      fc.constantFrom(undefined, null, '', 'a', 'toolong', 'open', '2026-01-01', '2026-13-01', 'a@b.cn', '+8613812345678', true),
      fc.integer(), fc.double(), fc.string({ maxLength: 8 }),
    ); // prettier-ignore
    const names = fieldsOf(NewDeal).filter((field) => field.kind !== 'texts' && field.kind !== 'lines').map((field) => field.name);
    fc.assert(
      fc.property(fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }), (body) => {
        const ours = new Set(check(NewDeal, body).map((fault) => fault.pointer.slice(1)));
        const theirs = new Set(validateSync(asInstance(NewDeal, body), { whitelist: true }).map((error) => error.property));
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 500 },
    );
  });
});
