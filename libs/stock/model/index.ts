import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './movement.model.ts';
export * from './reservation.model.ts';
export * from './stock-count.model.ts';
export * from './stock.model.ts';
export const stockWords = { en, 'zh-CN': zh };
