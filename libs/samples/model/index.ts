import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export const samplesWords = { en, 'zh-CN': zh };
