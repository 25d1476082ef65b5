export * from './approval-panel.ts';
export * from './asks.ts';
export * from './approvals.routes.ts';
export * from './home-approvals.ts';
