import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Problem, type Principal } from '#kernel/api';
import { CONTRACT_VERBS } from '#contracts/model';
import type { Outcome } from '#receivables/model';
import { Desk, isNothing, read, told } from './testing/desk.ts';
import { Ledger, type Action } from './testing/ledger.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 12);
const SEED = process.env['PROPERTY_SEED'];
const LONG = 300_000 + RUNS * 3000;

// Small steps within a total they may just reach: most are possible, and many meet at the limit.
const amount = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) }, { weight: 1, arbitrary: fc.integer({ min: 60, max: 250 }) });
const at = fc.nat(3);
const part = fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 25 }));
const splits = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }) });
const outcome = fc.constantFrom<Outcome[]>('approved', 'rejected', 'recalled');
const word = <const D extends string>(...words: D[]) => fc.constantFrom(...words);
const money: fc.Arbitrary<Action>[] = [
  fc.record({ do: word('pay'), amount, splits, held: fc.boolean(), over: fc.constantFrom(false, false, false, true) }),
  fc.record({ do: word('pay'), amount, splits, held: fc.boolean(), over: fc.constant(false) }),
  fc.record({ do: word('decide'), at, outcome }),
  fc.record({ do: word('decide'), at, outcome: fc.constant('approved') }),
  fc.record({ do: word('reverse', 'resubmit', 'remove'), at }),
  fc.record({ do: word('match'), at, splits }),
  fc.record({ do: word('writeOff'), amount }),
];
const plan: fc.Arbitrary<Action>[] = [
  fc.record({ do: word('plan'), amounts: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 4 }) }),
  fc.record({ do: word('addRow'), amount }),
  fc.record({ do: word('editRow'), at, amount }),
  fc.record({ do: word('dropRow'), at }),
];
const paper: fc.Arbitrary<Action>[] = [
  fc.record({ do: word('invoice'), amount }),
  fc.record({ do: word('decideInvoice'), at: fc.nat(1), outcome }),
  fc.record({ do: word('issue'), at: fc.nat(1) }),
  fc.record({ do: word('issue', 'redReverse', 'voidInvoice', 'resubmitInvoice'), at }),
];
const life: fc.Arbitrary<Action>[] = [
  fc.record({ do: word('amend'), amount: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ do: word('edit'), amount: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ do: word('move'), verb: fc.constantFrom(...CONTRACT_VERBS) }),
  fc.constant<Action>({ do: 'submit' }),
];
/** Most contracts are taken into force first: what follows is about money. */
const start: readonly Action[] = [{ do: 'submit' }, { do: 'move', verb: 'send' }, { do: 'move', verb: 'sign' }, { do: 'move', verb: 'activate' }];
const steps = fc.record({
  total: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 80, max: 250 }) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 80 }) }),
  before: fc.array(fc.oneof(...plan, ...life), { maxLength: 3 }),
  inForce: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  after: fc.array(fc.oneof({ weight: 8, arbitrary: fc.oneof(...money) }, { weight: 2, arbitrary: fc.oneof(...plan) }, { weight: 4, arbitrary: fc.oneof(...paper) }, { weight: 1, arbitrary: fc.oneof(...life) }, { weight: 1, arbitrary: fc.constant<Action>({ do: 'move', verb: 'complete' }) }), { minLength: 6, maxLength: 24, size: 'max' }),
});

describe('whatever happens to the money of a contract, in whatever order', () => {
  onEachDatabase((house) => {
    let root: Principal;
    let customerId = '';
    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      customerId = (await house.request(root, 'POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' })).body.id as string;
      await house.request(root, 'POST', '/invoice-titles', { customerId, kind: 'person', name: 'Harbour', standard: true });
    });

    /** Whether the services did it; anything but a refusal in the words of the domain is an error. */
    const done = (desk: Desk, action: Action) => desk.do(action).then(() => true, (error: unknown) => {
      if (isNothing(error) || (error instanceof Problem && [400, 422].includes(error.status))) return false;
      throw error;
    }); // prettier-ignore

    it('the books say what the rules say, to the cent, and refuse what these refuse', async () => {
      await fc.assert(fc.asyncProperty(steps, ({ total, before, inForce, after }) => as(root, async () => {
        const [desk, ledger] = [new Desk(house), new Ledger(total)];
        await desk.open(customerId, total);
        for (const action of [...before, ...(inForce ? start : []), ...after]) {
          const [did, may] = [await done(desk, action), ledger.apply(action)];
          expect([action, did]).toEqual([action, may]);
          expect(await read(desk)).toEqual(told(ledger));
          demandInvariants(ledger);
        }
      })), { numRuns: RUNS, ...(SEED ? { seed: Number(SEED) } : {}) }); // prettier-ignore
    }, LONG);
  });
});

/** What must hold of every contract (domain.md §7–9), whatever led to it. */
function demandInvariants(ledger: Ledger): void {
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  expect(sum(ledger.rows.map((row) => row.amount))).toBeLessThanOrEqual(ledger.amount);
  for (const row of ledger.rows) expect(ledger.taken(row)).toBeLessThanOrEqual(row.amount);
  if (!ledger.payments.some(({ over }) => over)) expect(ledger.received() + ledger.writtenOff() + ledger.pending()).toBeLessThanOrEqual(ledger.amount);
  expect(ledger.invoiced() + ledger.invoicing()).toBeLessThanOrEqual(ledger.amount);
  if (['completed', 'archived'].includes(ledger.stage) && !ledger.rows.some((row) => ledger.statusOf(row) === 'void')) expect(sum(ledger.rows.map((row) => ledger.open(row)))).toBe(0);
}
