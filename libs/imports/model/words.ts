import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

/** What doors and settings say of imports. */
export const importsWords = { en, 'zh-CN': zh };
