import { describe, expect, it } from 'vitest';
import { isCreditCode } from './credit-code.ts';

const REAL = [
  '91330100799655058B', '9144030071526726XG', '914403001922038216', '91110000802100433B',
  '91350100M000100Y43', '91110108551385082Q', '91440300708461136T', '91320594088140947F',
]; // prettier-ignore

describe('a unified social credit code', () => {
  it('is known by its check digit', () => {
    expect(REAL.filter((code) => !isCreditCode(code))).toEqual([]);
    expect(isCreditCode('91350100M000100Y44')).toBe(false);
  });

  it('does not survive the change of any single character', () => {
    const wrong = REAL.flatMap((code) =>
      [...code].map((character, at) => code.slice(0, at) + (character === '7' ? '8' : '7') + code.slice(at + 1)),
    );
    expect(wrong.filter(isCreditCode)).toEqual([]);
  });

  it('has no I, O, S, V or Z', () => {
    expect(['I', 'O', 'S', 'V', 'Z'].some((letter) => isCreditCode(`9133010079965505${letter}B`))).toBe(false);
  });
});
