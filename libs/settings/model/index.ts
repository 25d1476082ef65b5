import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './settings.model.ts';
export const settingsWords = { en, 'zh-CN': zh };
