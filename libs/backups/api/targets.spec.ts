import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, readSync, renameSync, rmdirSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Server as SshServer } from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carry } from './carry.ts';
import { S3Target } from './s3-target.ts';
import { SftpTarget, UnknownHost } from './sftp-target.ts';
import type { Target } from './target.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const PATH = 'backups/20261125T000000Z-00000000/database.zst.age';

/** A bucket in memory that speaks the part of S3 that backups use, and lies when it is told to. */
class FakeBucket {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Map<number, Buffer>>();
  lie: ((key: string, bytes: Buffer) => Buffer | null) | null = null;
  signed = true;
  private readonly server: Server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const url = new URL(request.url ?? '', 'http://bucket');
      const key = decodeURIComponent(url.pathname.replace(/^\/box\/?/, ''));
      const ask = url.searchParams;
      this.signed &&= (request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 Credential=key/');
      const answer = (status: number, text = '', headers: Record<string, string> = {}) => response.writeHead(status, headers).end(text);
      if (request.method === 'POST' && ask.has('uploads')) {
        const id = randomBytes(4).toString('hex');
        this.uploads.set(id, new Map());
        return answer(200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
      }
      const upload = this.uploads.get(ask.get('uploadId') ?? '');
      if (request.method === 'PUT' && upload) {
        upload.set(Number(ask.get('partNumber')), body);
        return answer(200, '', { etag: `"${upload.size}"` });
      }
      if (request.method === 'POST' && upload) {
        this.keep(key, Buffer.concat([...upload].sort(([a], [b]) => a - b).map(([, part]) => part)));
        this.uploads.delete(ask.get('uploadId') ?? '');
        return answer(200, '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
      }
      if (request.method === 'DELETE') {
        if (upload) this.uploads.delete(ask.get('uploadId') ?? '');
        else this.objects.delete(key);
        return answer(204);
      }
      if (request.method === 'PUT') {
        this.keep(key, body);
        return answer(200, '', { etag: '"1"' });
      }
      if (ask.get('list-type') === '2') {
        const found = [...this.objects].filter(([name]) => name.startsWith(ask.get('prefix') ?? '')).map(([name, bytes]) => `<Contents><Key>${name}</Key><Size>${bytes.length}</Size></Contents>`);
        return answer(200, `<ListBucketResult>${found.join('')}<IsTruncated>false</IsTruncated></ListBucketResult>`);
      }
      const bytes = this.objects.get(key);
      if (!bytes) return answer(404, '<Error><Code>NoSuchKey</Code></Error>', { 'content-type': 'application/xml' });
      return response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    });
  });
  private keep(key: string, bytes: Buffer): void {
    const kept = this.lie ? this.lie(key, bytes) : bytes;
    if (kept) this.objects.set(key, kept);
  }
  async start(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  stop = () => new Promise((end) => (this.server.closeAllConnections(), this.server.close(end)));
}

/** An SFTP server over a folder. */
function sftpServer(root: string, hostKey: string): SshServer {
  const [OK, FAILURE, MISSING, EOF] = [0, 4, 2, 1];
  const open = new Map<number, number | string[]>();
  let handles = 0;
  const handled = (what: number | string[]) => {
    const id = Buffer.alloc(4);
    id.writeUInt32BE(++handles);
    open.set(handles, what);
    return id;
  };
  const attributes = (path: string) => { const { mode, size, uid, gid } = statSync(path); return { mode, size, uid, gid, atime: 0, mtime: 0 }; }; // prettier-ignore
  return new SshServer({ hostKeys: [hostKey] }, (client: any) => {
    client.on('error', () => undefined);
    client.on('authentication', (ask: any) => (ask.method === 'password' && ask.username === 'rapport' && ask.password === 'secret' ? ask.accept() : ask.reject(['password'])));
    client.on('session', (accept: any) => {
      accept().on('sftp', (take: any) => {
        const sftp = take();
        const at = (path: string) => join(root, path);
        const attempt = (id: number, work: () => void) => {
          try {
            work();
          } catch (error) {
            sftp.status(id, (error as NodeJS.ErrnoException).code === 'ENOENT' ? MISSING : FAILURE);
          }
        };
        const fd = (handle: Buffer) => open.get(handle.readUInt32BE()) as number;
        sftp.on('OPEN', (id: number, path: string, flags: number) => attempt(id, () => sftp.handle(id, handled(openSync(at(path), flags & 8 ? 'w' : flags & 2 ? 'r+' : 'r')))));
        sftp.on('READ', (id: number, handle: Buffer, offset: number, length: number) => attempt(id, () => { const into = Buffer.alloc(length); const read = readSync(fd(handle), into, 0, length, offset); if (read === 0) sftp.status(id, EOF); else sftp.data(id, into.subarray(0, read)); })); // prettier-ignore
        sftp.on('WRITE', (id: number, handle: Buffer, offset: number, data: Buffer) => attempt(id, () => (writeSync(fd(handle), data, 0, data.length, offset), sftp.status(id, OK))));
        sftp.on('CLOSE', (id: number, handle: Buffer) => { const what = open.get(handle.readUInt32BE()); if (typeof what === 'number') closeSync(what); sftp.status(id, OK); }); // prettier-ignore
        sftp.on('FSTAT', (id: number, handle: Buffer) => attempt(id, () => { const { mode, size } = fstatSync(fd(handle)); sftp.attrs(id, { mode, size, uid: 0, gid: 0, atime: 0, mtime: 0 }); })); // prettier-ignore
        sftp.on('FSETSTAT', (id: number) => sftp.status(id, OK));
        sftp.on('SETSTAT', (id: number) => sftp.status(id, OK));
        for (const way of ['STAT', 'LSTAT']) sftp.on(way, (id: number, path: string) => attempt(id, () => sftp.attrs(id, attributes(at(path)))));
        sftp.on('OPENDIR', (id: number, path: string) => attempt(id, () => sftp.handle(id, handled(readdirSync(at(path)).map((name) => join(at(path), name))))));
        sftp.on('READDIR', (id: number, handle: Buffer) => { const names = open.get(handle.readUInt32BE()) as string[]; open.set(handle.readUInt32BE(), []); if (names.length === 0) sftp.status(id, EOF); else sftp.name(id, names.map((path) => ({ filename: path.slice(path.lastIndexOf('/') + 1), longname: `${statSync(path).isDirectory() ? 'd' : '-'}rw-------`, attrs: attributes(path) }))); }); // prettier-ignore
        sftp.on('MKDIR', (id: number, path: string) => attempt(id, () => (mkdirSync(at(path)), sftp.status(id, OK))));
        sftp.on('RMDIR', (id: number, path: string) => attempt(id, () => (rmdirSync(at(path)), sftp.status(id, OK))));
        sftp.on('REMOVE', (id: number, path: string) => attempt(id, () => (unlinkSync(at(path)), sftp.status(id, OK))));
        sftp.on('RENAME', (id: number, from: string, to: string) => attempt(id, () => { if (existsSync(at(to))) throw new Error('there'); renameSync(at(from), at(to)); sftp.status(id, OK); })); // prettier-ignore
        sftp.on('REALPATH', (id: number, path: string) => sftp.name(id, [{ filename: path === '.' ? '/' : path, longname: path, attrs: {} }]));
      });
    });
  });
}

/** What every place has to do. */
function keepsWhatItIsGiven(target: () => Target, large: number): void {
  it('B6: keeps small and large files byte by byte, lists and removes them, and can be tried', async () => {
    await target().probe();
    for (const bytes of [Buffer.alloc(0), randomBytes(10), randomBytes(large)]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / 65_000) }, (_, index) => bytes.subarray(index * 65_000, (index + 1) * 65_000));
      expect(await carry(target(), PATH, async () => Readable.from(chunks))).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
    }
    await target().put('files/aa/x.age', Readable.from([Buffer.from('file')]));
    const listed: string[] = [];
    for await (const { path, bytes } of target().list('backups')) listed.push(`${path} ${bytes}`);
    expect(listed).toEqual([`${PATH} ${large}`]);
    await target().remove(PATH);
    await target().remove(PATH);
    await expect(target().get(PATH)).rejects.toMatchObject({ code: 'missing' });
  });
  it('B2: holds nothing of what was not handed over to its end', async () => {
    const breaks = async function* () {
      yield randomBytes(large / 2);
      throw new Error('gone');
    };
    await expect(target().put(PATH, Readable.from(breaks()))).rejects.toThrow('gone');
    await expect(target().get(PATH)).rejects.toMatchObject({ code: 'missing' });
    const listed: string[] = [];
    for await (const { path } of target().list('backups')) listed.push(path);
    expect(listed).toEqual([]);
  });
}

describe('S3', () => {
  const bucket = new FakeBucket();
  let target: S3Target;
  beforeAll(async () => {
    target = new S3Target('1', 'Bucket', { endpoint: await bucket.start(), region: 'us-east-1', bucket: 'box', prefix: 'rapport/', accessKeyId: 'key', pathStyle: true }, 'secret');
  });
  afterAll(async () => {
    await target.close();
    await bucket.stop();
  });
  keepsWhatItIsGiven(() => target, 20_000_000);

  it('B2: leaves no upload open, and signs every request', () => {
    expect([bucket.uploads.size, bucket.signed]).toEqual([0, true]);
    expect([...bucket.objects.keys()].every((key) => key.startsWith('rapport/'))).toBe(true);
  });
  for (const [says, lie] of Object.entries({ cuts: (_: string, bytes: Buffer) => bytes.subarray(1), drops: () => null, 'keeps something else': (_: string, bytes: Buffer) => randomBytes(bytes.length) })) {
    it(`B6: a bucket that ${says} what it was given is noticed`, async () => {
      bucket.lie = lie;
      await expect(carry(target, PATH, async () => Readable.from([randomBytes(1000)]))).rejects.toMatchObject({ code: 'target-lies' });
      bucket.lie = null;
    });
  }
});

describe('SFTP', () => {
  const root = mkdtempSync(join(tmpdir(), 'rapport-sftp-'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const server = sftpServer(root, privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  let port = 0;
  let target: SftpTarget;
  const at = (hostKey: string, secret = 'secret') => new SftpTarget('1', 'Server', { host: '127.0.0.1', port, username: 'rapport', path: '/', hostKey }, secret);
  beforeAll(async () => {
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    ({ port } = server.address() as AddressInfo);
    const unknown = await at('').probe().catch((error: unknown) => error); // prettier-ignore
    if (!(unknown instanceof UnknownHost)) throw unknown;
    target = at(unknown.hostKey);
  });
  afterAll(async () => {
    await target.close();
    await new Promise<void>((end) => server.close(() => end()));
    rmSync(root, { recursive: true, force: true });
  });
  keepsWhatItIsGiven(() => target, 1_500_000);

  it('B6: no password is sent to a server that shows another key than the pinned one', async () => {
    await expect(at(`SHA256:${'A'.repeat(43)}`).probe()).rejects.toBeInstanceOf(UnknownHost);
  });
  it('a wrong password is told as such', async () => {
    const known = await at('').probe().catch((error: UnknownHost) => error.hostKey); // prettier-ignore
    await expect(at(String(known), 'wrong').probe()).rejects.toThrow(/authentication/);
  });
});
