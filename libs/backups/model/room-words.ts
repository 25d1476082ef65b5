import en from './en.json' with { type: 'json' };
import restoreEn from './restoration.en.json' with { type: 'json' };
import restoreZh from './restoration.zh-CN.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

const both = <A extends { problem: object }, B extends { problem: object }>(own: A, more: B) => ({ ...own, ...more, problem: { ...own.problem, ...more.problem } });
/** Words that the room itself says: pages bring them along when it is entered. */
export const backupRoomWords = { en: both(en, restoreEn), 'zh-CN': both(zh, restoreZh) };
