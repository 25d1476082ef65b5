import { Injectable, Logger } from '@nestjs/common';
import { Audit, Database, loggable, newId, UnitOfWork } from '#kernel/api';
import { BACKUP_NAME, filePath, USUAL_RETENTION, type BackupRetention, type BackupView } from '#backups/model';
import { Archive } from './archive.ts';
import { BackupKeys } from './backup-keys.service.ts';
import { clearAway, listed } from './backup-run.ts';
import { BackupRows } from './catalogue-rows.ts';
import { dispensable } from './keeping.ts';
import type { Target } from './target.ts';
import { Targets } from './targets.service.ts';

const SETTING = 'backup-retention';

/** Lets go of backups that are old enough, and of stored files that no kept one names. Whoever calls holds the lease of backups. */
@Injectable()
export class Retention {
  private readonly log = new Logger('Backups');

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
    private readonly rows: BackupRows,
    private readonly targets: Targets,
    private readonly keys: BackupKeys,
  ) {}

  async policy(): Promise<BackupRetention> {
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [SETTING]);
    return row ? (JSON.parse(row.value) as BackupRetention) : USUAL_RETENTION;
  }
  async keep(policy: BackupRetention): Promise<void> {
    const { daily, weekly, monthly, floor } = policy;
    await this.work.run(async () => {
      const before = await this.policy();
      await this.db.put('setting', { name: SETTING }, { value: JSON.stringify({ daily, weekly, monthly, floor }) });
      this.audit.note('backup.retention', 'backup', newId(), [{ field: 'retention', old: before, new: { daily, weekly, monthly, floor } }]);
    });
  }

  /** Removes what is due everywhere it is; returns the names. What cannot be removed now is tried again the next time. */
  async prune(): Promise<string[]> {
    const kept = await this.rows.kept();
    const due = new Set(dispensable(kept.map(({ name, startedAt, checkedAt, verifiedAt }) => ({ name, at: Date.parse(startedAt), proven: (verifiedAt ?? checkedAt) !== null, drilled: verifiedAt !== null })), await this.policy()));
    if (due.size === 0) return [];
    const targets = await this.targets.enabled();
    const gone: string[] = [];
    for (const backup of kept) if (due.has(backup.name) && (await this.remove(backup, targets))) gone.push(backup.name);
    for (const target of targets) {
      await this.removeOrphans(target).catch((error: unknown) => this.log.warn(loggable(error)));
      await target.close?.();
    }
    return gone;
  }

  private async remove({ id, name, copies }: BackupView, targets: readonly Target[]): Promise<boolean> {
    let whole = true;
    for (const { targetId, state } of copies) {
      if (state !== 'held') continue;
      const target = targets.find((one) => one.id === targetId);
      if (target) await clearAway(target, name);
      if (target && (await listed(target, `backups/${name}`).catch(() => null))?.size === 0) await this.rows.copy({ id, name, fence: 0 }, targetId, 'removed');
      else whole = false;
    }
    if (!whole) return false;
    await this.rows.removed(id);
    await this.work.run(async () => this.audit.note('backup.remove', 'backup', id, [{ field: 'name', old: name, new: null }]));
    return true;
  }

  /** Files that no backup there names, whoever made it. One manifest that cannot be read is reason enough to remove none. */
  private async removeOrphans(target: Target): Promise<void> {
    const trust = await this.keys.trust();
    const names = new Set([...(await listed(target, 'backups')).keys()].map((path) => path.split('/')[1] ?? '')); // prettier-ignore
    const named = new Set<string>();
    for (const name of names) {
      if (!BACKUP_NAME.test(name)) return;
      for (const { sha256 } of (await Archive.open(target, name, trust)).manifest.files) named.add(filePath(sha256));
    }
    for (const path of (await listed(target, 'files')).keys()) if (!named.has(path)) await target.remove(path);
  }
}
