import { Text, Texts } from '#kernel/model';

/** What a key may be good for: a kind of record, to read or to write. */
export const SCOPE_VERBS = { read: ['read'], write: ['read', 'create', 'update', 'delete', 'assign', 'link'] } as const;
export const KEY_START = 'rk_';

/** A key as its owner sees it; the key itself was shown once. */
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  readonly start: string;
  readonly scopes: readonly string[];
  readonly addresses: readonly string[];
  readonly createdAt: string;
  readonly until: string;
  readonly usedAt: string | null;
}
export class NewApiKey {
  @Text({ max: 100 }) name!: string;
  /** Such as 'customer.read' or 'contact.write'. */
  @Texts('text', { max: 200 }) scopes!: string[];
  /** The addresses it is taken from; from everywhere, when there is none. */
  @Texts('text', { max: 20, optional: true }) addresses!: string[];
  /** The day it ends, at most a year from now. */
  @Text({ max: 10, rule: { code: 'day', holds: (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) } }) until!: string;
}
