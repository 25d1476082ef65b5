import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './competitor.model.ts';
export const competitorsWords = { en, 'zh-CN': zh };
