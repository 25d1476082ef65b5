export * from './product-stock.ts';
export * from './stock.routes.ts';
