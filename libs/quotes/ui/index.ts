export * from './quote-panels.ts';
export * from './quotes.routes.ts';
