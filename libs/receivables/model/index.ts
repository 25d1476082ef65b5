import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './ageing.ts';
export * from './allocate.ts';
export * from './figures.ts';
export * from './invoice.model.ts';
export * from './months.ts';
export * from './payment.model.ts';
export * from './plan.ts';
export * from './receivable.model.ts';
export * from './settings.ts';
export * from './tax-number.ts';
export * from './title.model.ts';
export * from './wire.ts';
export const receivablesWords = { en, 'zh-CN': zh };
