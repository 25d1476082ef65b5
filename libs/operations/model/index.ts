export * from './alerts.ts';
export * from './facts.ts';
export * from './health.ts';
export * from './room-words.ts';
export * from './words.ts';
