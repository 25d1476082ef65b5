import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream';
import { BACKUP_NAME, databasePath, filePath, manifestPath, type FileEntry, type Manifest } from '#backups/model';
import { openWith, unpack } from './envelope.ts';
import { BackupFault } from './faults.ts';
import type { Trust } from './signature.ts';
import type { Target } from './target.ts';

/** A backup on a target, opened for reading: its signature was verified before anything else of it is read. */
export class Archive {
  private constructor(
    private readonly target: Target,
    readonly manifest: Manifest,
  ) {}

  /** Throws BackupFault: 'missing', 'signature', 'format'. */
  static async open(target: Target, name: string, trust: Trust): Promise<Archive> {
    if (!BACKUP_NAME.test(name)) throw new BackupFault('missing', { path: name });
    const text = (await buffer(await target.get(manifestPath(name)))).toString();
    return new Archive(target, await trust.read(text, name));
  }

  /** The database as it was dumped. The stream fails at its end when anything differs from what was signed. */
  async database(identity: string): Promise<Readable> {
    const { name, database } = this.manifest;
    const path = databasePath(name);
    const sealed = exactly(await this.target.get(path), { sha256: database.sha256, bytes: database.bytes, path });
    return exactly(unpack(await opened(identity, sealed)), { sha256: database.plainSha256, bytes: database.plainBytes, path });
  }

  /** A stored file as it lies in the folder of files. */
  async file({ sha256 }: Pick<FileEntry, 'sha256'>, identity: string): Promise<Readable> {
    const path = filePath(sha256);
    return exactly(await opened(identity, await this.target.get(path)), { sha256, path });
  }
}

async function opened(identity: string, sealed: Readable): Promise<Readable> {
  try {
    return await openWith(identity, sealed);
  } catch (error) {
    sealed.destroy();
    if (error instanceof BackupFault) throw error;
    throw new BackupFault(/no identity matched|unrecognized identity/.test(String(error)) ? 'wrong-identity' : 'unreadable', {}, { cause: error });
  }
}

/** Passes a stream on and fails at its end, when it is not the bytes it should be. */
export function exactly(source: Readable, wanted: { sha256: string; bytes?: number; path: string }): Readable {
  const hash = createHash('sha256');
  let bytes = 0;
  const check = new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      bytes += chunk.length;
      next(null, chunk);
    },
    flush(done) {
      const { path } = wanted;
      if (wanted.bytes !== undefined && bytes !== wanted.bytes) done(new BackupFault('cut', { path }));
      else done(hash.digest('hex') === wanted.sha256 ? null : new BackupFault('hash', { path }));
    },
  });
  return pipeline(source, check, () => undefined);
}
