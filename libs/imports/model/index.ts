import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './import.model.ts';
export * from './import-reading.ts';
export * from './reading.ts';
export const importsWords = { en, 'zh-CN': zh };
