import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './mail.model.ts';
export const mailWords = { en, 'zh-CN': zh };
