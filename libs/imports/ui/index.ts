export * from './imports.routes.ts';
