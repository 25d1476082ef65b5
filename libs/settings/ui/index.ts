export * from './sample-card.ts';
export * from './samples.ts';
export * from './settings.routes.ts';
