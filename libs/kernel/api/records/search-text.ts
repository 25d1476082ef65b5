const HAN = /\p{Script=Han}+/gu;
const code = (character: string) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');

/** Folds width, case and brackets, so that what looks the same is found the same. */
const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[()[\]{}<>【】〔〕《》「」『』·,.;:!?"'/\\|@#&*+=~`^%$_-]+/g, ' ');

/**
 * Text as the search index holds it: Latin words as they are, each run of Han characters as pairs `z` + code + code
 * and its last character alone, so that every substring of a Chinese name is a phrase of tokens.
 */
export function searchText(values: readonly unknown[]): string {
  const words = values.filter((value) => typeof value === 'string').map((value) => tokens(fold(value as string)).join(' '));
  return words.length > 0 ? ` ${words.join(' | ')} ` : '';
}

function tokens(text: string): string[] {
  const spread = text.replace(HAN, (run) => {
    const characters = [...run];
    const pairs = characters.slice(1).map((next, index) => `z${code(characters[index] as string)}${code(next)}`);
    return ` ${[...pairs, `z${code(characters.at(-1) as string)}`].join(' ')} `;
  });
  return spread.split(/\s+/).filter(Boolean);
}

/** The phrases a search asks for: each must occur in the search text. A Latin word matches from its start. */
export function searchPhrases(query: string): string[] {
  return fold(query).split(/\s+/).filter(Boolean).slice(0, 8).flatMap((word) => word.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []).map((part) => {
    if (!/\p{Script=Han}/u.test(part)) return ` ${part}`;
    const all = tokens(part);
    return all.length === 1 ? ` ${all[0]}` : ` ${all.slice(0, -1).join(' ')} `;
  }); // prettier-ignore
}
