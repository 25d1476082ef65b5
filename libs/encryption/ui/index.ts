export * from './keys.routes.ts';
