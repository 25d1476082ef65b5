export * from './assignment.ts';
export * from './capital-amount.ts';
export * from './check.ts';
export * from './day.ts';
export * from './derive.ts';
export * from './event.ts';
export * from './field.ts';
export * from './fields.ts';
export * from './inert.ts';
export * from './list-query.ts';
export * from './loopback.ts';
export * from './money.ts';
export * from './normalise.ts';
export * from './numbering.ts';
export * from './phone.ts';
export * from './sums.ts';
export * from './record.ts';
export { isUrl, PLAIN_TEXT } from './rules.ts';
export * from './reveal.ts';
export * from './wire.ts';
import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

/** The kernel's words in both languages. */
export const kernelWords = { en, 'zh-CN': zh };
