import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

/** The words of doors and settings; in a file of its own: who needs them does not load the room. */
export const operationsWords = { en, 'zh-CN': zh };
