import { gunzipSync, gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Database } from './database/database.ts';
import { UnitOfWork } from './database/unit-of-work.ts';

const PART = 500_000;

/** Files that live for a while beside the records they came from or will become: packed, in parts, on every instance alike. */
@Injectable()
export class StoredFiles {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  /** Keeps a file under the id of what it belongs to. */
  async keep(id: string, bytes: Uint8Array): Promise<void> {
    const packed = gzipSync(bytes, { level: 4 }).toString('base64');
    for (let position = 0; position * PART < packed.length; position++) {
      const part = packed.slice(position * PART, (position + 1) * PART);
      await this.work.run(() => this.db.write('INSERT INTO `stored_file` (`id`, `position`, `content`) VALUES (?, ?, ?)', [id, position, part]));
    }
  }
  /** The file; null when it was dropped. */
  async bytes(id: string): Promise<Uint8Array | null> {
    const parts: string[] = [];
    for (let position = 0; ; position++) {
      const [row] = await this.db.read<{ content: string }>('SELECT `content` FROM `stored_file` WHERE `id` = ? AND `position` = ?', [id, position]);
      if (!row) return parts.length === 0 ? null : gunzipSync(Buffer.from(parts.join(''), 'base64'));
      parts.push(row.content);
    }
  }
  async drop(id: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `stored_file` WHERE `id` = ?', [id]));
  }
}
