import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './bulk.model.ts';
export const bulkWords = { en, 'zh-CN': zh };
