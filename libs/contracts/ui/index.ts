export * from './contracts.routes.ts';
