export * from './backup.model.ts';
export * from './drill.model.ts';
export * from './manifest.ts';
export * from './room-words.ts';
export * from './words.ts';
