import { createCipheriv, createDecipheriv, createHash, randomBytes, type KeyObject } from 'node:crypto';

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

  /** The key as files and the environment hold it. */
  get text(): string {
    return this.bytes.toString('base64');
  }

  async wrap(key: Buffer, purpose: string): Promise<string> {
    return encrypted(this.bytes, key, `wrapped|${purpose}`).toString('base64url');
  }
  async unwrap(wrapped: string, purpose: string): Promise<Buffer> {
    return decrypted(this.bytes, Buffer.from(wrapped, 'base64url'), `wrapped|${purpose}`);
  }
}

const WHOLE_TAG = { authTagLength: 16 } as const;

/** AES-256-GCM: a fresh 96-bit IV, the ciphertext, the whole 128-bit tag; bound to what it is used for. A key object is four times as fast as its bytes. */
export function encrypted(key: KeyObject | Buffer, plain: Buffer | string, bound: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv, WHOLE_TAG).setAAD(Buffer.from(bound));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  return Buffer.concat([iv, body, cipher.getAuthTag()]);
}

/** Opens what `encrypted` closed. Throws for another key, another use, or any changed byte. */
export function decrypted(key: KeyObject | Buffer, bytes: Buffer, bound: string): Buffer {
  if (bytes.length < 28) throw new Error('The ciphertext is cut');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), WHOLE_TAG).setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(-16));
  const plain = decipher.update(bytes.subarray(12, -16));
  decipher.final();
  return plain;
}
