export * from './competitors.routes.ts';
