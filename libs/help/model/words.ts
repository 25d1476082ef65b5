import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

/** In a file of its own: who needs the words does not load the pages. */
export const helpWords = { en, 'zh-CN': zh };
