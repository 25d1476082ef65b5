import { createHmac, createSecretKey, hkdfSync, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { DuplicateKey } from '../database/driver-errors.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { toStoredMoment } from '../records/row.ts';
import { decrypted, encrypted, type MasterKey } from './master-key.ts';
import { MasterKeys } from './master-keys.ts';
import { KeyTable, type KeyState, type StoredKey } from './key-table.ts';

/** Where an encrypted value stands: moved anywhere else it cannot be opened. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}
/** What data keys are for: values of records, secrets, blind indexes, the audit's hashes, and values in the audit. */
export const PURPOSES = ['personal', 'secret', 'blind', 'audit', 'history'] as const;
export type Purpose = (typeof PURPOSES)[number];

interface DataKey {
  readonly id: string;
  readonly purpose: Purpose;
  readonly secret: KeyObject;
  readonly hashers: Map<string, KeyObject>;
  state: KeyState;
  used: number;
  /** Encryptions that are not written down yet. */
  fresh: number;
}
/** An encrypted value that cannot be opened: damaged, moved, or its key is gone. */
export class Unreadable extends Error {
  constructor(
    message: string,
    /** The key is not known here; it may have been made since. */
    readonly keyUnknown = false,
  ) {
    super(message);
  }
}
/** Random 96-bit IVs: a key may encrypt this often. */
export const MOST_USES = 2 ** 31;
/** Every instance looks for new keys this often. */
export const REFRESH_MS = 3000;
const SEALED = /^v1\.([a-z]+-\d+)\.([\w-]{38,})$/;
/** Whether a text is an encrypted value. */
export const isSealed = (text: string): boolean => SEALED.test(text);
/** Whether a text was an encrypted value before something changed it. */
export const wasSealed = (text: string): boolean =>
  /^v1\.[a-z]+-\d+\./.test(text) || (text.length >= 52 && /^[\w-]{38}$/.test(text.slice(-38)) && !/[=&]/.test(text) && !/^[^@]+@[^@]+\.[a-z]{2,}$/i.test(text));

/** The data keys of this installation, opened by its master key at the start. */
@Injectable()
export class KeyRing implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Keys');
  private readonly keys = new Map<string, DataKey>();
  private readonly lives = new Map<Purpose, DataKey>();
  private readonly table: KeyTable;
  private master: MasterKey | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly masters: MasterKeys,
  ) {
    this.table = new KeyTable(db, work);
  }

  async onModuleInit(): Promise<void> {
    if (await this.table.isThere()) await this.open();
  }
  /** Follows what other instances do with the keys. */
  start(): void {
    this.timer ??= setInterval(() => void this.refresh().catch((error: unknown) => this.log.warn(String(error))), REFRESH_MS).unref();
  }
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.flush().catch(() => undefined);
  }
  get masterKeyId(): string {
    return this.master?.id ?? '';
  }

  /** Reads the keys; makes those that are missing. Throws one clear line when the master key is another one, or missing. */
  async open(): Promise<void> {
    const stored = await this.table.all();
    const known = await this.masters.known();
    const needed = stored.find(({ state }) => state !== 'destroyed')?.masterKeyId;
    if (needed && known.length === 0) throw new Error(`The master key is missing: this database was encrypted with ${needed}. Put it back; nothing can be read without it.`);
    this.master = (needed ? known.find(({ id }) => id === needed) : known[0]) ?? known[0] ?? (await this.masters.make());
    await this.take(stored);
    if (needed && this.master !== known[0]) await this.masters.adopt(this.master);
    for (const purpose of PURPOSES) if (!this.lives.has(purpose)) await this.make(`${purpose}-1`, purpose, 'live');
  }

  /** Looks for keys that another instance made or changed, and writes down how often ours were used. */
  async refresh(): Promise<void> {
    if (!this.master) return;
    await this.flush();
    const stored = await this.table.all();
    if (stored.some(({ id, masterKeyId, state }) => !this.keys.has(id) && masterKeyId !== this.master?.id && state !== 'destroyed')) return this.open();
    await this.take(stored);
  }

  /** Encrypts a text for its place: `v1.<key>.<iv, ciphertext and tag>`. */
  seal(purpose: Purpose, place: Place, text: string): string {
    const key = this.live(purpose);
    if (key.used + key.fresh >= MOST_USES) throw new Error(`The key ${key.id} has encrypted as often as it may: rotate it`);
    key.fresh++;
    return `v1.${key.id}.${encrypted(key.secret, text, bound(place, key.id)).toString('base64url')}`;
  }
  /** Opens what was sealed for this place. Throws Unreadable. */
  unseal(place: Place, sealed: string): string {
    const cut = sealed.indexOf('.', 3);
    const id = sealed.slice(3, cut);
    const key = this.keys.get(id);
    if (!sealed.startsWith('v1.') || !key) throw new Unreadable(`${place.table}.${place.column} has no key ${id}`, true);
    try {
      return decrypted(key.secret, Buffer.from(sealed.slice(cut + 1), 'base64url'), bound(place, id)).toString();
    } catch {
      throw new Unreadable(`${place.table}.${place.column} of ${place.row} cannot be opened`);
    }
  }

  /** The key's generation and 128 bits that are equal for equal values of a column, and tell nothing else. */
  blind(column: string, value: string): string {
    return blindBy(this.live('blind'), column, value);
  }
  /** The same by every key that rows may be under: while the key is changed there are two. */
  blinds(column: string, value: string): string[] {
    const keys = [...this.keys.values()].filter(({ purpose, state }) => purpose === 'blind' && (state === 'live' || state === 'new' || state === 'decrypt-only'));
    return keys.map((key) => blindBy(key, column, value));
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

  /** What an entry of a blind index by the live key starts with. */
  liveGeneration = (): string => `${this.live('blind').id.slice('blind-'.length)}.`;
  /** The id of the key that encrypts now. */
  liveId = (purpose: Purpose): string => this.live(purpose).id;
  /** Every key as it is stored, uses of all instances included, as far as they wrote them down. */
  stored = (): Promise<StoredKey[]> => this.table.all();

  /** Makes the key that will follow the live one; every instance gets to know it before anything is encrypted with it. */
  async announce(purpose: Purpose): Promise<string> {
    const numbers = (await this.table.all()).filter((key) => key.purpose === purpose).map(({ id }) => Number(id.split('-')[1]));
    const id = `${purpose}-${Math.max(0, ...numbers) + 1}`;
    await this.make(id, purpose, 'new');
    return id;
  }
  async setState(id: string, state: KeyState): Promise<void> {
    await this.table.setState(id, state);
  }
  /** Wraps some bytes by the master key: whoever has that key can tell that this installation made them. */
  async vouch(bytes: Buffer, purpose: string): Promise<{ masterKeyId: string; proof: string }> {
    if (!this.master) throw new Error('The keys are not open');
    return { masterKeyId: this.master.id, proof: await this.master.wrap(bytes, purpose) };
  }
  /** Wraps every data key by the master key that follows; nothing is encrypted anew. */
  async rewrap(): Promise<{ from: string; to: string }> {
    await this.open();
    const [from, to] = [this.master as MasterKey, await this.masters.next()];
    if (from.id === to.id) throw new Error('The master key that is to follow is the one in use');
    await this.work.run(async () => {
      for (const { id, purpose, wrapped, state } of await this.table.all()) {
        if (state !== 'destroyed') await this.table.rewrap(id, from.id, to.id, await to.wrap(await from.unwrap(wrapped, purpose), purpose));
      }
    });
    this.master = to;
    await this.masters.adopt(to);
    return { from: from.id, to: to.id };
  }

  private live(purpose: Purpose): DataKey {
    const key = this.lives.get(purpose);
    if (!key) throw new Error(`There is no live key for ${purpose}`);
    return key;
  }

  private async take(stored: readonly StoredKey[]): Promise<void> {
    for (const { id, purpose, wrapped, masterKeyId, state, used } of stored) {
      const known = this.keys.get(id);
      if (state === 'destroyed') this.keys.delete(id);
      else if (known) Object.assign(known, { state, used });
      else {
        const bytes = await this.master?.unwrap(wrapped, purpose).catch(() => null);
        if (!bytes) throw new Error(`The master key is not the one this database was encrypted with (it needs ${masterKeyId}, this is ${this.master?.id}).`);
        this.keys.set(id, { id, purpose: purpose as Purpose, secret: createSecretKey(bytes), hashers: new Map(), state, used, fresh: 0 });
      }
    }
    for (const key of this.keys.values()) if (key.state === 'live') this.lives.set(key.purpose, key);
  }

  /** Two instances may start at once: the first to store its key wins, both use what is stored. */
  private async make(id: string, purpose: Purpose, state: KeyState): Promise<void> {
    const master = this.master as MasterKey;
    const wrapped = await master.wrap(randomBytes(32), purpose);
    const createdAt = toStoredMoment(this.clock.now().toISOString());
    await this.table.add({ id, purpose, wrapped, masterKeyId: master.id, state, createdAt, used: 0 }).catch((error: unknown) => {
      if (!(error instanceof DuplicateKey)) throw error;
    });
    await this.take((await this.table.all()).filter((key) => key.id === id));
  }

  private async flush(): Promise<void> {
    for (const key of this.keys.values()) {
      const { fresh } = key;
      if (fresh === 0) continue;
      await this.table.count(key.id, fresh);
      key.fresh -= fresh;
      key.used += fresh;
    }
  }
}

const bound = ({ table, column, row }: Place, key: string) => `v1|${table}|${column}|${row}|${key}`;

function blindBy({ id, secret, hashers }: DataKey, column: string, value: string): string {
  let hasher = hashers.get(column);
  if (!hasher) hashers.set(column, (hasher = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `blind|${column}`, 32)))));
  return `${id.slice('blind-'.length)}.${createHmac('sha256', hasher).update(value.normalize('NFKC')).digest().subarray(0, 16).toString('base64url')}`;
}
