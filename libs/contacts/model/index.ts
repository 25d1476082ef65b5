import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './contact.model.ts';
export const contactsWords = { en, 'zh-CN': zh };
