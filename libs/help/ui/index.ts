export * from './help.routes.ts';
