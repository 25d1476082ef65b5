import { createHmac, createSecretKey, hkdfSync, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { Installation } from '../installation.ts';
import { toStoredMoment } from '../records/row.ts';
import { decrypted, encrypted, masterKeyOf, type MasterKey } from './master-key.ts';

/** Where an encrypted value stands: moved anywhere else it cannot be opened. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}
/** What data keys are for. */
export const PURPOSES = ['personal', 'secret', 'blind', 'audit'] as const;
export type Purpose = (typeof PURPOSES)[number];

interface DataKey {
  readonly id: string;
  readonly purpose: Purpose;
  readonly bytes: Buffer;
  /** The same bytes as a hash wants them: five times as quick. */
  readonly secret: KeyObject;
  readonly live: boolean;
}
interface StoredKey {
  readonly id: string;
  readonly purpose: Purpose;
  readonly wrapped: string;
  readonly masterKeyId: string;
  readonly state: string;
}
/** An encrypted value that cannot be opened: damaged, moved, or its key is gone. */
export class Unreadable extends Error {}

/** The data keys of this installation, opened by its master key at the start. */
@Injectable()
export class KeyRing implements OnModuleInit {
  private readonly keys = new Map<string, DataKey>();
  private master: MasterKey | null = null;

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly installation: Installation,
  ) {}

  onModuleInit(): Promise<void> {
    return this.open();
  }

  /** Reads the keys; makes those that are missing. Throws one clear line when the master key is another one. */
  async open(): Promise<void> {
    this.master = masterKeyOf(this.installation);
    for (const stored of await this.stored()) await this.add(stored);
    for (const purpose of PURPOSES) if (!this.find(purpose)) await this.make(purpose);
  }

  /** Encrypts a text for its place: `v1.<key>.<iv, ciphertext and tag>`. */
  seal(purpose: Purpose, place: Place, text: string): string {
    const key = this.live(purpose);
    return `v1.${key.id}.${encrypted(key.bytes, Buffer.from(text), bound(place, key.id)).toString('base64url')}`;
  }
  /** Opens what was sealed for this place. Throws Unreadable. */
  unseal(place: Place, sealed: string): string {
    const [version, id = '', body = ''] = sealed.split('.');
    const key = this.keys.get(id);
    if (version !== 'v1' || !key) throw new Unreadable(`${place.table}.${place.column} has no key ${id}`);
    try {
      return decrypted(key.bytes, Buffer.from(body, 'base64url'), bound(place, id)).toString();
    } catch {
      throw new Unreadable(`${place.table}.${place.column} of ${place.row} cannot be opened`);
    }
  }
  /** 128 bits that are equal for equal values of a column, and tell nothing else. */
  blind(column: string, value: string): string {
    const key = Buffer.from(hkdfSync('sha256', this.live('blind').bytes, '', `blind|${column}`, 32));
    return createHmac('sha256', key).update(value.normalize('NFKC')).digest().subarray(0, 16).toString('base64url');
  }
  /** A keyed hash in hexadecimal; whoever lacks the key cannot make or change it. */
  mac(purpose: Purpose, text: string): string {
    return createHmac('sha256', this.live(purpose).secret).update(text).digest('hex');
  }
  /** Whether a keyed hash was made over this text, by the live key or one that came before it. */
  holds(purpose: Purpose, text: string, mac: string): boolean {
    const given = Buffer.from(mac, 'hex');
    const own = [...this.keys.values()].filter((key) => key.purpose === purpose);
    return own.some(({ secret }) => given.length === 32 && timingSafeEqual(createHmac('sha256', secret).update(text).digest(), given));
  }

  private find = (purpose: Purpose) => [...this.keys.values()].find((key) => key.purpose === purpose && key.live);
  private live(purpose: Purpose): DataKey {
    const key = this.find(purpose);
    if (!key) throw new Error(`There is no live key for ${purpose}`);
    return key;
  }
  private stored = () => this.db.read<StoredKey>('SELECT `id`, `purpose`, `wrapped`, `masterKeyId`, `state` FROM `data_key`');

  private async add({ id, purpose, wrapped, masterKeyId, state }: StoredKey): Promise<void> {
    const bytes = await this.master?.unwrap(wrapped, purpose).catch(() => null);
    if (!bytes) throw new Error(`The master key is not the one this database was encrypted with (it needs ${masterKeyId}, this is ${this.master?.id}).`);
    this.keys.set(id, { id, purpose, bytes, secret: createSecretKey(bytes), live: state === 'live' });
  }

  /** Two instances may start at once: the first to store its key wins, both use what is stored. */
  private async make(purpose: Purpose): Promise<void> {
    const id = `${purpose}-1`;
    const wrapped = await this.master?.wrap(randomBytes(32), purpose);
    const insert = 'INSERT INTO `data_key` (`id`, `purpose`, `wrapped`, `masterKeyId`, `state`, `createdAt`) VALUES (?, ?, ?, ?, ?, ?)';
    const values = [id, purpose, wrapped, this.master?.id, 'live', toStoredMoment(this.clock.now().toISOString())];
    await this.work.run(() => this.db.write(insert, values)).catch(() => undefined);
    const found = (await this.stored()).find((key) => key.id === id);
    if (!found) throw new Error(`The key for ${purpose} could not be stored`);
    await this.add(found);
  }
}

const bound = ({ table, column, row }: Place, key: string) => `v1|${table}|${column}|${row}|${key}`;
