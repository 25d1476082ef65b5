export * from './sample-card.ts';
export * from './settings.routes.ts';
