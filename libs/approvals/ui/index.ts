export * from './approval-panel.ts';
