export * from './privacy.routes.ts';
