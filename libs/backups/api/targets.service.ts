import { stat } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Audit, Clock, Database, fromStoredMoment, Installation, Invalid, newId, NotFound, Rejected, Sealing, toStoredMoment, UnitOfWork } from '#kernel/api';
import { isLoopback } from '#kernel/model';
import { PLACE_NEEDS, type FaultView, type FolderPlace, type S3Place, type SftpPlace, type TargetInput, type TargetKind, type TargetView } from '#backups/model';
import { BackupFault } from './faults.ts';
import { FolderTarget } from './folder-target.ts';
import { S3Target } from './s3-target.ts';
import { SftpTarget, UnknownHost } from './sftp-target.ts';
import type { Target } from './target.ts';

interface Stored {
  readonly id: string;
  readonly name: string;
  readonly kind: TargetKind;
  readonly enabled: boolean | number;
  readonly place: string;
  readonly secret: string | null;
  readonly sealedTo: string | null;
  readonly createdAt: string;
  readonly seenAt: string | null;
  readonly freeBytes: number | null;
  readonly fault: string | null;
}
type Place = FolderPlace | S3Place | SftpPlace;

/** The places backups are kept at. Their secrets are sealed, written and never shown. */
@Injectable()
export class Targets {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly installation: Installation,
  ) {}

  async views(): Promise<TargetView[]> {
    return Promise.all((await this.stored()).map((one) => this.view(one)));
  }
  /** Every place that is in use, ready to be written to. Close them when done. */
  async enabled(): Promise<Target[]> {
    return (await this.stored()).filter(({ enabled }) => Number(enabled) === 1).map((one) => this.target(one));
  }
  /** One of them, in use or not. Throws NotFound. */
  async of(id: string): Promise<Target> {
    return this.target(await this.one(id));
  }

  /** The place that is this folder; one that is not known yet becomes one that is paused: nothing is written there unless somebody says so. */
  async folderAt(folder: string): Promise<TargetView> {
    const path = resolve(folder);
    const known = (await this.views()).find(({ kind, place }) => kind === 'folder' && place['path'] === path);
    return known ?? this.add({ name: path.slice(-100), kind: 'folder', enabled: false, path } as TargetInput);
  }

  async add(input: TargetInput): Promise<TargetView> {
    const place = placeOf(input);
    if (input.kind !== 'folder' && !input.secret) throw new Invalid([{ pointer: '/secret', code: 'required' }]);
    await this.demandFolder(input, place);
    const id = newId();
    await this.work.run(async () => {
      const row = { id, name: input.name, kind: input.kind, enabled: input.enabled ? 1 : 0, place: JSON.stringify(place), secret: this.sealed(id, input.secret), createdAt: this.now() };
      await this.db.insert('backup_target', Object.keys(row), [Object.values(row)]);
      this.audit.note('backup.target-add', 'backup-target', id, [{ field: 'place', old: null, new: { name: input.name, kind: input.kind, ...place } }]);
    });
    return this.view(await this.one(id));
  }
  /** A secret is kept only for the place it was given for. */
  async change(id: string, input: TargetInput): Promise<TargetView> {
    const before = await this.one(id);
    if (before.kind !== input.kind) throw new Invalid([{ pointer: '/kind', code: 'fixed' }]);
    const place = placeOf(input);
    await this.demandFolder(input, place);
    const same = addressOf(JSON.parse(before.place) as Place) === addressOf(place);
    if (input.kind !== 'folder' && !input.secret && !same) throw new Invalid([{ pointer: '/secret', code: 'required' }]);
    const secret = input.secret ? this.sealed(id, input.secret) : before.secret;
    await this.work.run(async () => {
      await this.db.write('UPDATE `backup_target` SET `name` = ?, `enabled` = ?, `place` = ?, `secret` = ?, `fault` = NULL WHERE `id` = ?', [input.name, input.enabled ? 1 : 0, JSON.stringify(place), secret, id]);
      const told = (name: string, enabled: boolean, one: Place, hidden: boolean) => ({ name, enabled, ...one, ...(hidden ? { secret: '•' } : {}) });
      const old = told(before.name, Number(before.enabled) === 1, JSON.parse(before.place) as Place, Boolean(before.secret));
      this.audit.note('backup.target-change', 'backup-target', id, [{ field: 'place', old, new: told(input.name, input.enabled, place, Boolean(secret)) }]);
    });
    return this.view(await this.one(id));
  }
  /** Forgets a place; what lies there stays. */
  async remove(id: string): Promise<void> {
    const before = await this.one(id);
    await this.work.run(async () => {
      await this.db.write('DELETE FROM `backup_target` WHERE `id` = ?', [id]);
      await this.db.write("UPDATE `backup_copy` SET `state` = 'removed', `changedAt` = ? WHERE `targetId` = ? AND `state` = 'held'", [this.now(), id]);
      this.audit.note('backup.target-remove', 'backup-target', id, [{ field: 'place', old: { name: before.name, kind: before.kind }, new: null }]);
    });
  }

  /** Writes there, reads it back and removes it. Throws Rejected with what the place said. */
  async test(id: string): Promise<TargetView> {
    const fault = await this.look(await this.one(id));
    if (fault?.code === 'host-key') throw new Rejected('backup-host-key', fault.facts);
    if (fault) throw refusalOf(fault);
    return this.view(await this.one(id));
  }
  /** Looks whether the places in use can be reached, and how much room they have. */
  async lookAtAll(): Promise<void> {
    for (const one of await this.stored()) if (Number(one.enabled) === 1) await this.look(one);
  }

  private async look(stored: Stored): Promise<FaultView | null> {
    const target = this.target(stored);
    let [freeBytes, fault]: [number | null, FaultView | null] = [null, null];
    try {
      ({ freeBytes } = await target.probe());
    } catch (error) {
      fault = faultOf(error, stored.name);
    } finally {
      await target.close?.();
    }
    await this.seen(stored.id, fault, freeBytes);
    return fault;
  }
  /** Writes down how a place was found. */
  async seen(id: string, fault: FaultView | null, freeBytes: number | null): Promise<void> {
    const set = fault ? '`fault` = ?' : '`fault` = NULL, `freeBytes` = ?, `seenAt` = ?';
    await this.work.run(() => this.db.write(`UPDATE \`backup_target\` SET ${set} WHERE \`id\` = ?`, fault ? [JSON.stringify(fault), id] : [freeBytes, this.now(), id]));
  }
  /** Whom the stored files of a place were sealed to the last time; they are sealed anew for others. */
  async sealedTo(id: string): Promise<string | null> {
    return (await this.one(id)).sealedTo;
  }
  async setSealedTo(id: string, sealedTo: string): Promise<void> {
    await this.work.run(() => this.db.write('UPDATE `backup_target` SET `sealedTo` = ? WHERE `id` = ?', [sealedTo, id]));
  }

  private target({ id, name, kind, place, secret }: Stored): Target {
    const where = JSON.parse(place) as Place;
    const text = secret ? (this.sealing.read<string | null>('backup_target', 'secret', id, secret, null) ?? '') : '';
    if (kind === 'folder') return new FolderTarget(id, name, (where as FolderPlace).path);
    if (kind === 's3') return new S3Target(id, name, where as S3Place, text);
    return new SftpTarget(id, name, where as SftpPlace, text);
  }
  /** A folder is named as a whole, and is none of those the server keeps its own things in. */
  private async demandFolder({ kind }: TargetInput, place: Place): Promise<void> {
    if (kind !== 'folder') return;
    const { path } = place as FolderPlace;
    const { dataDir } = this.installation;
    const inside = path === dataDir || ['files', 'keys', 'backup-work'].some((own) => `${path}${sep}`.startsWith(`${resolve(dataDir, own)}${sep}`));
    if (!isAbsolute(path) || inside) throw new Invalid([{ pointer: '/path', code: 'folder' }]);
    if (!(await stat(path).catch(() => null))?.isDirectory()) throw new Invalid([{ pointer: '/path', code: 'folder-missing' }]);
  }

  private async view({ id, name, kind, enabled, place, secret, seenAt, freeBytes, fault }: Stored): Promise<TargetView> {
    const where = JSON.parse(place) as Place;
    return {
      id, name, kind, enabled: Number(enabled) === 1, place: { ...where }, hasSecret: secret !== null, seenAt: seenAt && fromStoredMoment(seenAt), freeBytes: freeBytes === null ? null : Number(freeBytes),
      fault: fault ? (JSON.parse(fault) as FaultView) : null, sameDisk: kind === 'folder' && (await this.onSameDisk((where as FolderPlace).path)),
    }; // prettier-ignore
  }
  private async onSameDisk(path: string): Promise<boolean> {
    const [one, other] = await Promise.all([path, this.installation.dataDir].map((folder) => stat(folder).catch(() => null)));
    return Boolean(one && other && one.dev === other.dev);
  }
  private sealed = (id: string, secret: string | null | undefined) => (secret ? this.sealing.close('backup_target', 'secret', id, secret, 'secret') : null);
  private stored = (): Promise<Stored[]> => this.db.read<Stored>('SELECT * FROM `backup_target` ORDER BY `createdAt`, `id`');
  private async one(id: string): Promise<Stored> {
    const found = (await this.stored()).find((one) => one.id === id);
    if (!found) throw new NotFound();
    return found;
  }
  private now = () => toStoredMoment(this.clock.now().toISOString());
}

/** Where a secret may be sent. */
const addressOf = (place: Place): string => ('endpoint' in place ? `${place.endpoint} ${place.accessKeyId}` : 'host' in place ? `${place.host}:${place.port} ${place.username} ${place.hostKey}` : place.path);

/** What its kind needs of an input. Throws Invalid with what is missing. */
function placeOf(input: TargetInput): Place {
  const missing = (PLACE_NEEDS[input.kind] as readonly (keyof TargetInput)[]).filter((name) => !input[name]);
  if (missing.length > 0) throw new Invalid(missing.map((name) => ({ pointer: `/${name}`, code: 'required' })));
  const { path = '', endpoint, region, bucket, prefix, accessKeyId, host, port, username, hostKey } = input;
  if (input.kind === 'folder') return { path: resolve(path ?? '') === path ? path : (path ?? '').replace(/[/\\]+$/, '') };
  if (input.kind === 'sftp') return { host: host ?? '', port: port ?? 22, username: username ?? '', path: path ?? '', hostKey: hostKey ?? '' };
  demandHttps(endpoint ?? '');
  return { endpoint: endpoint ?? '', region: region ?? 'us-east-1', bucket: bucket ?? '', prefix: prefix ?? '', accessKeyId: accessKeyId ?? '', pathStyle: true };
}

/** Keys and backups go in clear to this machine alone. Throws Invalid. */
function demandHttps(endpoint: string): void {
  const url = URL.parse(endpoint);
  const fine = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !fine || url.username || url.password) throw new Invalid([{ pointer: '/endpoint', code: 'https' }]);
}

/** Whatever went wrong with a place, as it is told. */
export function faultOf(error: unknown, target: string): FaultView {
  if (error instanceof UnknownHost) return { code: 'host-key', facts: { target, hostKey: error.hostKey } };
  if (error instanceof BackupFault) return { code: error.code, facts: error.facts };
  const { name, message, code } = error as { name?: string; message?: string; code?: string };
  const reason = [name === 'Error' ? code : name, message].filter(Boolean).join(': ').slice(0, 300);
  return { code: 'target-failed', facts: { target, reason } };
}
/** The same as a refusal, in the words of the place where it had some. */
export const refusalOf = ({ code, facts }: FaultView): Rejected => new Rejected('backup-target-refused', { reason: String(facts['reason'] ?? `${code} ${String(facts['path'] ?? '')}`).trim() });
