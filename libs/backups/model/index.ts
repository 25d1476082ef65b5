import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

export * from './backup.model.ts';
export * from './drill.model.ts';
export * from './manifest.ts';
/** The words of backups in both languages. */
export const backupsWords = { en, 'zh-CN': zh };
