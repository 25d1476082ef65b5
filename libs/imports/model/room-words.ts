import en from './room.en.json' with { type: 'json' };
import zh from './room.zh-CN.json' with { type: 'json' };

/** Words that the room itself says: its pages bring them along when it is entered. */
export const importRoomWords = { en, 'zh-CN': zh };
