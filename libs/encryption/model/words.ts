import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

/** The words of keys and encryption that doors and settings need, in both languages. */
export const encryptionWords = { en, 'zh-CN': zh };
