import { createHash } from 'node:crypto';
import { pipeline, Readable, type Duplex } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';

/** Loaded when something is first sealed, opened or given a key. */
const age = () => import('age-encryption');
const web = (stream: Readable) => Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
const node = (stream: ReadableStream<Uint8Array>) => Readable.fromWeb(stream as unknown as WebStream);
/** An error anywhere ends the whole pipe; who reads its end gets to know. */
const piped = (source: Readable, through: Duplex): Readable => pipeline(source, through, () => undefined);

/** Encrypts a stream, in the format of age, to everybody named. */
export async function sealTo(recipients: readonly string[], plain: Readable): Promise<Readable> {
  const { Encrypter } = await age();
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return node(await encrypter.encrypt(web(plain)));
}
/** Opens what was sealed. Throws when the identity is none of the recipients'; the stream fails on any changed or missing byte. */
export async function openWith(identity: string, sealed: Readable): Promise<Readable> {
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return node(await decrypter.decrypt(web(sealed)));
}

/** Zstandard with a checksum of its own. */
export const pack = (plain: Readable): Readable => piped(plain, createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } }));
export const unpack = (packed: Readable): Readable => piped(packed, createZstdDecompress());

/** A key pair: whoever has the identity can open, the recipient can only seal. */
export async function newKeyPair(): Promise<{ identity: string; recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await age();
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
/** Tells one recipient from another without naming it. */
export const fingerprintOf = (recipient: string): string => createHash('sha256').update(recipient).digest('hex').slice(0, 16);
