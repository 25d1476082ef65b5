export * from './grid-line.ts';
export * from './line-grid.ts';
export * from './line-prices.ts';
export * from './line-summary.ts';
export * from './line-totals.ts';
export * from './products.routes.ts';
