import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Place } from '#backups/model';
import { BackupFault } from './faults.ts';
import { safePath, type Listed, type Placed, type Target } from './target.ts';

/** Pieces of an upload; an object has ten thousand at most, so they grow. */
const PIECE = 8 * 2 ** 20;
const LARGER_AFTER = 1000;
const PROBE = 'rapport-probe';
const SECONDS = 60_000;
type Sdk = typeof import('@aws-sdk/client-s3');
const isMissing = (error: unknown) => ['NoSuchKey', 'NotFound'].includes((error as Error).name);

/** A bucket of S3, or of anything that speaks like it. An object is there when its upload is complete, not before. */
export class S3Target implements Target {
  private opened: Promise<{ sdk: Sdk; client: S3Client }> | null = null;

  constructor(
    readonly id: string,
    readonly name: string,
    private readonly place: S3Place,
    private readonly secret: string,
  ) {}

  async put(path: string, source: Readable): Promise<Placed> {
    const { sdk, client } = await this.open();
    const at = { Bucket: this.place.bucket, Key: this.keyOf(path) };
    const hash = createHash('sha256');
    let bytes = 0;
    let upload: string | undefined;
    const parts: { ETag: string | undefined; PartNumber: number }[] = [];
    try {
      for await (const { piece, last } of pieces(source)) {
        hash.update(piece);
        bytes += piece.length;
        if (last && upload === undefined) {
          await client.send(new sdk.PutObjectCommand({ ...at, Body: piece, ContentLength: piece.length }));
          return { bytes, sha256: hash.digest('hex') };
        }
        upload ??= (await client.send(new sdk.CreateMultipartUploadCommand(at))).UploadId ?? '';
        const PartNumber = parts.length + 1;
        const { ETag } = await client.send(new sdk.UploadPartCommand({ ...at, UploadId: upload, PartNumber, Body: piece, ContentLength: piece.length }));
        parts.push({ ETag, PartNumber });
      }
      await client.send(new sdk.CompleteMultipartUploadCommand({ ...at, UploadId: upload, MultipartUpload: { Parts: parts } }));
      return { bytes, sha256: hash.digest('hex') };
    } catch (error) {
      source.destroy();
      if (upload) await client.send(new sdk.AbortMultipartUploadCommand({ ...at, UploadId: upload })).catch(() => undefined);
      throw error;
    }
  }

  async get(path: string): Promise<Readable> {
    const { sdk, client } = await this.open();
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: this.place.bucket, Key: this.keyOf(path) }));
      return Body as Readable;
    } catch (error) {
      throw isMissing(error) ? new BackupFault('missing', { path }) : error;
    }
  }

  async *list(prefix: string): AsyncIterable<Listed> {
    const { sdk, client } = await this.open();
    const root = this.keyOf('');
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new sdk.ListObjectsV2Command({ Bucket: this.place.bucket, Prefix: `${root}${safePath(prefix.replace(/\/$/, ''))}/`, ContinuationToken }));
      for (const { Key = '', Size = 0 } of page.Contents ?? []) yield { path: Key.slice(root.length), bytes: Size };
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }

  async remove(path: string): Promise<void> {
    const { sdk, client } = await this.open();
    await client.send(new sdk.DeleteObjectCommand({ Bucket: this.place.bucket, Key: this.keyOf(path) }));
  }

  async probe(): Promise<{ freeBytes: number | null }> {
    await this.put(PROBE, Readable.from([Buffer.from(PROBE)]));
    await this.remove(PROBE);
    return { freeBytes: null };
  }

  async close(): Promise<void> {
    (await this.opened)?.client.destroy();
    this.opened = null;
  }

  private keyOf(path: string): string {
    const prefix = this.place.prefix.replace(/^\/+|\/+$/g, '');
    return `${prefix ? `${prefix}/` : ''}${path === '' ? '' : safePath(path)}`;
  }
  private open(): Promise<{ sdk: Sdk; client: S3Client }> {
    this.opened ??= import('@aws-sdk/client-s3').then((sdk) => {
      const { endpoint, region, accessKeyId, pathStyle } = this.place;
      const client = new sdk.S3Client({
        endpoint, region, forcePathStyle: pathStyle, credentials: { accessKeyId, secretAccessKey: this.secret }, maxAttempts: 3,
        requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED', requestHandler: { connectionTimeout: 10_000, requestTimeout: SECONDS },
      }); // prettier-ignore
      return { sdk, client };
    });
    return this.opened;
  }
}

/** A stream in pieces of a size; the last one is marked, and is the only one of a small stream. */
async function* pieces(source: Readable): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let [held, size, count]: [Buffer[], number, number] = [[], 0, 0];
  const most = () => (count < LARGER_AFTER ? PIECE : 8 * PIECE);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    if (size > 0 && size + chunk.length > most()) {
      yield { piece: Buffer.concat(held), last: false };
      count++;
      [held, size] = [[], 0];
    }
    held.push(chunk);
    size += chunk.length;
  }
  yield { piece: Buffer.concat(held), last: true };
}
