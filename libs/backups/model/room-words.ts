import en from './en.json' with { type: 'json' };
import zh from './zh-CN.json' with { type: 'json' };

/** Words that the room itself says: pages bring them along when it is entered. */
export const backupRoomWords = { en, 'zh-CN': zh };
