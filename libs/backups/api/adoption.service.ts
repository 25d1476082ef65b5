import { Injectable } from '@nestjs/common';
import { Audit, UnitOfWork } from '#kernel/api';
import { BACKUP_NAME, databasePath, filePath, manifestPath, type Manifest, type ScanView } from '#backups/model';
import { Archive } from './archive.ts';
import { BackupKeys } from './backup-keys.service.ts';
import { listed } from './backup-run.ts';
import { Backups } from './backups.service.ts';
import { BackupRows } from './catalogue-rows.ts';
import { BackupFault } from './faults.ts';
import type { Target } from './target.ts';
import { faultOf, refusalOf, Targets } from './targets.service.ts';

/** Takes backups into the catalogue that lie at a place and that this database does not know: after a restore onto an empty host, or when a disk comes back. */
@Injectable()
export class Adoption {
  constructor(
    private readonly backups: Backups,
    private readonly targets: Targets,
    private readonly keys: BackupKeys,
    private readonly rows: BackupRows,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /** Looks through a place. Throws NotFound; Rejected while a backup runs, or when the place cannot be read. */
  scan(targetId: string): Promise<ScanView> {
    return this.backups.between(async () => {
      const target = await this.targets.of(targetId);
      try {
        const found = await this.look(target).catch((error: unknown) => Promise.reject(refusalOf(faultOf(error, target.name))));
        await this.work.run(async () => this.audit.note('backup.scan', 'backup-target', targetId, [{ field: 'adopted', old: null, new: found.adopted }]));
        return found;
      } finally {
        await target.close?.();
      }
    });
  }
  /** The same for a folder, which becomes a place where backups are kept. */
  async scanFolder(path: string): Promise<ScanView> {
    return this.scan((await this.targets.folderAt(path)).id);
  }

  private async look(target: Target): Promise<ScanView> {
    const [trust, settled] = [await this.keys.trust(), await this.rows.settledAt(target.id)];
    const there = new Map([...(await listed(target, 'backups')), ...(await listed(target, 'files'))]);
    const names = [...new Set([...there.keys()].map((path) => path.split('/')[1] ?? ''))].filter((name) => BACKUP_NAME.test(name)).toSorted(); // prettier-ignore
    const found = { adopted: [] as string[], incomplete: [] as string[], foreign: [] as string[], known: 0 };
    for (const name of names) {
      if (settled.has(name)) found.known++;
      else if (!there.has(manifestPath(name))) found.incomplete.push(name);
      else {
        const manifest = await Archive.open(target, name, trust).then((archive) => archive.manifest, fault);
        if (manifest instanceof BackupFault) found.foreign.push(name);
        else if (!whole(manifest, there)) found.incomplete.push(name);
        else found.adopted.push((await this.rows.adopt(manifest, target.id), name));
      }
    }
    return found;
  }
}

/** Everything it names lies there; files are sealed anew when recipients change, and are not as long then as they were. */
const whole = ({ name, database, files }: Manifest, there: ReadonlyMap<string, number>): boolean => there.get(databasePath(name)) === database.bytes && files.every(({ sha256 }) => there.get(filePath(sha256)));
/** What was not signed here; a place that cannot be read is another matter. */
function fault(error: unknown): BackupFault {
  if (error instanceof BackupFault && ['signature', 'format'].includes(error.code)) return error;
  throw error;
}
