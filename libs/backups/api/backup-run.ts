import { createReadStream } from 'node:fs';
import { mkdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Checkpoints } from '#audit/api';
import { Clock, Database, DATABASE_SETTINGS, Installation, KeyRing, sqliteFile, VERSION, type DatabaseSettings } from '#kernel/api';
import { databasePath, manifestPath, type FaultView, type Manifest, type RunPhase, type SignedManifest } from '#backups/model';
import { Archive } from './archive.ts';
import { BackupKeys } from './backup-keys.service.ts';
import { BackupRows, type Run } from './catalogue-rows.ts';
import { carry, measured } from './carry.ts';
import { accessFile, dumpArguments, findProgram } from './database-programs.ts';
import { DumpQueries } from './dump.queries.ts';
import { dump } from './dump.ts';
import type { Dumped, DumpSource } from './dump-worker.ts';
import { fingerprintOf } from './envelope.ts';
import { BackupFault } from './faults.ts';
import { StoredCopies, type StoredCopy } from './stored-copies.ts';
import type { Target } from './target.ts';
import { faultOf, Targets } from './targets.service.ts';

/** A place and what went wrong there; nothing so far, while `fault` is null. */
interface Place {
  readonly target: Target;
  fault: FaultView | null;
  /** What lies there already, by path. */
  there: ReadonlyMap<string, number>;
}
/** Everybody a run seals to, and how that is remembered. */
interface Sealing {
  readonly to: readonly string[];
  readonly mark: string;
}
/** Still one's own? Throws BackupFault 'lease-lost' otherwise. */
export type Hold = (phase: RunPhase, done: number, total: number) => Promise<void>;
export const WORK_FOLDER = 'backup-work';
/** A dump is written once here, sealed, and needs so much more room than the last one. */
const ROOM = 1.5;

/** Writes one backup: files, the database at one moment, the manifest; to every target in use; and reads it back. */
@Injectable()
export class BackupWriter {
  constructor(
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
    private readonly db: Database,
    private readonly installation: Installation,
    private readonly clock: Clock,
    private readonly ring: KeyRing,
    private readonly keys: BackupKeys,
    private readonly targets: Targets,
    private readonly rows: BackupRows,
    private readonly copies: StoredCopies,
    private readonly queries: DumpQueries,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** Does the run to its end and enters what came of it. Throws BackupFault when nothing did. */
  async write(run: Run, hold: Hold, alone: <T>(work: () => Promise<T>) => Promise<T>, signal: AbortSignal): Promise<void> {
    const startedAt = this.clock.now().toISOString();
    const recipients = await this.keys.recipients();
    const places: Place[] = (await this.targets.enabled()).map((target) => ({ target, fault: null, there: new Map() }));
    const folder = join(this.installation.dataDir, WORK_FOLDER, run.name);
    let entered = false;
    try {
      if (!recipients.some(({ kind }) => kind !== 'drill')) throw new BackupFault('no-recipient');
      if (places.length === 0) throw new BackupFault('no-target');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await this.room(places);
      const sealing: Sealing = { to: recipients.map(({ recipient }) => recipient), mark: sealedAs(recipients.map(({ fingerprint }) => fingerprint)) };
      const files = await this.bringFiles(places, sealing, hold);
      // The end of the chain before the dump: what is written meanwhile is in one of them and not in the other.
      const audit = await this.auditHead();
      const dumped = await alone(() => this.dump(folder, sealing.to, hold, signal));
      const later = await this.bringFiles(places, sealing, hold);
      const body: Manifest = {
        format: 1, name: run.name, engine: this.db.kind === 'sqlite' ? 'sqlite' : 'mariadb', appVersion: VERSION, migration: await this.queries.lastMigration(), startedAt, finishedAt: this.clock.now().toISOString(),
        position: dumped.position, tables: dumped.tables, database: { bytes: dumped.bytes, plainBytes: dumped.plainBytes, sha256: dumped.sha256, plainSha256: dumped.plainSha256 },
        files: joined([...files, ...later]), recipients: recipients.map(({ fingerprint }) => fingerprint), keys: [this.ring.masterKeyId], audit, trailer: true,
      }; // prettier-ignore
      await this.place(run, places, await this.keys.sign(body), join(folder, 'database.zst.age'), hold);
      const held = places.filter(({ fault }) => fault === null);
      const checked = held[0] ? await this.check(run, held[0].target, hold) : false;
      for (const { target } of held) await this.targets.setSealedTo(target.id, sealing.mark);
      const all = held.length === places.length;
      const values = {
        state: all ? 'good' : held.length > 0 ? 'partial' : 'failed', bytes: dumped.bytes, plainBytes: dumped.plainBytes, rowCount: body.tables.reduce((sum, { rows }) => sum + rows, 0),
        files: body.files.length, fileBytes: body.files.reduce((sum, { bytes }) => sum + bytes, 0), fault: all ? null : JSON.stringify(places.find(({ fault }) => fault)?.fault),
      }; // prettier-ignore
      if (!(await this.rows.end(run, values))) throw new BackupFault('lease-lost');
      entered = true;
      if (checked) await this.rows.checked(run.id);
    } finally {
      for (const { target, fault } of places) {
        if (fault || !entered) await clearAway(target, run.name);
        await target.close?.();
      }
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Every file to every target that can be reached; a target that fails takes no further part. */
  private async bringFiles(places: readonly Place[], { to, mark }: Sealing, hold: Hold): Promise<StoredCopy[]> {
    const files = await this.copies.here(to);
    let done = 0;
    const step = () => hold('files', ++done, files.length * places.length);
    for (const place of places) {
      await this.attempt(place, async () => {
        const same = (await this.targets.sealedTo(place.target.id)) === mark;
        if (place.there.size === 0 && same) place.there = await listed(place.target, 'files/');
        await this.copies.bring(place.target, files, to, place.there, step);
        place.there = await listed(place.target, 'files/');
      });
    }
    await hold('files', 1, 1);
    return files;
  }

  private async dump(folder: string, recipients: readonly string[], hold: Hold, signal: AbortSignal): Promise<Dumped> {
    const total = (await this.rows.lastGood())?.plainBytes ?? 0;
    await hold('dump', 0, total);
    const out = join(folder, 'database.zst.age');
    const progress = (bytes: number) => void hold('dump', bytes, Math.max(total, bytes)).catch(() => undefined);
    const start = (source: DumpSource) => dump({ source, recipients, out }, progress, signal);
    if (this.db.kind === 'sqlite') {
      const copy = join(folder, 'database.db');
      return start({ file: sqliteFile(this.settings.url), copy }).finally(() => rm(copy, { force: true }));
    }
    await this.queries.demandSnapshots();
    const access = accessFile(this.settings, folder);
    const more = [...((await this.queries.hasLog()) ? ['--master-data=2', '--gtid'] : []), ...(await this.queries.leftOut())];
    return start({ program: findProgram('dump'), args: dumpArguments(access, more) }).finally(access.remove);
  }

  /** The dump, then the manifest that makes it a backup. */
  private async place(run: Run, places: readonly Place[], manifest: SignedManifest, dumped: string, hold: Hold): Promise<void> {
    const { bytes, sha256 } = manifest.body.database;
    const text = Buffer.from(JSON.stringify(manifest));
    let done = 0;
    for (const place of places) {
      await hold('upload', done, bytes * places.length);
      await this.attempt(place, async () => {
        await carry(place.target, databasePath(run.name), async () => createReadStream(dumped), { bytes, sha256 });
        await hold('upload', (done += bytes), bytes * places.length);
        await carry(place.target, manifestPath(run.name), async () => Readable.from([text]));
      });
      await this.rows.copy(run, place.target.id, place.fault ? 'failed' : 'held', place.fault);
    }
  }

  /** Reads it as a restore would: signature, hash, key, packing, and the sums of what comes out. False when this host may not open it. */
  private async check(run: Run, target: Target, hold: Hold): Promise<boolean> {
    await hold('check', 0, 1);
    const archive = await Archive.open(target, run.name, await this.keys.trust());
    const identity = await this.keys.drillIdentity();
    if (identity) await measured(await archive.database(identity));
    await hold('check', 1, 1);
    return identity !== null;
  }

  private async attempt(place: Place, work: () => Promise<void>): Promise<void> {
    if (place.fault) return;
    try {
      await work();
    } catch (error) {
      if (error instanceof BackupFault && error.code === 'lease-lost') throw error;
      place.fault = faultOf(error, place.target.name);
      await this.targets.seen(place.target.id, place.fault, null);
    }
  }

  /** Room for the sealed dump here, and at targets that tell how much they have. Throws BackupFault 'no-space'. */
  private async room(places: readonly Place[]): Promise<void> {
    const last = (await this.rows.lastGood())?.bytes ?? 0;
    const plain = this.db.kind === 'sqlite' ? (await stat(sqliteFile(this.settings.url))).size : 0;
    const { bavail, bsize } = await statfs(this.installation.dataDir);
    if (bavail * bsize < last * ROOM + plain * 1.1) throw new BackupFault('no-space', { place: this.installation.dataDir });
    for (const place of places) {
      await this.attempt(place, async () => {
        const { freeBytes } = await place.target.probe();
        await this.targets.seen(place.target.id, null, freeBytes);
        if (freeBytes !== null && freeBytes < last * ROOM) throw new BackupFault('no-space', { place: place.target.name });
      });
    }
    const fault = places.every((place) => place.fault) ? places[0]?.fault : null;
    if (fault) throw new BackupFault(fault.code === 'no-space' ? 'no-space' : 'target-failed', fault.facts);
  }

  private async auditHead(): Promise<Manifest['audit']> {
    return this.checkpoints.write().then((head) => ({ ...head, keys: this.checkpoints.publicKeys() }), () => null); // prettier-ignore
  }
}

/** What lies under a prefix, by path. */
export async function listed(target: Target, prefix: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for await (const { path, bytes } of target.list(prefix)) found.set(path, bytes);
  return found;
}
/** A backup that did not come to be leaves nothing behind; whoever cannot be reached is swept later. */
export async function clearAway(target: Target, name: string): Promise<void> {
  try {
    await target.remove(manifestPath(name));
    const left = [...(await listed(target, `backups/${name}`)).keys()];
    for (const path of left) await target.remove(path);
  } catch {
    return;
  }
}
const joined = (files: readonly StoredCopy[]) => [...new Map(files.map(({ name, sha256, bytes }) => [`${name} ${sha256}`, { name, sha256, bytes }])).values()];
/** How a target remembers whom its files are sealed to. */
function sealedAs(fingerprints: readonly string[]): string {
  const text = fingerprints.toSorted().join(',');
  return text.length <= 64 ? text : fingerprintOf(text);
}
