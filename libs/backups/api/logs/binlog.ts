import { crc32 } from 'node:zlib';

const HEADER = 19;
const TABLE_MAP = 19;
const FORMAT = 15;
const CHECKED = 1;

/** An event of a binary log, as BINLOG holds it. */
interface LogEvent {
  readonly type: number;
  /** When, in seconds. */
  readonly at: number;
  readonly bytes: Buffer;
}
/** What BINLOG is given, for another database than the one it was written in. */
export interface Retold {
  readonly text: string;
  readonly at: number;
}

/** Reads the events of BINLOG and lets those that name a database name another one. */
export class BinlogEvents {
  /** Whether events end with a checksum; the first event of a file says so. */
  private checked = false;

  /** Throws for a table that is not of this database, or not known. */
  retell(payload: string, from: string, to: string, tables: ReadonlySet<string>): Retold {
    const events = this.events(payload);
    const own = events.map((event) => (event.type === TABLE_MAP ? this.renamed(event, from, to, tables) : event.bytes));
    return { text: `BINLOG '${Buffer.concat(own).toString('base64')}'`, at: Math.max(...events.map(({ at }) => at)) };
  }

  private events(payload: string): LogEvent[] {
    const chunks = payload.replace(/\s/g, '').match(/[A-Za-z0-9+/]+=*/g) ?? [];
    const all = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, 'base64')));
    const events: LogEvent[] = [];
    for (let at = 0; at < all.length; ) {
      const size = all.length >= at + HEADER ? all.readUInt32LE(at + 9) : 0;
      if (size < HEADER || at + size > all.length) throw new Error('an event is cut');
      const bytes = all.subarray(at, at + size);
      const type = bytes.readUInt8(4);
      if (type === FORMAT) this.checked = bytes.readUInt8(size - 5) === CHECKED;
      events.push({ type, at: bytes.readUInt32LE(0), bytes });
      at += size;
    }
    if (events.length === 0) throw new Error('there is no event');
    return events;
  }

  private renamed({ bytes }: LogEvent, from: string, to: string, tables: ReadonlySet<string>): Buffer {
    const name = HEADER + 8;
    const length = bytes.readUInt8(name);
    const database = bytes.toString('utf8', name + 1, name + 1 + length);
    const place = name + 2 + length;
    const table = bytes.toString('utf8', place + 1, place + 1 + bytes.readUInt8(place));
    if (database !== from || !tables.has(table)) throw new Error(`a row of ${database}.${table}`);
    const rest = bytes.subarray(name + 1 + length, this.checked ? bytes.length - 4 : bytes.length);
    const event = Buffer.concat([bytes.subarray(0, name), Buffer.from([Buffer.byteLength(to)]), Buffer.from(to), rest, Buffer.alloc(this.checked ? 4 : 0)]);
    event.writeUInt32LE(event.length, 9);
    if (this.checked) event.writeUInt32LE(crc32(event.subarray(0, event.length - 4)), event.length - 4);
    return event;
  }
}
