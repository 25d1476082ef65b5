import { Readable } from 'node:stream';
import { createGunzip, createGzip, gunzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Database } from './database/database.ts';
import { Sealing } from './records/sealing.ts';
import { UnitOfWork } from './database/unit-of-work.ts';

/** Bytes of a packed part; its text is three quarters longer. */
const PART = 300_000;

/** Files that live for a while beside the records they came from or will become: packed, encrypted, in parts, on every instance alike. */
@Injectable()
export class StoredFiles {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** Keeps a file under the id of what it belongs to. */
  async keep(id: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
    const packed = Readable.from(content instanceof Uint8Array ? [content] : content).compose(createGzip({ level: 4 })) as AsyncIterable<Buffer>;
    let [position, held] = [0, Buffer.alloc(0)];
    const write = async (part: Buffer) => {
      const values = [id, position, this.sealing.close('stored_file', 'content', `${id}/${position}`, part.toString('base64'))];
      position++;
      await this.work.run(() => this.db.write('INSERT INTO `stored_file` (`id`, `position`, `content`) VALUES (?, ?, ?)', values));
    };
    for await (const chunk of packed) {
      held = Buffer.concat([held, chunk]);
      for (; held.length >= PART; held = held.subarray(PART)) await write(held.subarray(0, PART));
    }
    await write(held);
  }
  /** The file, piece by piece; null when it was dropped. */
  async stream(id: string): Promise<AsyncIterable<Uint8Array> | null> {
    const first = await this.part(id, 0);
    return first && (Readable.from(this.parts(id, first)).compose(createGunzip()) as AsyncIterable<Uint8Array>);
  }
  /** The whole file; null when it was dropped. */
  async bytes(id: string): Promise<Uint8Array | null> {
    const first = await this.part(id, 0);
    if (!first) return null;
    const parts: Buffer[] = [];
    for await (const part of this.parts(id, first)) parts.push(part);
    return gunzipSync(Buffer.concat(parts));
  }
  async drop(id: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `stored_file` WHERE `id` = ?', [id]));
  }

  private async *parts(id: string, first: Buffer): AsyncGenerator<Buffer> {
    let part: Buffer | null = first;
    for (let position = 1; part; position++) {
      yield part;
      part = await this.part(id, position);
    }
  }
  private async part(id: string, position: number): Promise<Buffer | null> {
    const [row] = await this.db.read<{ content: string }>('SELECT `content` FROM `stored_file` WHERE `id` = ? AND `position` = ?', [id, position]);
    const text = row && this.sealing.openText({ table: 'stored_file', column: 'content', row: `${id}/${position}` }, row.content);
    return text ? Buffer.from(text.replaceAll('"', ''), 'base64') : null;
  }
}
