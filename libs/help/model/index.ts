import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './help.model.ts';
export * from './pages.en.ts';
export * from './pages.zh.ts';
export const helpWords = { en, 'zh-CN': zh };
