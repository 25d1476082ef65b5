import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './audit.model.ts';
export const auditWords = { en, 'zh-CN': zh };
