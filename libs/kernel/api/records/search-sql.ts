import type { DatabaseKind } from '../database/connection.ts';
import { readable } from './field-rights.ts';
import { searchPhrases } from './search-text.ts';
import { and, literally, or, sql, type Sql } from './sql.ts';
import { hasFullText, type RecordTableInfo } from './table.ts';

/** A token the index surely holds as it is; InnoDB leaves out what is shorter than three characters. */
const INDEXED = { sqlite: /^[\p{L}\p{N}]+$/u, mariadb: /^[\p{L}\p{N}]{3,84}$/u, mysql: /^[\p{L}\p{N}]{3,84}$/u } as const;

/** Records whose search text contains every phrase: candidates from the full-text index, then each phrase letter by letter. */
export function found(table: RecordTableInfo, text: string, on: DatabaseKind, alias: string): Sql {
  if (!table.info.search.every((name) => readable(table, name))) return foundInOpen(table, text, alias);
  const phrases = searchPhrases(text);
  const exact = phrases.map((phrase) => sql(`${alias}.\`searchText\` LIKE ? ESCAPE '!'`, `%${literally(phrase)}%`));
  const asked = hasFullText(table) ? phrases.map((phrase) => terms(phrase, on)).filter(Boolean).join(on === 'sqlite' ? ' AND ' : ' ') : '';
  if (!asked) return and(...exact);
  const index = `${table.table}_search`;
  const candidates =
    on === 'sqlite'
      ? sql(`${alias}.rowid IN (SELECT rowid FROM \`${index}\` WHERE \`${index}\` MATCH ?)`, asked)
      : sql(`MATCH (${alias}.\`searchText\`) AGAINST (? IN BOOLEAN MODE)`, asked);
  return and(candidates, ...exact);
}

/** The search text holds what is hidden from the principal: only the columns that they may see are looked into. */
function foundInOpen(table: RecordTableInfo, text: string, alias: string): Sql {
  const open = table.columns.filter(({ name }) => table.info.search.includes(name) && readable(table, name));
  const words = text.split(/\s+/).filter(Boolean).slice(0, 8);
  const within = (word: string) => open.map(({ name }) => sql(`${alias}.\`${name}\` LIKE ? ESCAPE '!'`, `%${literally(word)}%`));
  return open.length === 0 ? sql('1 = 0') : and(...words.map((word) => or(...within(word))));
}

/** A phrase in the words of the index; one that does not end with a space is the beginning of a word. */
function terms(phrase: string, on: DatabaseKind): string {
  const tokens = phrase.trim().split(' ');
  const open = !phrase.endsWith(' ');
  const known = tokens.filter((token) => INDEXED[on].test(token));
  const last = tokens.at(-1);
  if (on !== 'sqlite') return known.map((token) => `+${token}${open && token === last ? '*' : ''}`).join(' ');
  return known.length === tokens.length ? `"${tokens.join(' ')}"${open ? '*' : ''}` : '';
}
