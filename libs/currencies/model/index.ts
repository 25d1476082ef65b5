import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './base-amount.ts';
export * from './currency-rate.model.ts';
export * from './rate-book.ts';
export const currenciesWords = { en, 'zh-CN': zh };
