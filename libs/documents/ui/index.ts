export * from './documents-client.ts';
export * from './documents-panel.ts';
