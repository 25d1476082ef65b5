import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type SftpClient from 'ssh2-sftp-client';
import type { SftpPlace } from '#backups/model';
import { BackupFault } from './faults.ts';
import { readAhead, writeAhead } from './sftp-wire.ts';
import { PART, safePath, type Listed, type Placed, type Target } from './target.ts';

const PROBE = 'rapport-probe';
const SECONDS = 20_000;
export const hostKeyOf = (key: Buffer): string => `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** A server's key is another one than the one that was pinned, or none was. */
export class UnknownHost extends Error {
  constructor(readonly hostKey: string) {
    super(`the server shows the key ${hostKey}`);
  }
}

/** A folder of a server by SFTP; the server is known by its key. */
export class SftpTarget implements Target {
  private opened: Promise<SftpClient> | null = null;

  constructor(
    readonly id: string,
    readonly name: string,
    private readonly place: SftpPlace,
    private readonly secret: string,
  ) {}

  async put(path: string, source: Readable): Promise<Placed> {
    const client = await this.open();
    const whole = this.pathOf(path);
    try {
      await client.mkdir(whole.slice(0, whole.lastIndexOf('/')), true);
      const placed = await writeAhead(client.sftp, `${whole}${PART}`, source);
      await client.posixRename(`${whole}${PART}`, whole).catch(async () => {
        await client.delete(whole, true);
        await client.rename(`${whole}${PART}`, whole);
      });
      return placed;
    } catch (error) {
      source.destroy();
      await client.delete(`${whole}${PART}`, true).catch(() => undefined);
      throw error;
    }
  }

  async get(path: string): Promise<Readable> {
    const client = await this.open();
    const whole = this.pathOf(path);
    if ((await client.exists(whole)) !== '-') throw new BackupFault('missing', { path });
    return Readable.from(readAhead(client.sftp, whole, (await client.stat(whole)).size), { objectMode: false });
  }

  async *list(prefix: string): AsyncIterable<Listed> {
    const client = await this.open();
    const folders = [safePath(prefix.replace(/\/$/, ''))];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      if ((await client.exists(this.pathOf(folder))) !== 'd') continue;
      for (const { type, name, size } of await client.list(this.pathOf(folder))) {
        if (type === 'd') folders.push(`${folder}/${name}`);
        else if (type === '-') yield { path: `${folder}/${name}`, bytes: size };
      }
    }
  }

  async remove(path: string): Promise<void> {
    const client = await this.open();
    const whole = this.pathOf(path);
    await client.delete(whole, true);
    if (path.split('/').length > 2) await client.rmdir(whole.slice(0, whole.lastIndexOf('/'))).catch(() => undefined);
  }

  async probe(): Promise<{ freeBytes: number | null }> {
    const client = await this.open();
    if ((await client.exists(this.place.path)) !== 'd') throw new BackupFault('target-failed', { target: this.name, reason: `${this.place.path} is not there` });
    await this.put(PROBE, Readable.from([Buffer.from(PROBE)]));
    await this.remove(PROBE);
    return { freeBytes: null };
  }

  async close(): Promise<void> {
    const client = await this.opened?.catch(() => null);
    this.opened = null;
    await client?.end().catch(() => undefined);
  }

  private pathOf = (path: string): string => `${this.place.path.replace(/\/+$/, '')}/${safePath(path)}`;
  private open(): Promise<SftpClient> {
    this.opened ??= this.connect().catch((error: unknown) => {
      this.opened = null;
      throw error;
    });
    return this.opened;
  }
  private async connect(): Promise<SftpClient> {
    const { default: Client } = await import('ssh2-sftp-client');
    const again = () => void (this.opened = null);
    const client = new Client('backups', { error: again, end: again, close: again });
    const { host, port, username, hostKey } = this.place;
    let shown = '';
    const way = this.secret.includes('PRIVATE KEY') ? { privateKey: this.secret } : { password: this.secret };
    const hostVerifier = (key: Buffer) => (shown = hostKeyOf(key)) === hostKey;
    try {
      await client.connect({ host, port, username, ...way, hostVerifier, readyTimeout: SECONDS, retries: 0 });
      return client;
    } catch (error) {
      throw shown !== '' && shown !== hostKey ? new UnknownHost(shown) : error;
    }
  }
}

