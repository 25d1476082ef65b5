export * from './reports.routes.ts';
