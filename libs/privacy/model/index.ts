export * from './privacy.model.ts';
export * from './room-words.ts';
export * from './words.ts';
