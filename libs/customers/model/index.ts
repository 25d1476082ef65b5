import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './credit-code.ts';
export * from './customer.model.ts';
export const customersWords = { en, 'zh-CN': zh };
