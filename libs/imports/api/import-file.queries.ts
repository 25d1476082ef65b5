import { gunzipSync, gzipSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Database, UnitOfWork } from '#kernel/api';

const PART = 500_000;

/** Keeps a file as it came until its rows are on their way, so that it can be read another way. */
@Injectable()
export class ImportFiles {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  async keep(id: string, bytes: Uint8Array): Promise<void> {
    const packed = gzipSync(bytes, { level: 4 }).toString('base64');
    for (let position = 0; position * PART < packed.length; position++) {
      const part = packed.slice(position * PART, (position + 1) * PART);
      await this.work.run(() => this.db.write('INSERT INTO `import_file` (`importId`, `position`, `content`) VALUES (?, ?, ?)', [id, position, part]));
    }
  }
  /** The file; null when it was dropped. */
  async bytes(id: string): Promise<Uint8Array | null> {
    const parts: string[] = [];
    for (let position = 0; ; position++) {
      const [row] = await this.db.read<{ content: string }>('SELECT `content` FROM `import_file` WHERE `importId` = ? AND `position` = ?', [id, position]);
      if (!row) return parts.length === 0 ? null : gunzipSync(Buffer.from(parts.join(''), 'base64'));
      parts.push(row.content);
    }
  }
  async drop(id: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `import_file` WHERE `importId` = ?', [id]));
  }
}
