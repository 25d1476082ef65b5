export * from './approval-panels.ts';
export * from './contract-panels.ts';
export * from './contracts.routes.ts';
export * from './home-contracts.ts';
