export * from './board.ts';
export * from './chart.ts';
export * from './chart-card.ts';
export * from './stage-path.ts';
