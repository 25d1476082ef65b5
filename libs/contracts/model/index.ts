import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './amendment.model.ts';
export * from './contract-template.model.ts';
export * from './contract.model.ts';
export * from './stage.ts';
export * from './terms.ts';
export const contractsWords = { en, 'zh-CN': zh };
