import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './alerts.model.ts';
export * from './facts.ts';
export * from './health.model.ts';
export * from './room-words.ts';
export const operationsWords = { en, 'zh-CN': zh };
