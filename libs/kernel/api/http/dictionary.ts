import type { Language } from '#kernel/model';

/** The words of a slice in both languages, as nested keys. */
export type Words = Readonly<Record<Language, object>>;

/** Words of several files as one; what stands in a group of both is in the group. */
export const together = (...parts: readonly Words[]): Words => ({ en: merged(parts.map(({ en }) => en)), 'zh-CN': merged(parts.map((part) => part['zh-CN'])) });
const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null;
function merged(parts: readonly object[]): object {
  const names = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  return Object.fromEntries(names.map((name) => {
    const values = parts.flatMap((part) => (name in part ? [(part as Record<string, unknown>)[name]] : []));
    return [name, values.every(isGroup) ? merged(values) : values.at(-1)];
  })); // prettier-ignore
}

/** Every word the server may say, in both languages. */
export class Dictionary {
  private readonly words: Record<Language, Map<string, string>> = { en: new Map(), 'zh-CN': new Map() };

  constructor(slices: readonly Words[]) {
    for (const slice of slices) {
      for (const language of ['en', 'zh-CN'] as const) this.collect(language, slice[language], '');
    }
  }

  /** The sentence behind a key, with {{facts}} filled in; the key itself when there is none. */
  say(language: Language, key: string, facts: Record<string, unknown> = {}): string {
    const sentence = this.words[language].get(key) ?? this.words.en.get(key) ?? key;
    return sentence.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(facts[name] ?? ''));
  }

  has = (language: Language, key: string): boolean => this.words[language].has(key);
  keys = (language: Language): string[] => [...this.words[language].keys()];

  private collect(language: Language, words: object, prefix: string): void {
    for (const [name, value] of Object.entries(words)) {
      if (typeof value === 'string') this.words[language].set(prefix + name, value);
      else this.collect(language, value as object, `${prefix}${name}.`);
    }
  }
}

/** The language an Accept-Language header asks for. */
export const languageOf = (header: string | undefined): Language => (/^\s*zh/i.test(header ?? '') ? 'zh-CN' : 'en');
