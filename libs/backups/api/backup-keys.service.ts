import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Audit, Clock, Database, fromStoredMoment, KeyRing, MasterKeys, newId, NotFound, Rejected, Sealing, toStoredMoment, UnitOfWork } from '#kernel/api';
import type { BackupKeyKind, BackupKeyView, Manifest, SignedManifest } from '#backups/model';
import { fingerprintOf, newKeyPair, sealTo } from './envelope.ts';
import { BACKUP_PURPOSE, hashOf, textOf, Trust } from './signature.ts';

interface Stored {
  readonly id: string;
  readonly kind: BackupKeyKind | 'signing';
  readonly name: string;
  readonly publicText: string;
  readonly fingerprint: string;
  readonly secret: string | null;
  readonly createdAt: string;
  readonly retiredAt: string | null;
}

/** The keys of backups: whom they are encrypted to, the drill's own, and the one that signs. Secrets among them are sealed; the master's identity was never here. */
@Injectable()
export class BackupKeys {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
    private readonly ring: KeyRing,
    private readonly masters: MasterKeys,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Everybody who can open the backups from now on. */
  async recipients(): Promise<BackupKeyView[]> {
    return (await this.stored()).filter(({ kind, retiredAt }) => kind !== 'signing' && !retiredAt).map(shown);
  }

  /** A key pair whose identity is told once and kept nowhere. */
  async makeMaster(name: string): Promise<{ key: BackupKeyView; identity: string }> {
    const { identity, recipient } = await newKeyPair();
    return { key: await this.add('master', name, recipient, null), identity };
  }
  /** A recipient whose identity somebody else keeps: made in their browser, or by themselves. Throws Rejected for what is none. */
  async addRecipient(kind: 'master' | 'own', name: string, recipient: string): Promise<BackupKeyView> {
    const text = recipient.trim();
    await sealTo([text], Readable.from([])).catch(() => {
      throw new Rejected('no-recipient', { recipient: text.slice(0, 12) });
    });
    if ((await this.recipients()).some((one) => one.recipient === text)) throw new Rejected('recipient-known');
    return this.add(kind, name, text, null);
  }
  /** Lets this host open backups for its drills; its identity lies sealed in the database. */
  async turnDrillsOn(): Promise<BackupKeyView> {
    const known = (await this.recipients()).find(({ kind }) => kind === 'drill');
    if (known) return known;
    const { identity, recipient } = await newKeyPair();
    return this.add('drill', 'drill', recipient, identity);
  }
  /** Turned off, the identity that was here is forgotten; backups from before stay as they are. */
  async switchDrills(on: boolean): Promise<void> {
    if (on) return void (await this.turnDrillsOn());
    for (const { id, kind } of await this.recipients()) if (kind === 'drill') await this.retire(id);
  }
  /** Future backups are not encrypted to it any more; an identity that was here is forgotten. */
  async retire(id: string): Promise<void> {
    const found = (await this.stored()).find((one) => one.id === id && one.kind !== 'signing' && !one.retiredAt);
    if (!found) throw new NotFound();
    await this.work.run(async () => {
      await this.db.write('UPDATE `backup_key` SET `retiredAt` = ?, `secret` = NULL WHERE `id` = ?', [this.now(), id]);
      this.audit.note('backup.key-retire', 'backup-key', id, [{ field: 'fingerprint', old: found.fingerprint, new: null }]);
    });
  }

  /** The identity that opens backups on this host; null while drills are off. */
  async drillIdentity(): Promise<string | null> {
    const found = (await this.stored()).find(({ kind, retiredAt }) => kind === 'drill' && !retiredAt);
    return found?.secret ? this.sealing.read<string | null>('backup_key', 'secret', found.id, found.secret, null) : null;
  }

  /** Whose signatures hold. */
  async trust(): Promise<Trust> {
    const known = (await this.stored()).filter(({ kind }) => kind === 'signing').map(({ publicText }) => publicText);
    return new Trust(this.masters, known);
  }
  /** A manifest with its signature, as it is written to targets. Called by whoever holds the lease of the run: the first call makes the key. */
  async sign(body: Manifest): Promise<SignedManifest> {
    const { publicText: publicKey, id, secret } = await this.signing();
    const pem = this.sealing.read('backup_key', 'secret', id, secret ?? '', '');
    const value = sign('sha256', Buffer.from(textOf(body)), { key: createPrivateKey(pem), dsaEncoding: 'ieee-p1363' }).toString('base64url');
    return { body, signature: { algorithm: 'ES256', publicKey, ...(await this.ring.vouch(hashOf(publicKey), BACKUP_PURPOSE)), value } };
  }

  private async signing(): Promise<Stored> {
    const live = async () => (await this.stored()).find(({ kind, retiredAt }) => kind === 'signing' && !retiredAt);
    const known = await live();
    if (known) return known;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const text = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    await this.add('signing', 'signing', text, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    return (await live()) as Stored;
  }

  private add(kind: Stored['kind'], name: string, publicText: string, secret: string | null): Promise<BackupKeyView> {
    return this.work.run(async () => {
      const id = newId();
      const row = { id, kind, name, publicText, fingerprint: fingerprintOf(publicText), secret: secret && this.sealing.close('backup_key', 'secret', id, secret, 'secret'), createdAt: this.now(), retiredAt: null };
      await this.db.insert('backup_key', Object.keys(row), [Object.values(row)]);
      this.audit.note('backup.key-add', 'backup-key', id, [{ field: 'fingerprint', old: null, new: row.fingerprint }]);
      return shown(row);
    });
  }
  private stored = (): Promise<Stored[]> => this.db.read<Stored>('SELECT * FROM `backup_key` ORDER BY `createdAt`, `id`');
  private now = () => toStoredMoment(this.clock.now().toISOString());
}

const shown = ({ id, kind, name, publicText, fingerprint, createdAt }: Stored): BackupKeyView => ({ id, kind: kind as BackupKeyKind, name, recipient: publicText, fingerprint, createdAt: fromStoredMoment(createdAt) });
