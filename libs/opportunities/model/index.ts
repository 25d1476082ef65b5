import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './net.ts';
export * from './opportunity.model.ts';
export * from './pipeline.model.ts';
export const opportunitiesWords = { en, 'zh-CN': zh };
