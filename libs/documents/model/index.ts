import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './document.model.ts';
export * from './picture-size.ts';
export const documentsWords = { en, 'zh-CN': zh };
