import { describe, expect, it } from 'vitest';
import { factsOf, filled, signedTerms } from './terms.ts';

const contract = { number: 'HT-2026-0001', name: 'Lamps', currency: 'CNY', amount: 123_450, customer: { name: '海港有限公司' }, startsOn: '2026-01-01' };

describe('the terms of a contract', () => {
  const facts = factsOf(contract, '光明公司', 'zh-CN');
  it('say its facts where words stand for them', () => {
    expect(filled('{{company}}与{{ customer }}：{{amount}}（{{amountInCapitals}}）', facts)).toBe('光明公司与海港有限公司：¥1,234.50（壹仟贰佰叁拾肆元伍角）');
  });
  it('leave a word that is not known as it is', () => {
    expect(filled('{{endsOn}} {{nonsense}} {single}', facts)).toBe('{{endsOn}} {{nonsense}} {single}');
  });
  it('tell no amount to whoever may not see it, also when they are signed', () => {
    const signed = signedTerms('{{customer}} pays {{amount}}', facts);
    expect(signed).toBe('海港有限公司 pays {{amount}}');
    expect(filled(signed, factsOf({ ...contract, amount: undefined }, '光明公司', 'en'))).toBe('海港有限公司 pays {{amount}}');
  });
});
