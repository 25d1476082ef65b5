import { Injectable } from '@nestjs/common';
import { Clock, currentContext, Database, fromStoredMoment, newId, toStoredMoment, UnitOfWork } from '#kernel/api';
import type { BackupView, CopyView, FaultView, Manifest, RunCause, RunPhase } from '#backups/model';

interface Stored extends Omit<BackupView, 'fault' | 'copies'> {
  readonly fault: string | null;
  readonly fence: number;
}
interface StoredCopy {
  readonly backupId: string;
  readonly targetId: string;
  readonly target: string | null;
  readonly state: CopyView['state'];
  readonly fault: string | null;
}
/** A run in the hands of the one who does it: whoever lost the lease changes nothing of it any more. */
export interface Run {
  readonly id: string;
  readonly name: string;
  readonly fence: number;
}
const MOST = 100;

/** The catalogue of backups: a row for each run, and one for each place it went to. */
@Injectable()
export class BackupRows {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async begin(name: string, cause: RunCause, migration: string, fence: number): Promise<Run> {
    const id = newId();
    const row = { id, name, state: 'running', cause, engine: this.db.kind === 'sqlite' ? 'sqlite' : 'mariadb', migration, startedAt: this.moment(), phase: 'files', userId: currentContext()?.principal?.id ?? null, fence };
    await this.work.run(() => this.db.insert('backup', Object.keys(row), [Object.values(row)]));
    return { id, name, fence };
  }
  /** Says how far it is. False when the run is no longer one's own. */
  progress(run: Run, phase: RunPhase, done: number, total: number): Promise<boolean> {
    return this.set(run, { phase, done, total });
  }
  async end(run: Run, values: Readonly<Record<string, unknown>>): Promise<boolean> {
    return this.set(run, { ...values, phase: 'done', finishedAt: this.moment() });
  }
  async copy({ id }: Run, targetId: string, state: CopyView['state'], fault: FaultView | null = null): Promise<void> {
    await this.work.run(() => this.db.put('backup_copy', { backupId: id, targetId }, { state, fault: fault && JSON.stringify(fault), changedAt: this.moment() }));
  }
  async removed(id: string): Promise<void> {
    await this.work.run(() => this.db.write('UPDATE `backup` SET `removedAt` = ? WHERE `id` = ?', [this.moment(), id]));
  }
  async checked(id: string): Promise<void> {
    await this.work.run(() => this.db.write('UPDATE `backup` SET `checkedAt` = ? WHERE `id` = ?', [this.moment(), id]));
  }
  /** A drill restored it, and everything was right. */
  async verified(name: string): Promise<void> {
    await this.work.run(() => this.db.write('UPDATE `backup` SET `verifiedAt` = ? WHERE `name` = ?', [this.moment(), name]));
  }
  /** Reading it back showed that a copy is not what was written: it counts as proven no more. */
  async damaged(name: string, targetId: string, fault: FaultView): Promise<void> {
    await this.work.run(async () => {
      await this.db.write('UPDATE `backup` SET `verifiedAt` = NULL, `checkedAt` = NULL WHERE `name` = ?', [name]);
      await this.db.write("UPDATE `backup_copy` SET `state` = 'failed', `fault` = ?, `changedAt` = ? WHERE `targetId` = ? AND `backupId` IN (SELECT `id` FROM `backup` WHERE `name` = ?)", [JSON.stringify(fault), this.moment(), targetId, name]);
    });
  }

  /** A backup that was found at a place, whether a row told of it before or not. */
  async adopt({ name, engine, migration, startedAt, finishedAt, database, tables, files }: Manifest, targetId: string): Promise<void> {
    const [known] = await this.db.read<{ id: string }>('SELECT `id` FROM `backup` WHERE `name` = ?', [name]);
    const id = known?.id ?? newId();
    const row = {
      id, name, state: 'good', cause: 'found' satisfies RunCause, engine, migration, startedAt: toStoredMoment(startedAt), finishedAt: toStoredMoment(finishedAt), phase: 'done', bytes: database.bytes, plainBytes: database.plainBytes,
      rowCount: tables.reduce((sum, { rows }) => sum + rows, 0), files: files.length, fileBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    }; // prettier-ignore
    await this.work.run(async () => {
      if (known) await this.db.write('UPDATE `backup` SET `removedAt` = NULL WHERE `id` = ?', [id]);
      else await this.db.insert('backup', Object.keys(row), [Object.values(row)]);
      await this.copy({ id, name, fence: 0 }, targetId, 'held');
    });
  }
  /** Names that need no look at a place: runs that are on or failed, and copies that are known to be there, or to be gone. */
  async settledAt(targetId: string): Promise<Set<string>> {
    const rows = await this.db.read<{ name: string }>("SELECT b.`name` FROM `backup` b LEFT JOIN `backup_copy` c ON c.`backupId` = b.`id` AND c.`targetId` = ? WHERE c.`targetId` IS NOT NULL OR b.`state` IN ('running', 'failed')", [targetId]);
    return new Set(rows.map(({ name }) => name));
  }

  /** Runs that nobody does any more, of an earlier holder of the lease. */
  async left(fence: number): Promise<Run[]> {
    const rows = await this.db.read<Stored>("SELECT * FROM `backup` WHERE `state` = 'running' AND `fence` < ?", [fence]);
    return rows.map(({ id, name, fence: own }) => ({ id, name, fence: Number(own) }));
  }
  /** What became of a run of that name; null when this catalogue does not know it. */
  async stateOf(name: string): Promise<BackupView['state'] | null> {
    const [row] = await this.db.read<{ state: BackupView['state'] }>('SELECT `state` FROM `backup` WHERE `name` = ?', [name]);
    return row?.state ?? null;
  }
  async latest(): Promise<BackupView[]> {
    return this.views(await this.db.read<Stored>('SELECT * FROM `backup` ORDER BY `startedAt` DESC, `id` DESC LIMIT ?', [MOST]));
  }
  /** Those that are kept, newest first. */
  async kept(): Promise<BackupView[]> {
    return this.views(await this.db.read<Stored>("SELECT * FROM `backup` WHERE `state` IN ('good', 'partial') AND `removedAt` IS NULL ORDER BY `startedAt` DESC, `id` DESC LIMIT 1000"));
  }
  async find(name: string): Promise<BackupView | null> {
    const [view] = await this.views(await this.db.read<Stored>('SELECT * FROM `backup` WHERE `name` = ?', [name]));
    return view ?? null;
  }
  async byId(id: string): Promise<BackupView | null> {
    const [view] = await this.views(await this.db.read<Stored>('SELECT * FROM `backup` WHERE `id` = ?', [id]));
    return view ?? null;
  }
  async lastGood(): Promise<BackupView | null> {
    const [view] = await this.views(await this.db.read<Stored>("SELECT * FROM `backup` WHERE `state` = 'good' ORDER BY `startedAt` DESC LIMIT 1"));
    return view ?? null;
  }
  async lastVerified(): Promise<string | null> {
    const [row] = await this.db.read<{ at: string | null }>('SELECT MAX(`verifiedAt`) AS `at` FROM `backup`');
    return row?.at ? fromStoredMoment(row.at) : null;
  }

  private async views(rows: readonly Stored[]): Promise<BackupView[]> {
    if (rows.length === 0) return [];
    const copies = await this.db.read<StoredCopy>(
      `SELECT c.*, t.\`name\` AS \`target\` FROM \`backup_copy\` c LEFT JOIN \`backup_target\` t ON t.\`id\` = c.\`targetId\` WHERE c.\`backupId\` IN (${rows.map(() => '?').join(', ')})`,
      rows.map(({ id }) => id),
    );
    const moment = (stored: string | null) => stored && fromStoredMoment(stored);
    return rows.map(({ id, name, state, cause, phase, done, total, startedAt, finishedAt, bytes, plainBytes, rowCount, files, fileBytes, fault, checkedAt, verifiedAt, removedAt }) => ({
      id, name, state, cause, phase, done: Number(done), total: Number(total), startedAt: fromStoredMoment(startedAt), finishedAt: moment(finishedAt), bytes: Number(bytes), plainBytes: Number(plainBytes),
      rowCount: Number(rowCount), files: Number(files), fileBytes: Number(fileBytes), fault: fault ? (JSON.parse(fault) as FaultView) : null, checkedAt: moment(checkedAt), verifiedAt: moment(verifiedAt), removedAt: moment(removedAt),
      copies: copies.filter(({ backupId }) => backupId === id).map(({ targetId, target, state: of, fault: why }) => ({ targetId, target: target ?? '–', state: of, fault: why ? (JSON.parse(why) as FaultView) : null })),
    })); // prettier-ignore
  }
  private async set({ id, fence }: Run, values: Readonly<Record<string, unknown>>): Promise<boolean> {
    const names = Object.keys(values).map((name) => `\`${name}\` = ?`).join(', '); // prettier-ignore
    const { affected } = await this.work.run(() => this.db.write(`UPDATE \`backup\` SET ${names} WHERE \`id\` = ? AND \`fence\` = ? AND \`state\` = 'running'`, [...Object.values(values), id, fence]));
    return affected === 1;
  }
  private moment = () => toStoredMoment(this.clock.now().toISOString());
}
