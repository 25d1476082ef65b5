import { toE164 } from '#kernel/model';

/** What a person is known by. Serialised as it stands; encrypted where it is kept. */
export interface Known {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly codes: readonly string[];
}
const FEWEST_DIGITS = 7;
/** A number of another country is looked for by its end: its code may be left out. */
const FOREIGN_DIGITS = 9;
const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase();
const tight = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[\s().\-–_]+/g, '');

/** The digits by which a number is found however it was written. */
function digitsOf(phone: string): string {
  const e164 = (toE164(phone) ?? phone).replace(/;ext=.*/, '');
  const digits = e164.replace(/\D/g, '');
  return e164.startsWith('+86') ? digits.slice(2) : digits.slice(-FOREIGN_DIGITS);
}

/** Recognises somebody in texts: by numbers, addresses and codes anywhere, by a name where it stands alone. */
export class Person {
  private readonly names: ReadonlySet<string>;
  private readonly digits: readonly string[];
  private readonly words: readonly string[];

  constructor(readonly known: Known) {
    this.names = new Set(known.names.map(fold).filter(Boolean));
    this.digits = known.phones.map(digitsOf).filter(({ length }) => length >= FEWEST_DIGITS);
    this.words = [...known.emails, ...known.codes].map((word) => word.normalize('NFKC').toLowerCase());
  }

  /** Pieces of plain text that a search over columns looks for. */
  get pieces(): string[] {
    return [...this.digits, ...this.words, ...this.known.names.map((name) => name.trim()).filter((name) => [...name].length > 1)];
  }
  /** A number, an address or a code of theirs is in it. */
  marked(text: string): boolean {
    const lower = text.toLowerCase();
    const plain = lower.includes('%') ? decoded(lower) : lower;
    if (this.words.some((word) => plain.includes(word))) return true;
    const packed = this.digits.length > 0 ? tight(plain) : '';
    return this.digits.some((digits) => packed.includes(digits));
  }
  named = (text: string): boolean => this.names.has(fold(text));
  /** It may be about them: cheap, and true too often rather than too seldom. */
  suspected(text: string): boolean {
    if (this.marked(text) || this.known.ids.some((id) => text.includes(id))) return true;
    const lower = text.normalize('NFKC').toLowerCase();
    return [...this.names].some((name) => lower.includes(name) || lower.includes(JSON.stringify(name).slice(1, -1)));
  }

  /** A value without them; what was theirs goes to `found`. A row of texts goes as a whole, a record of theirs without its values. */
  without(value: unknown, found: unknown[]): unknown {
    if (typeof value === 'string') return this.text(value, found);
    if (Array.isArray(value)) {
      const row = value.length > 1 && value.every((one) => typeof one === 'string');
      if (!row || !value.some((one: string) => this.marked(one) || this.named(one))) return value.map((one) => this.without(one, found));
      found.push(value);
      return value.map(() => '');
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    if (!this.known.ids.includes((value as { id?: string }).id ?? '')) return Object.fromEntries(entries.map(([name, one]) => [name, this.without(one, found)]));
    const bare = Object.fromEntries(entries.map(([name, one]) => [name, name === 'name' ? '' : typeof one === 'object' && one !== null ? {} : this.without(one, [])]));
    if (JSON.stringify(bare) !== JSON.stringify(value)) found.push(value);
    return bare;
  }
  private text(text: string, found: unknown[]): string {
    const inner = /^\s*[[{]/.test(text) ? parsed(text) : null;
    if (inner !== null) {
      const count = found.length;
      const bare = this.without(inner, found);
      return found.length > count ? JSON.stringify(bare) : text;
    }
    if (!this.marked(text) && !this.named(text)) return text;
    found.push(text);
    return '';
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
