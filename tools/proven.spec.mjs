import { describe, expect, it } from 'vitest';
import { provenBy, provenLine, REQUIREMENTS, testsOf } from './proven.mjs';

const unit = (title, status) => ({ testResults: [{ assertionResults: [{ title, status }] }] });

describe('the score of proven requirements', () => {
  it('counts what passed tests name, and nothing that failed somewhere', () => {
    const tests = [...testsOf(unit('V1, V2: both', 'passed')), ...testsOf(unit('V2: again', 'failed')), ...testsOf({ suites: [{ suites: [{ specs: [{ title: 'F3: a journey', ok: true }] }] }] }), ...testsOf(unit('A thing', 'passed'))];
    expect([...provenBy(tests)]).toEqual(['V1', 'F3']);
  });

  it('tells it by letter and by severity', () => {
    expect(provenLine(new Set(['V1', 'X9']), { V: { V1: 'C', V2: 'C', V4: 'H' } })).toBe('proven rows: V 1/3; critical 1/2, high 0/1, medium 0/0');
  });

  it('knows every requirement once', () => {
    for (const [letter, rows] of Object.entries(REQUIREMENTS)) for (const [id, severity] of Object.entries(rows)) expect(`${id} ${severity}`).toMatch(new RegExp(`^${letter}\\d+ [CHML]$`));
  });
});
