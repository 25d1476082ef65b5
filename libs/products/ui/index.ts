export * from './products.routes.ts';
