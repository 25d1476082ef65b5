import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { BackupFault } from './faults.ts';
import { PART, safePath, type Listed, type Placed, type Target } from './target.ts';

const PROBE = 'rapport-probe';
const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** A folder: a disk, a share, a stick. It has to be there: an unmounted one is never written beside. */
export class FolderTarget implements Target {
  constructor(
    readonly id: string,
    readonly name: string,
    readonly root: string,
  ) {}

  async put(path: string, source: Readable): Promise<Placed> {
    const whole = join(this.root, safePath(path));
    await this.demandRoot();
    await mkdir(dirname(whole), { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      const file = await open(`${whole}${PART}`, 'w', 0o600);
      try {
        for await (const chunk of source as AsyncIterable<Buffer>) {
          hash.update(chunk);
          bytes += chunk.length;
          for (let written = 0; written < chunk.length; ) written += (await file.write(chunk, written)).bytesWritten;
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${whole}${PART}`, whole);
    } catch (error) {
      source.destroy();
      await rm(`${whole}${PART}`, { force: true });
      throw error;
    }
    await syncFolder(dirname(whole));
    return { bytes, sha256: hash.digest('hex') };
  }

  async get(path: string): Promise<Readable> {
    const whole = join(this.root, safePath(path));
    const found = await stat(whole).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!found?.isFile()) throw new BackupFault('missing', { path });
    return createReadStream(whole);
  }

  async *list(prefix: string): AsyncIterable<Listed> {
    const folder = safePath(prefix.replace(/\/$/, ''));
    const entries = await readdir(join(this.root, folder), { withFileTypes: true, recursive: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const whole = join(entry.parentPath, entry.name);
      const found = await stat(whole).catch(() => null);
      if (found) yield { path: whole.slice(join(this.root, '/').length).replaceAll('\\', '/'), bytes: found.size };
    }
  }

  /** Folders that got empty go too. */
  async remove(path: string): Promise<void> {
    const whole = join(this.root, safePath(path));
    await rm(whole, { force: true });
    if (path.split('/').length > 2) await rmdir(dirname(whole)).catch(() => undefined);
  }

  async probe(): Promise<{ freeBytes: number | null }> {
    await this.put(PROBE, Readable.from([Buffer.from(PROBE)]));
    await this.remove(PROBE);
    const { bavail, bsize } = await statfs(this.root);
    return { freeBytes: bavail * bsize };
  }

  private async demandRoot(): Promise<void> {
    const found = await stat(this.root).catch(() => null);
    if (!found?.isDirectory()) throw new BackupFault('target-failed', { target: this.name, reason: `${this.root} is not there` });
  }
}

/** Makes sure that a new name is on disk, where folders can be asked for it. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
