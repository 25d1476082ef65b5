import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './view.model.ts';
export const viewsWords = { en, 'zh-CN': zh };
