import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './compare.ts';
export * from './offer.model.ts';
export * from './quote.model.ts';
export * from './settings.model.ts';
export * from './status.ts';
export const quotesWords = { en, 'zh-CN': zh };
