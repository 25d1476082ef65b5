import en from './en.json' with { type: 'json' };
import restoreEn from './restoration.en.json' with { type: 'json' };
import restoreZh from './restoration.zh-CN.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './backup.model.ts';
export * from './drill.model.ts';
export * from './manifest.ts';
const both = <A extends { problem: object }, B extends { problem: object }>(own: A, more: B) => ({ ...own, ...more, problem: { ...own.problem, ...more.problem } });
/** The words of backups in both languages. */
export const backupsWords = { en: both(en, restoreEn), 'zh-CN': both(zh, restoreZh) };
