import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './bundle.ts';
export * from './document.ts';
export * from './price-book.model.ts';
export * from './price-table.model.ts';
export * from './pricing.ts';
export * from './product.model.ts';
export const productsWords = { en, 'zh-CN': zh };
