import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Installation } from '../installation.ts';
import { LocalMasterKey, type MasterKey } from './master-key.ts';

/** Where the master keys of an installation come from. A key service (KMS, Vault) is another implementation of this. */
export abstract class MasterKeys {
  abstract readonly provider: string;
  /** The keys at hand: the one in use first, then one that is about to follow it. */
  abstract known(): Promise<MasterKey[]>;
  /** The first key of a fresh installation. */
  abstract make(): Promise<MasterKey>;
  /** The key that is to follow; the same one until it is adopted. Throws when there is none to be had. */
  abstract next(): Promise<MasterKey>;
  /** The key that followed is the one in use from now on. */
  abstract adopt(key: MasterKey): Promise<void>;
}

/** Master keys in a file of 0400, or in the environment. */
@Injectable()
export class LocalMasterKeys extends MasterKeys {
  constructor(private readonly installation: Installation) {
    super();
  }

  get provider(): string {
    return this.installation.masterKey ? 'environment' : 'file';
  }
  get file(): string {
    return this.installation.masterKeyFile ?? join(this.installation.dataDir, 'master-key');
  }
  /** Whether somebody else on the machine could read the file. */
  get exposed(): boolean {
    return this.provider === 'file' && process.platform !== 'win32' && existsSync(this.file) && (statSync(this.file).mode & 0o077) !== 0;
  }

  async known(): Promise<LocalMasterKey[]> {
    const { masterKey, nextMasterKey } = this.installation;
    if (masterKey) return [masterKey, nextMasterKey].flatMap((text) => (text ? read(text, '') : []));
    return [this.file, `${this.file}.next`].filter((file) => existsSync(file)).map((file) => read(readFileSync(file, 'utf8'), ` in ${file}`));
  }

  async make(): Promise<LocalMasterKey> {
    return this.write(this.file);
  }

  async next(): Promise<LocalMasterKey> {
    const { masterKey, nextMasterKey } = this.installation;
    if (masterKey && !nextMasterKey) throw new Error('Put the key that is to follow into MASTER_KEY_NEXT on every instance first: openssl rand -base64 32');
    if (nextMasterKey) return read(nextMasterKey, '');
    const file = `${this.file}.next`;
    return existsSync(file) ? read(readFileSync(file, 'utf8'), ` in ${file}`) : this.write(file);
  }

  async adopt(key: LocalMasterKey): Promise<void> {
    const next = `${this.file}.next`;
    if (this.provider !== 'file' || !existsSync(next) || read(readFileSync(next, 'utf8'), '').id !== key.id) return;
    renameSync(next, this.file);
  }

  private write(file: string): LocalMasterKey {
    const key = new LocalMasterKey(randomBytes(32));
    mkdirSync(dirname(file), { recursive: true });
    rmSync(`${file}.part`, { force: true });
    const handle = openSync(`${file}.part`, 'wx', 0o400);
    writeSync(handle, `${key.text}\n`);
    fsyncSync(handle);
    closeSync(handle);
    if (existsSync(file)) return read(readFileSync(file, 'utf8'), ` in ${file}`);
    renameSync(`${file}.part`, file);
    return key;
  }
}

function read(text: string, where: string): LocalMasterKey {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== 32) throw new Error(`The master key${where} is not 32 bytes in base64.`);
  return new LocalMasterKey(bytes);
}
