export * from './system.routes.ts';
