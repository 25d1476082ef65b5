import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './cycle.ts';
export * from './money-report.ts';
export * from './sales-report.ts';
export const reportsWords = { en, 'zh-CN': zh };
