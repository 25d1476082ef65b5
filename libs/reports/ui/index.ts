export * from './reports.routes.ts';
export * from './home-funnel.ts';
