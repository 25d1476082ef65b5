export * from './contract-money.ts';
export * from './customer-money.ts';
export * from './home-overdue.ts';
export * from './receivables.routes.ts';
