export * from './import.model.ts';
export * from './import-reading.ts';
export * from './reading.ts';
export * from './room-words.ts';
export * from './words.ts';
