export * from './currencies.routes.ts';
