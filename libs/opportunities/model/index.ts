import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './opportunity.model.ts';
export * from './pipeline.model.ts';
export * from './weighted.ts';
export const opportunitiesWords = { en, 'zh-CN': zh };
