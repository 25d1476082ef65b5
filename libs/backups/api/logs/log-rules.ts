import type { Statement } from '../restore/dump-reader.ts';

/** What becomes of a statement of a binary log. */
export type LogRuling =
  | { readonly kind: 'skip' | 'begin' | 'end' | 'undo' }
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'events'; readonly payload: string }
  | { readonly kind: 'run'; readonly text: string };

const VALUES = new Set(['INSERT', 'IGNORE', 'INTO', 'VALUES']);
const SHAPES = new Set(
  `CREATE ALTER DROP TABLE INDEX UNIQUE FULLTEXT ADD MODIFY COLUMN ON IF NOT EXISTS uuid varchar int bigint tinyint date datetime text longtext DEFAULT CHARACTER SET COLLATE PRIMARY KEY ENGINE InnoDB CHARSET
   utf8mb4 utf8mb4_bin utf8mb4_unicode_520_ci TRUNCATE`.split(/\s+/),
); // prettier-ignore
/** Conditional comments that only set something up. */
const SHORT = 1000;
const within = (signs: string, allowed: string) => [...signs].every((sign) => allowed.includes(sign));

/** Throws for what rows and our own migrations do not write. */
export function logRuling({ text, words, names, signs, conditional }: Statement, database: string, tables: ReadonlySet<string>): LogRuling {
  if (/^(?:START TRANSACTION|BEGIN)$/.test(text)) return { kind: 'begin' };
  if (text === 'COMMIT') return { kind: 'end' };
  if (/^ROLLBACK\b/.test(text)) return { kind: 'undo' };
  const time = /^SET TIMESTAMP=(\d+)(?:\.\d+)?$/.exec(text);
  if (time) return { kind: 'time', at: Number(time[1]) };
  const events = /^BINLOG '([A-Za-z0-9+/=\s]*)'$/.exec(text);
  if (events) return { kind: 'events', payload: events[1] ?? '' };
  if (/^SET @@session\.[\w@.,=\s+-]*$/i.test(text) || (text.length < SHORT && /^(?:\/\*[!M](?:(?!\*\/)[^])*\*\/)+$/.test(text)) || text === `use \`${database}\``) return { kind: 'skip' };
  const known = !conditional && within(signs, '(),=-+') && names.every((name) => /^\w+$/.test(name));
  if (known && /^INSERT (?:IGNORE )?INTO `/.test(text) && tables.has(names[0] ?? '') && words.every((word) => VALUES.has(word))) return { kind: 'run', text };
  if (known && /^(?:CREATE|ALTER|DROP|TRUNCATE) /.test(text) && words.every((word) => SHAPES.has(word))) return { kind: 'run', text };
  throw new Error(`a statement that is not one of rows (the server needs binlog_format = ROW): ${text.slice(0, 60)}`);
}
