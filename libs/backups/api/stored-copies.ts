import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Database, Installation, UnitOfWork } from '#kernel/api';
import { filePath, type FileEntry } from '#backups/model';
import { carry, measured } from './carry.ts';
import { sealTo } from './envelope.ts';
import type { Target } from './target.ts';

const NAME = /^[0-9a-f]{64}$/;
const CHUNK = 65_536;
const TAG = 16;
interface Known {
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly sha256: string;
}
/** A stored file as it lies on this host. */
export interface StoredCopy extends FileEntry {
  readonly path: string;
}

/** The files people brought: found under the data folder, hashed once, and brought to targets that do not hold them yet. */
@Injectable()
export class StoredCopies {
  constructor(
    private readonly installation: Installation,
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  /** All of them as they are now; what did not change since it was hashed is not read again. */
  async here(recipients: readonly string[]): Promise<StoredCopy[]> {
    const head = (await buffer(await sealTo(recipients, Readable.from([])))).length - TAG;
    const known = new Map((await this.db.read<Known>('SELECT * FROM `backup_file`')).map((one) => [one.name, one]));
    const found: StoredCopy[] = [];
    for (const path of await this.paths()) {
      const name = path.slice(-64);
      const now = await stat(path).catch(() => null);
      if (!now) continue;
      const [size, modified] = [now.size, Math.floor(now.mtimeMs)];
      const before = known.get(name);
      let sha256 = before && Number(before.size) === size && Number(before.modified) === modified ? before.sha256 : null;
      if (!sha256) {
        sha256 = (await measured(createReadStream(path)).catch(() => null))?.sha256 ?? null;
        if (sha256) await this.remember({ name, size, modified, sha256 });
      }
      if (sha256) found.push({ name, sha256, bytes: head + size + TAG * Math.max(1, Math.ceil(size / CHUNK)), path });
    }
    return found;
  }

  /** Brings to a target what is not there, or not whole. Returns the bytes that were written. */
  async bring(target: Target, files: readonly StoredCopy[], recipients: readonly string[], there: ReadonlyMap<string, number>, step: () => Promise<void>): Promise<number> {
    let written = 0;
    for (const { path, sha256, bytes } of files) {
      if (there.get(filePath(sha256)) === bytes) continue;
      // A file that was swept meanwhile belongs to nothing any more.
      if (!(await stat(path).catch(() => null))) continue;
      written += (await carry(target, filePath(sha256), async () => sealTo(recipients, createReadStream(path)))).bytes;
      await step();
    }
    return written;
  }

  private async paths(): Promise<string[]> {
    const root = join(this.installation.dataDir, 'files');
    const folders = await readdir(root).catch(() => []);
    const names = await Promise.all(folders.filter((folder) => /^[0-9a-f]{2}$/.test(folder)).map(async (folder) => (await readdir(join(root, folder))).filter((name) => NAME.test(name)).map((name) => join(root, folder, name))));
    return names.flat();
  }
  private async remember({ name, ...values }: Known): Promise<void> {
    await this.work.run(() => this.db.put('backup_file', { name }, values));
  }
}
