import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './privacy.model.ts';
export const privacyWords = { en, 'zh-CN': zh };
