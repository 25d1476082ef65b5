import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './approval.events.ts';
export * from './approval.model.ts';
export * from './delegation.model.ts';
export * from './flow.model.ts';
export * from './path.ts';
export * from './wire.ts';
export const approvalsWords = { en, 'zh-CN': zh };
