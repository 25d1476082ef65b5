/** A statement of a dump, and what stands in it outside of texts and comments. */
export interface Statement {
  /** The line it begins on. */
  readonly line: number;
  /** Where the event it is of begins in a binary log. */
  readonly mark: number;
  readonly text: string;
  /** Its words but NULL, as they are written. */
  readonly words: readonly string[];
  /** Names between backticks. */
  readonly names: readonly string[];
  /** Every other character, once. */
  readonly signs: string;
  /** Whether it holds a comment that servers take for code. */
  readonly conditional: boolean;
}
/** What is wrong with a dump, and on which line. */
export class DumpFault extends Error {
  constructor(
    readonly line: number,
    readonly what: string,
  ) {
    super(`Line ${line}: ${what}`);
  }
}

const [NEWLINE, SPACE, STAR, SLASH, BACKSLASH, DASH, HASH, BANG, UPPER_M] = [...'\n */\\-#!M'].map((sign) => sign.charCodeAt(0)) as [number, number, number, number, number, number, number, number, number];
const QUOTES = new Set([...'\'"`'].map((sign) => sign.charCodeAt(0)));
const BACKTICK = '`'.charCodeAt(0);
/** 1 a letter, 2 a digit, 3 white space, 0 the rest. */
const KINDS = new Uint8Array(256).map((_, code) => (/[A-Za-z_$]/.test(String.fromCharCode(code)) || code > 127 ? 1 : code >= 48 && code <= 57 ? 2 : code === 32 || (code >= 9 && code <= 13) ? 3 : 0));
/** The longest statement there may be: servers take no more at once. */
const LONGEST = 1 << 28;
const MOST_WORDS = 20_000;
const SANDBOX = '/*M!999999';
const MARK = '# at ';
const TRAILER = '-- Dump completed';

/** Takes a dump apart into its statements as it streams by: texts, names, comments and DELIMITER are what they are to MariaDB. */
export class DumpReader {
  /** Whether the last thing in the dump said that it is complete. */
  complete = false;
  private delimiter = Buffer.from(';');
  private held: Buffer = Buffer.alloc(0);
  private line = 1;
  private mark = 0;

  async *statements(source: AsyncIterable<Uint8Array>): AsyncGenerator<Statement> {
    let [at, state] = [0, new Skeleton()];
    for await (const chunk of source) {
      this.held = this.held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.held, chunk]);
      for (;;) {
        // What a sign means may depend on the next ones: the end of a piece waits for the next piece.
        const found = this.scan(at, this.held.length - 128, state, false);
        at = found.at;
        if (!found.ended) break;
        if (found.statement) yield found.statement;
        [at, state] = [0, new Skeleton()];
      }
      if (this.held.length > LONGEST) throw new DumpFault(this.line, 'the statement has no end');
    }
    for (;;) {
      const found = this.scan(at, this.held.length, state, true);
      if (!found.ended) break;
      if (found.statement) yield found.statement;
      [at, state] = [0, new Skeleton()];
    }
    if (state.open || state.begun >= 0) throw new DumpFault(this.line, 'the statement has no end');
  }

  private scan(from: number, until: number, state: Skeleton, last: boolean): { at: number; ended: boolean; statement?: Statement } {
    const { held, delimiter } = this;
    let at = from;
    while (at < until) {
      const code = held[at] as number;
      if (state.open !== 0) at = this.through(at, until, state);
      else if (code === delimiter[0] && this.endsAt(at)) return this.end(at, state);
      else if (KINDS[code] === 3) {
        if (code === NEWLINE) this.line++;
        at++;
      } else if (this.commentAt(at)) {
        const end = this.commentEnd(at, state, last);
        if (end < 0) break;
        at = end;
      } else {
        if (state.begun < 0) {
          [state.begun, state.line, state.mark] = [at, this.line, this.mark];
          this.complete = false;
          const next = this.delimiterLine(at, last);
          if (next === -1) break;
          if (next > 0) {
            this.line++;
            this.held = held.subarray(next);
            return { at: 0, ended: true };
          }
        }
        at = this.sign(at, code, state, last);
        if (at < 0) {
          at = -at - 1;
          break;
        }
      }
    }
    return { at, ended: false };
  }

  /** Takes a word, a number, the beginning of a text, or any other sign. Negative when more is needed. */
  private sign(at: number, code: number, state: Skeleton, last: boolean): number {
    const { held } = this;
    if (QUOTES.has(code)) {
      [state.open, state.openedAt] = [code, at];
      return at + 1;
    }
    const kind = KINDS[code];
    if (kind !== 1 && kind !== 2) {
      if (code === BACKSLASH) throw new DumpFault(this.line, `a command for the client: \\${String.fromCharCode(held[at + 1] ?? SPACE)}`);
      state.add(code);
      return at + 1;
    }
    let end = at + 1;
    while (end < held.length && (KINDS[held[end] as number] === 1 || KINDS[held[end] as number] === 2 || (kind === 2 && held[end] === 46))) end++;
    if (end === held.length && !last) return -at - 1;
    if (kind === 1) state.word(held.toString('latin1', at, end), this.line);
    return end;
  }

  /** Goes on inside a text or name; stops behind its end. */
  private through(from: number, until: number, state: Skeleton): number {
    const { held } = this;
    const { open } = state;
    let at = from;
    while (at < until) {
      const code = held[at];
      if (code === BACKSLASH && open !== BACKTICK) at += 2;
      else if (code === open) {
        if (held[at + 1] === open) {
          at += 2;
          continue;
        }
        if (open === BACKTICK) state.names.push(held.toString('utf8', state.openedAt + 1, at));
        state.open = 0;
        return at + 1;
      } else {
        if (code === NEWLINE) this.line++;
        at++;
      }
    }
    return at;
  }

  private endsAt(at: number): boolean {
    const { held, delimiter } = this;
    for (let index = 1; index < delimiter.length; index++) if (held[at + index] !== delimiter[index]) return false;
    return true;
  }
  private end(at: number, state: Skeleton): { at: number; ended: true; statement?: Statement } {
    const { held } = this;
    this.held = held.subarray(at + this.delimiter.length);
    if (state.begun < 0) return { at: 0, ended: true };
    const { line, mark, words, names, conditional } = state;
    return { at: 0, ended: true, statement: { line, mark, words, names, conditional, signs: state.signs, text: held.toString('utf8', state.begun, at).trim() } };
  }

  private commentAt(at: number): boolean {
    const { held } = this;
    const [code, next, after] = [held[at], held[at + 1], held[at + 2]];
    return code === HASH || (code === DASH && next === DASH && (after === undefined || KINDS[after] === 3)) || (code === SLASH && next === STAR);
  }
  /** Where a comment ends; −1 when that is not here yet. One that servers take for code is part of the statement. */
  private commentEnd(at: number, state: Skeleton, last: boolean): number {
    const { held } = this;
    if (held[at] !== SLASH) {
      const end = held.indexOf(NEWLINE, at);
      if (end < 0 && !last) return -1;
      const text = held.toString('utf8', at, end < 0 ? held.length : end);
      if (state.begun < 0) this.complete = text.startsWith(TRAILER);
      if (text.startsWith(MARK)) this.mark = Number(text.slice(MARK.length));
      return end < 0 ? held.length : end;
    }
    const end = held.indexOf('*/', at + 2);
    if (end < 0) {
      if (last) throw new DumpFault(this.line, 'the comment has no end');
      return -1;
    }
    const code = held[at + 2] === BANG || (held[at + 2] === UPPER_M && held[at + 3] === BANG);
    const first = this.line;
    for (let index = at; index < end; index++) if (held[index] === NEWLINE) this.line++;
    if (code && held.toString('latin1', at, at + SANDBOX.length) !== SANDBOX) {
      state.conditional = true;
      if (state.begun < 0) [state.begun, state.line, state.mark] = [at, first, this.mark];
    }
    return end + 2;
  }

  /** The end of a line that sets another delimiter; 0 when this is none, −1 when it is not all here. */
  private delimiterLine(at: number, last: boolean): number {
    const { held } = this;
    if (!/^delimiter\s/i.test(held.toString('latin1', at, at + 10))) return 0;
    const end = held.indexOf(NEWLINE, at);
    if (end < 0 && !last) return -1;
    const mark = held.toString('latin1', at + 10, end < 0 ? held.length : end).trim();
    if (!/^(;{1,2}|\/\*!\*\/;)$/.test(mark)) throw new DumpFault(this.line, `the delimiter '${mark}' is none that MariaDB's programs use`);
    this.delimiter = Buffer.from(mark);
    return end < 0 ? held.length : end + 1;
  }
}

/** What is known of the statement that is being read. */
class Skeleton {
  begun = -1;
  line = 0;
  mark = 0;
  open = 0;
  openedAt = 0;
  conditional = false;
  readonly words: string[] = [];
  readonly names: string[] = [];
  private readonly seen = new Set<number>();

  get signs(): string {
    return String.fromCharCode(...this.seen);
  }
  add(code: number): void {
    this.seen.add(code);
  }
  word(word: string, line: number): void {
    if (word === 'NULL') return;
    if (this.words.length === MOST_WORDS) throw new DumpFault(line, 'too many words');
    this.words.push(word);
  }
}
