import { hash } from 'node:crypto';
import type SqliteDatabase from 'better-sqlite3';
import type { LogPosition, TableSum } from '#backups/model';

const LINE = 10;
const [OPEN, CLOSE, QUOTE, BACKSLASH, COMMA, SEMICOLON] = [40, 41, 39, 92, 44, 59];
const INSERT = Buffer.from('INSERT INTO `');
const CREATE = Buffer.from('CREATE TABLE `');
const TRAILER = Buffer.from('-- Dump completed');
const MASK = 2n ** 64n - 1n;

/** The sum, mod 2⁶⁴, of the first eight bytes of SHA-256 of each row: equal for equal rows in whatever order. */
class Sum {
  private sum = 0n;
  rows = 0;
  add(row: Buffer | string): void {
    this.rows++;
    this.sum = (this.sum + hash('sha256', row, 'buffer').readBigUInt64BE(0)) & MASK;
  }
  told = (name: string): TableSum => ({ name, rows: this.rows, checksum: this.sum.toString(16).padStart(16, '0') });
}
const inOrder = (sums: ReadonlyMap<string, Sum>): TableSum[] => [...sums].map(([name, sum]) => sum.told(name)).sort((a, b) => (a.name < b.name ? -1 : 1));

/** Counts and sums the rows of a dump by mariadb-dump or mysqldump while it passes by. A row is what stands between its parentheses; dumping the same rows again gives the same sums. */
export class DumpSums {
  position: LogPosition | null = null;
  /** Whether the last line so far is the one a whole dump ends with. */
  trailer = false;
  private readonly sums = new Map<string, Sum>();
  private rest: Buffer[] = [];
  private rowsOf: Sum | null = null;
  /** Between other delimiters stand the bodies of triggers and routines. */
  private body = false;

  push(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(LINE); end >= 0; end = chunk.indexOf(LINE, from)) {
      const tail = chunk.subarray(from, end);
      this.line(this.rest.length > 0 ? Buffer.concat([...this.rest, tail]) : tail);
      if (this.rest.length > 0) this.rest = [];
      from = end + 1;
    }
    if (from < chunk.length) this.rest.push(Buffer.from(chunk.subarray(from)));
  }
  /** The tables, once everything has passed. */
  end(): TableSum[] {
    if (this.rest.length > 0) this.line(Buffer.concat(this.rest));
    this.rest = [];
    return inOrder(this.sums);
  }

  private line(line: Buffer): void {
    if (line.length === 0) return;
    if (this.rowsOf) return this.row(line);
    this.trailer = line.subarray(0, TRAILER.length).equals(TRAILER);
    if (line[0] === 68 && line.subarray(0, 10).toString() === 'DELIMITER ') this.body = line.toString() !== 'DELIMITER ;';
    else if (this.body) return;
    else if (line.subarray(0, INSERT.length).equals(INSERT)) this.insert(line);
    else if (line.subarray(0, CREATE.length).equals(CREATE)) this.sumOf(nameIn(line, CREATE.length));
    else if (line[0] === 45) this.comment(line);
  }
  /** MariaDB writes each row on a line of its own. */
  private row(line: Buffer): void {
    const last = line[line.length - 1];
    if (line[0] !== OPEN || (last !== COMMA && last !== SEMICOLON)) throw new Error('The dump has a line where a row should be');
    this.rowsOf?.add(line.subarray(0, line.length - 1));
    if (last === SEMICOLON) this.rowsOf = null;
  }
  /** MySQL writes many rows on one line. */
  private insert(line: Buffer): void {
    const name = nameIn(line, INSERT.length);
    const sum = this.sumOf(name);
    const values = line.indexOf(' VALUES', INSERT.length + name.length);
    if (values < 0) throw new Error('The dump has an INSERT without rows');
    if (values + 7 === line.length) return void (this.rowsOf = sum);
    for (let at = values + 8; at < line.length && line[at] === OPEN; ) {
      const end = endOfRow(line, at);
      sum.add(line.subarray(at, end));
      at = end + 1;
    }
  }
  private comment(line: Buffer): void {
    if (!line.includes('MASTER_LOG_FILE') && !line.includes('gtid_slave_pos') && !line.includes('SOURCE_LOG_FILE')) return;
    const text = line.toString();
    const [, file, offset] = /_LOG_FILE='([^']+)', \w+_LOG_POS=(\d+)/.exec(text) ?? [];
    const [, gtid] = /gtid_slave_pos='([^']*)'/.exec(text) ?? [];
    if (file) this.position = { file, offset: Number(offset), gtid: this.position?.gtid ?? null };
    if (gtid) this.position = { file: '', offset: 0, ...this.position, gtid };
  }
  private sumOf(name: string): Sum {
    const known = this.sums.get(name) ?? new Sum();
    this.sums.set(name, known);
    return known;
  }
}

function nameIn(line: Buffer, from: number): string {
  return line.subarray(from, line.indexOf('`', from)).toString();
}
/** The place after the parenthesis that closes a row; texts are quoted, with backslashes. */
function endOfRow(line: Buffer, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === CLOSE) return at + 1;
    if (line[at] !== QUOTE) continue;
    for (at++; at < line.length && line[at] !== QUOTE; at++) if (line[at] === BACKSLASH) at++;
  }
  throw new Error('The dump has a row without an end');
}

/** The same of a SQLite file; indexes for full text are made anew from their tables, so they are not counted. */
export function sqliteSums(db: SqliteDatabase.Database): TableSum[] {
  const tables = (db.pragma('table_list') as { schema: string; name: string; type: string }[]).filter(({ schema, name, type }) => schema === 'main' && type === 'table' && !name.startsWith('sqlite_'));
  const sums = new Map<string, Sum>();
  for (const { name } of tables) {
    const sum = new Sum();
    sums.set(name, sum);
    for (const row of db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`).raw().safeIntegers().iterate() as Iterable<unknown[]>) sum.add(row.map(canonical).join(''));
  }
  return inOrder(sums);
}
function canonical(value: unknown): string {
  if (value === null) return 'n;';
  if (typeof value === 'string') return `t${value.length}:${value};`;
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('hex')};`;
  return `${typeof value === 'bigint' ? 'i' : 'r'}${String(value)};`;
}
