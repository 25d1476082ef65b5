import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Installation } from '../installation.ts';

/** Wraps data keys by a key that is never in the database or its backups. A key service may stand behind it. */
export interface MasterKey {
  /** Tells one master key from another without telling anything about it. */
  readonly id: string;
  wrap(key: Buffer, purpose: string): Promise<string>;
  /** Throws when it was wrapped by another key or for another purpose. */
  unwrap(wrapped: string, purpose: string): Promise<Buffer>;
}

/** A master key whose 32 bytes are at hand. */
export class LocalMasterKey implements MasterKey {
  readonly id: string;
  constructor(private readonly bytes: Buffer) {
    this.id = createHash('sha256').update('master key').update(bytes).digest('hex').slice(0, 16);
  }

  async wrap(key: Buffer, purpose: string): Promise<string> {
    return encrypted(this.bytes, key, `wrapped|${purpose}`).toString('base64url');
  }
  async unwrap(wrapped: string, purpose: string): Promise<Buffer> {
    return decrypted(this.bytes, Buffer.from(wrapped, 'base64url'), `wrapped|${purpose}`);
  }
}

/** The master key of this installation: from the environment, the given file, or one made in the data folder. */
export function masterKeyOf(installation: Installation): MasterKey {
  const file = installation.masterKeyFile ?? join(installation.dataDir, 'master-key');
  if (!installation.masterKey && !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o400, flag: 'wx' });
    chmodSync(file, 0o400);
  }
  const bytes = Buffer.from((installation.masterKey ?? readFileSync(file, 'utf8')).trim(), 'base64');
  if (bytes.length !== 32) throw new Error(`The master key${installation.masterKey ? '' : ` in ${file}`} is not 32 bytes in base64.`);
  return new LocalMasterKey(bytes);
}

/** AES-256-GCM: a fresh 96-bit IV, the ciphertext, the whole 128-bit tag; bound to what it is used for. */
export function encrypted(key: Buffer, plain: Buffer, bound: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAAD(Buffer.from(bound));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `encrypted` closed. Throws for another key, another use, or any changed byte. */
export function decrypted(key: Buffer, bytes: Buffer, bound: string): Buffer {
  if (bytes.length < 28) throw new Error('The ciphertext is cut');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
}
