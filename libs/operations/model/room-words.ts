import en from './room.en.json' with { type: 'json' };
import zh from './room.zh-CN.json' with { type: 'json' };

/** Words that only the room itself, mails and the command line say: pages bring them along when they are entered. */
export const systemWords = { en, 'zh-CN': zh };
