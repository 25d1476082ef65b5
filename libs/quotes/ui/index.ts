export * from './quotes.routes.ts';
