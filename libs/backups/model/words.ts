import en from './door.en.json' with { type: 'json' };
import zh from './door.zh-CN.json' with { type: 'json' };

/** What doors, settings, roles and the audit say of backups; the rest comes with the room. */
export const backupsWords = { en, 'zh-CN': zh };
