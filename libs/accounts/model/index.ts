import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './api-key.model.ts';
export * from './provider.model.ts';
export * from './rights.ts';
export * from './role.model.ts';
export * from './roles.ts';
export * from './security.model.ts';
export * from './set-up.events.ts';
export * from './share.model.ts';
export * from './sign-in.events.ts';
export * from './sign-in.model.ts';
export * from './team.model.ts';
export * from './user.model.ts';
export const accountsWords = { en, 'zh-CN': zh };
