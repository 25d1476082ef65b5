// The same fragment as the full-text index of each database understands it.
import { searchPhrases } from '../../dist/libs/kernel/api/records/search-text.js';

export function searchQuery(text, kind) {
  const phrases = searchPhrases(text);
  const words = phrases.map((phrase) => {
    const tokens = phrase.trim().split(' ');
    const prefix = !phrase.endsWith(' ');
    if (kind === 'sqlite') return prefix ? `"${tokens.join(' ')}"*` : `"${tokens.join(' ')}"`;
    return prefix ? tokens.map((token) => `+${token}*`).join(' ') : tokens.map((token) => `+${token}`).join(' ');
  });
  return words.join(kind === 'sqlite' ? ' AND ' : ' ');
}

/** What the index cannot tell: that the words stand beside each other. */
export const searchPattern = (text) => `%${searchPhrases(text).join('%')}%`;
