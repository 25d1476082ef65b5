export * from './backups.routes.ts';
