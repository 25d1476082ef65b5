import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './contract.model.ts';
export * from './stage.ts';
export const contractsWords = { en, 'zh-CN': zh };
