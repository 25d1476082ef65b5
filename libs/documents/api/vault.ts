import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock, Database, DuplicateKey, fromStoredMoment, Installation, newId, NotFound, Problem, Sealing, toStoredMoment, UnitOfWork } from '#kernel/api';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const WHOLE_TAG = { authTagLength: TAG_BYTES };
/** What was read of a file: its content's name, and its bytes. */
export interface Content {
  readonly sha256: string;
  readonly bytes: Buffer;
}

/**
 * Files under the data folder by what they contain: the same content is kept once. Each is encrypted with a key of its own,
 * which lies encrypted in the database; without either of the two nothing can be read.
 */
@Injectable()
export class Vault {
  private readonly folder: string;

  constructor(
    installation: Installation,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
    private readonly clock: Clock,
  ) {
    this.folder = join(installation.dataDir, 'files');
  }

  /** Reads all of it, up to so many bytes. Throws 413. */
  async take(content: AsyncIterable<Uint8Array>, most: number): Promise<Content> {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of content) {
      size += part.length;
      if (size > most) throw new Problem(413, 'too-large-body');
      parts.push(part);
    }
    const bytes = Buffer.concat(parts);
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  /** Keeps it on disk before anything points to it; what nothing comes to point to is swept later. */
  async keep({ sha256, bytes }: Content): Promise<void> {
    const key = await this.keyOf(sha256, bytes.length);
    const path = this.pathOf(sha256);
    if (await this.opens(path, key, sha256)) return;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv, WHOLE_TAG).setAAD(Buffer.from(sha256));
    const sealed = Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const fresh = `${path}.${newId()}`;
    await writeFile(fresh, sealed, { mode: 0o600, flush: true });
    await rename(fresh, path);
  }

  /** The bytes as they were brought. Throws NotFound when the file is gone, or is not what it was. */
  async read(sha256: string): Promise<Buffer> {
    const key = await this.keyIn(sha256);
    const bytes = key && (await this.open(this.pathOf(sha256), key, sha256));
    if (!bytes) throw new NotFound();
    return bytes;
  }

  /** Forgets contents that no version has any more. */
  async sweep(before: string): Promise<number> {
    const rows = await this.db.read<{ id: string }>('SELECT `id` FROM `file_content` f WHERE f.`createdAt` < ? AND NOT EXISTS (SELECT 1 FROM `document_version` v WHERE v.`sha256` = f.`id`) LIMIT 1000', [before]);
    for (const { id } of rows) {
      const { affected } = await this.work.run(() => this.db.write('DELETE FROM `file_content` WHERE `id` = ? AND NOT EXISTS (SELECT 1 FROM `document_version` v WHERE v.`sha256` = ?)', [id, id]));
      if (affected === 1) await rm(this.pathOf(id), { force: true });
    }
    await this.sweepStrays(before);
    return rows.length;
  }

  /** What a process left that was killed while it wrote, and contents whose unit of work came to nothing. */
  private async sweepStrays(before: string): Promise<void> {
    const old = Date.parse(fromStoredMoment(before));
    for (const part of await readdir(this.folder).catch(() => [])) {
      const rows = await this.db.read<{ id: string }>('SELECT `id` FROM `file_content` WHERE `id` LIKE ?', [`${part}%`]);
      const known = new Set(rows.map(({ id }) => id));
      for (const name of await readdir(join(this.folder, part))) {
        const path = join(this.folder, part, name);
        // Young ones may be on their way: their contents are written before they are known.
        const since = known.has(name) ? Infinity : await stat(path).then(({ mtimeMs }) => mtimeMs, () => Infinity); // prettier-ignore
        if (since < old) await rm(path, { force: true });
      }
    }
  }

  private pathOf = (sha256: string) => join(this.folder, sha256.slice(0, 2), sha256);

  private async keyOf(sha256: string, size: number): Promise<Buffer> {
    const known = await this.keyIn(sha256);
    if (known) return known;
    const secret = this.sealing.close('file_content', 'secret', sha256, randomBytes(32).toString('base64'), 'secret');
    const add = () => this.work.run(() => this.db.write('INSERT INTO `file_content` (`id`, `size`, `secret`, `createdAt`) VALUES (?, ?, ?, ?)', [sha256, size, secret, toStoredMoment(this.clock.now().toISOString())]));
    await add().catch((error: unknown) => {
      if (!(error instanceof DuplicateKey)) throw error;
    });
    return (await this.keyIn(sha256)) as Buffer;
  }
  private async keyIn(sha256: string): Promise<Buffer | null> {
    const [row] = await this.db.read<{ secret: string }>('SELECT `secret` FROM `file_content` WHERE `id` = ?', [sha256]);
    const text = row && this.sealing.openText({ table: 'file_content', column: 'secret', row: sha256 }, row.secret);
    return text ? Buffer.from(JSON.parse(text) as string, 'base64') : null;
  }
  private opens = async (path: string, key: Buffer, sha256: string): Promise<boolean> => (await this.open(path, key, sha256)) !== null;

  private async open(path: string, key: Buffer, sha256: string): Promise<Buffer | null> {
    const sealed = await readFile(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : Promise.reject(error)));
    if (!sealed || sealed.length < IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), WHOLE_TAG).setAAD(Buffer.from(sha256)).setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    } catch {
      return null;
    }
  }
}
