import { describe, expect, it } from 'vitest';
import type { SubjectFacts } from './approval.model.ts';
import { EMPTY_FLOW, type Condition, type FlowStep } from './flow.model.ts';
import { applies, flowFaults, pathOf } from './path.ts';

const facts: SubjectFacts = { title: 'Lamps', number: null, amount: 100_000, currency: 'CNY', discount: null, customerId: null, customerLevel: 'A', ownerId: null, teamId: 'north', type: null };
const condition = (field: Condition['field'], is: Condition['is'], value: number | string[]): Condition => ({ field, is, number: typeof value === 'number' ? value : null, values: typeof value === 'number' ? [] : value });
const step = (id: string, more: Partial<FlowStep> = {}): FlowStep => ({ id, kind: 'approval', name: id, when: [], who: 'head', people: [], role: null, level: null, how: 'any', nobody: 'pass', submitter: 'skip', timeoutHours: null, onTimeout: null, ...more });

describe('a condition', () => {
  it('counts its own number in, and below it out', () => {
    expect(applies([condition('amount', 'at-least', 100_000)], facts)).toBe(true);
    expect(applies([condition('amount', 'below', 100_000)], facts)).toBe(false);
  });
  it('takes a number that is not said for nothing', () => expect(applies([condition('discount', 'below', 1)], facts)).toBe(true));
  it('finds no value among any that is not said', () => {
    expect(applies([condition('type', 'one-of', ['lease'])], facts)).toBe(false);
    expect(applies([condition('type', 'none-of', ['lease'])], facts)).toBe(true);
  });
  it('holds together with all the others or not at all', () => {
    expect(applies([condition('team', 'one-of', ['north']), condition('level', 'one-of', ['A', 'B'])], facts)).toBe(true);
    expect(applies([condition('team', 'one-of', ['north']), condition('level', 'one-of', ['B'])], facts)).toBe(false);
  });
});

describe('a flow', () => {
  it('goes past the steps that do not apply', () => {
    const steps = [step('one'), step('two', { when: [condition('amount', 'at-least', 200_000)] }), step('three')];
    expect(pathOf({ ...EMPTY_FLOW, steps }, facts).map(({ id }) => id)).toEqual(['one', 'three']);
  });
  it('is not one without anybody who is asked', () => expect(flowFaults({ ...EMPTY_FLOW, steps: [step('copy', { kind: 'copy' })] })).toEqual([{ pointer: '/steps', code: 'flow-empty' }]));
  it('says of each step what is missing', () => {
    const steps = [step('a', { who: 'people' }), step('a', { who: 'role' }), step('c', { who: 'superiors' }), step('d', { when: [condition('amount', 'one-of', ['x'])] })];
    expect(flowFaults({ ...EMPTY_FLOW, steps }).map(({ pointer }) => pointer)).toEqual(['/steps/0/people', '/steps/1/id', '/steps/1/role', '/steps/2/level', '/steps/3/when/0/is']);
  });
});
