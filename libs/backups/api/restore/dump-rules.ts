import { DumpFault, type Statement } from './dump-reader.ts';

/** What a restored database may hold: its tables, and the triggers that our own migrations make. */
export interface Known {
  readonly tables: ReadonlySet<string>;
  /** The whole statement that creates each of them, by its name. */
  readonly triggers: ReadonlyMap<string, string>;
}
/** A statement that is run, with the table or trigger it is about; null is passed over. */
export type Ruling = { readonly kind: 'insert' | 'table' | 'trigger'; readonly name: string; readonly text: string } | null;

/** Settings of a session, which the one who loads makes itself. */
const SETTING = /^(?:\/\*!\d{5} )?SET (?:@?\w+ *= *(?:@@?\w+|'[\w,+:]*'|\d+|utf8mb4\w*)|NAMES utf8mb4)(?:, *(?:@?\w+ *= *(?:@@?\w+|'[\w,+:]*'|\d+)))*(?: \*\/)?$/i;
const PASSED = [
  SETTING, /^SET NAMES 'utf8mb4'$/i, /^(?:UN)?LOCK TABLES(?: `\w+` WRITE)?$/i, /^\/\*!40000 ALTER TABLE `\w+` (?:DIS|EN)ABLE KEYS \*\/$/, /^DROP TABLE IF EXISTS `\w+`$/,
  /^START TRANSACTION$/i, /^(?:commit|begin)$/i, /^(?:\/\*M?!\d+ )?SET autocommit ?= ?[01](?: \*\/)?$/i, /^\/\*M?!100616 SET (?:@OLD_NOTE_VERBOSITY ?= ?@@NOTE_VERBOSITY, NOTE_VERBOSITY ?= ?0|NOTE_VERBOSITY ?= ?@OLD_NOTE_VERBOSITY) ?\*\/$/,
]; // prettier-ignore
/** Modes that give texts another end than the one they were read with. */
const OTHER_TEXTS = /ANSI|NO_BACKSLASH_ESCAPES|ORACLE|MSSQL|DB2|POSTGRESQL|MAXDB/i;
const TRIGGER = /^\/\*!50003 CREATE\*\/ (?:\/\*!50017 DEFINER=`[^`]*`@`[^`]*`\*\/ )?\/\*!50003 TRIGGER `(\w+)` (.*?)\s*\*\/$/s;
const LONGEST_TRIGGER = 10_000;
const PLAIN_NAME = /^\w+$/;
const IN_INSERT = new Set(['INSERT', 'INTO', 'VALUES', '_binary']);
const IN_TABLE = new Set(
  `CREATE TABLE IF EXISTS uuid varchar char int bigint smallint tinyint mediumint double decimal date datetime text mediumtext longtext mediumblob longblob varbinary
   unsigned NOT DEFAULT current_timestamp CHARACTER SET COLLATE PRIMARY UNIQUE FULLTEXT KEY USING BTREE ENGINE InnoDB CHARSET AUTO_INCREMENT ROW_FORMAT DYNAMIC
   utf8mb4 utf8mb4_bin utf8mb4_unicode_520_ci utf8mb4_general_ci utf8mb4_unicode_ci utf8mb4_uca1400_ai_ci ascii ascii_bin ascii_general_ci latin1 latin1_swedish_ci`.split(/\s+/),
); // prettier-ignore
const only = (signs: string, allowed: string) => [...signs].every((sign) => allowed.includes(sign));
const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text).replaceAll('\n', ' ');

/** What becomes of a statement. Throws DumpFault for every kind that a backup of Rapport does not hold. */
export function ruling(statement: Statement, known: Known): Ruling {
  const { text, line } = statement;
  if (PASSED.some((pattern) => pattern.test(text))) {
    if (OTHER_TEXTS.test(text)) throw new DumpFault(line, `a mode that is not ours: ${short(text)}`);
    return null;
  }
  const trigger = text.length < LONGEST_TRIGGER ? TRIGGER.exec(text) : null;
  if (trigger) return ofTrigger(statement, trigger[1] ?? '', trigger[2] ?? '', known);
  if (/^INSERT INTO `/.test(text)) return ofInsert(statement, known);
  if (/^CREATE TABLE `/.test(text)) return ofTable(statement, known);
  throw new DumpFault(line, `a statement that no backup holds: ${short(text)}`);
}

function ofInsert({ line, text, words, names, signs, conditional }: Statement, known: Known): Ruling {
  const [table = ''] = names;
  const odd = words.find((word) => !IN_INSERT.has(word));
  if (odd !== undefined || conditional || !only(signs, '(),-+') || words.length < 3) throw new DumpFault(line, `more than values: ${odd ?? short(text)}`);
  knownTable(line, table, known);
  if (names.some((name) => !PLAIN_NAME.test(name))) throw new DumpFault(line, 'a name that is not ours');
  return { kind: 'insert', name: table, text };
}

function ofTable({ line, text, words, names, signs, conditional }: Statement, known: Known): Ruling {
  const [table = ''] = names;
  const odd = words.find((word) => !IN_TABLE.has(word));
  if (odd !== undefined || conditional || !only(signs, '(),=')) throw new DumpFault(line, `more than columns and keys: ${odd ?? short(text)}`);
  knownTable(line, table, known);
  if (names.some((name) => !PLAIN_NAME.test(name))) throw new DumpFault(line, 'a name that is not ours');
  if (!/\) ENGINE=InnoDB[^)]*$/.test(text)) throw new DumpFault(line, `${table} is not an InnoDB table`);
  return { kind: 'table', name: table, text };
}

/** A trigger is not run as the dump says it: it must be one of ours, and ours is what is run. */
function ofTrigger({ line }: Statement, name: string, rest: string, { triggers }: Known): Ruling {
  const own = triggers.get(name);
  if (!own || own !== `CREATE TRIGGER \`${name}\` ${rest}`) throw new DumpFault(line, `the trigger ${name} is not ours`);
  return { kind: 'trigger', name, text: own };
}

function knownTable(line: number, table: string, { tables }: Known): void {
  if (!tables.has(table)) throw new DumpFault(line, `the table ${short(table)} is not ours`);
}
