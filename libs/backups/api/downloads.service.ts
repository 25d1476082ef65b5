import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Audit, NotFound, type Rejected } from '#kernel/api';
import { databasePath, filePath, manifestPath, type BackupView } from '#backups/model';
import { exactly } from './archive.ts';
import { BackupKeys } from './backup-keys.service.ts';
import { listed } from './backup-run.ts';
import { BackupRows } from './catalogue-rows.ts';
import { BackupFault } from './faults.ts';
import { tarLength, tarOf, type TarEntry } from './tar.ts';
import type { Target } from './target.ts';
import { faultOf, refusalOf, Targets } from './targets.service.ts';

/** A backup on its way out. */
export interface Download {
  readonly name: string;
  readonly bytes: number;
  readonly stream: Readable;
}
type Found = Pick<Download, 'bytes' | 'stream'> & { readonly target: string };

/** Backups as one file to take along, sealed as they lie: unpacked, it is a folder to restore from. */
@Injectable()
export class Downloads implements OnModuleDestroy {
  private readonly underWay = new Set<Readable>();

  constructor(
    private readonly rows: BackupRows,
    private readonly targets: Targets,
    private readonly keys: BackupKeys,
    private readonly audit: Audit,
  ) {}

  onModuleDestroy(): void {
    for (const stream of this.underWay) stream.destroy();
  }

  /** From the first place that holds it whole. Throws NotFound, or Rejected with what the last place said. */
  async open(id: string): Promise<Download> {
    const backup = await this.rows.byId(id);
    if (!backup || !['good', 'partial'].includes(backup.state) || backup.removedAt) throw new NotFound();
    const { name } = backup;
    const { bytes, stream, target } = await this.found(backup);
    try {
      await this.audit.event('backup.download', { kind: 'backup', id, detail: { name, target, bytes } });
    } catch (error) {
      stream.destroy();
      throw error;
    }
    return { name, bytes, stream };
  }

  private async found({ name, copies }: BackupView): Promise<Found> {
    let refused: Rejected | null = null;
    for (const { targetId, state } of copies) {
      if (state !== 'held') continue;
      const target = await this.targets.of(targetId);
      try {
        return this.packed(target, await this.entries(target, name));
      } catch (error) {
        await target.close?.();
        refused = refusalOf(faultOf(error, target.name));
      }
    }
    throw refused ?? new NotFound();
  }

  private packed(target: Target, entries: readonly TarEntry[]): Found {
    const stream = tarOf(entries, new Date(), (error) => refusalOf(faultOf(error, target.name)));
    this.underWay.add(stream);
    // However it ends, and also when nobody takes it.
    stream.once('close', () => {
      this.underWay.delete(stream);
      void target.close?.();
    });
    return { bytes: tarLength(entries), stream, target: target.name };
  }

  /** All files of it with their lengths there: they were sealed anew when recipients changed. The manifest comes last: what was cut off is no backup. */
  private async entries(target: Target, name: string): Promise<TarEntry[]> {
    const text = await buffer(await target.get(manifestPath(name)));
    const { database, files } = await (await this.keys.trust()).read(text.toString(), name);
    const there = new Map([...(await listed(target, `backups/${name}`)), ...(files.length > 0 ? await listed(target, 'files') : [])]);
    const lengthOf = (path: string): number => {
      const bytes = there.get(path);
      if (bytes === undefined) throw new BackupFault('missing', { path });
      return bytes;
    };
    const path = databasePath(name);
    if (lengthOf(path) !== database.bytes) throw new BackupFault('cut', { path });
    return [
      { path, bytes: database.bytes, open: async () => exactly(await target.get(path), { sha256: database.sha256, bytes: database.bytes, path }) },
      ...[...new Set(files.map(({ sha256 }) => filePath(sha256)))].map((file) => ({ path: file, bytes: lengthOf(file), open: () => target.get(file) })),
      { path: manifestPath(name), bytes: text.length, open: () => Promise.resolve(Readable.from([text])) },
    ];
  }
}
