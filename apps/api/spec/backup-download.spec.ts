import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase, PASSWORD } from '#house';
import { BackupKeys, Backups, BackupRows, Targets, type Target } from '#backups/api';
import { as, Database, newId, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { databasePath, filePath, manifestPath, type BackupView } from '#backups/model';
import { ContactService } from '#contacts/api';
import { createApplication } from '../src/application.ts';
import { readConfig } from '../src/config.ts';
import { restoreOnEmptyHost } from '../src/restore-empty.ts';

const STORED = 'c'.repeat(64);

onEachDatabase((house) => {
  let [disk, master] = ['', ''];
  let ann: Principal;
  let sam: Principal;
  let backup: BackupView;
  const elsewhere = mkdtempSync(join(tmpdir(), 'rapport-download-'));
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));
  const address = (id = backup.id) => `/api/v1/backups/${id}/download`;
  const ask = async (person: Principal, id?: string) => house.app.inject({ method: 'GET', url: address(id), headers: { 'authorization': `Bearer ${await house.token(person)}`, 'accept-encoding': 'br, gzip' } });
  const told = () => house.get(Database).read<{ detail: string; actorId: string }>("SELECT `detail`, `actorId` FROM `audit` WHERE `action` = 'backup.download' ORDER BY `id`");
  /** Has something done with places as they are handed out; what it opened is told. */
  async function watched<T>(work: (opened: string[]) => Promise<T>, get?: (target: Target, path: string) => Promise<Readable>): Promise<T> {
    const targets = house.get(Targets);
    const [honest, opened] = [targets.of.bind(targets), [] as string[]];
    targets.of = async (id) => {
      const target = await honest(id);
      opened.push(`open ${target.name}`);
      return { id, name: target.name, put: target.put.bind(target), get: (path) => (get ?? ((one, at) => one.get(at)))(target, path), list: target.list.bind(target), remove: target.remove.bind(target), probe: target.probe.bind(target), close: async () => void opened.push(`close ${target.name}`) };
    };
    return work(opened).finally(() => (targets.of = honest));
  }

  beforeAll(async () => {
    disk = join(house.folder, 'disk');
    mkdirSync(disk);
    const stored = join(house.folder, 'files', STORED.slice(0, 2), STORED);
    mkdirSync(dirname(stored), { recursive: true });
    writeFileSync(stored, 'a file somebody brought');
    [ann, sam] = [await house.person('Ann', ['administrator']), await house.person('Sam', ['sales-manager'])];
    await house.letSignIn(ann);
    await as(ann, () => house.get(ContactService).add({ name: '陈晓', phones: ['+8613812345678'], emails: [] } as never));
    master = join(elsewhere, 'master.txt');
    await as(SYSTEM, async () => {
      writeFileSync(master, (await house.get(BackupKeys).makeMaster('Safe')).identity);
      await house.get(BackupKeys).turnDrillsOn();
      await house.get(Targets).add({ name: 'Disk', kind: 'folder', path: disk, enabled: true, secret: null } as never);
      backup = await house.get(Backups).run('manual');
    });
  }, 120_000);

  it('B9: an archive is what lies at the place, byte by byte, as long as was said, and in the audit', async () => {
    const { statusCode, headers, rawPayload } = await ask(ann);
    expect([statusCode, headers['content-type'], headers['content-encoding']]).toEqual([200, 'application/x-ustar', undefined]);
    expect([headers['content-length'], headers['content-disposition']]).toEqual([String(rawPayload.length), `attachment; filename="${backup.name}.tar"`]);
    const file = join(elsewhere, `${house.kind}.tar`);
    writeFileSync(file, rawPayload);
    const folder = join(elsewhere, `${house.kind}-unpacked`);
    mkdirSync(folder);
    execFileSync('tar', ['-xf', file, '-C', folder]);
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
    const { files } = JSON.parse(readFileSync(join(disk, manifestPath(backup.name)), 'utf8')).body;
    expect(paths.toSorted()).toEqual([databasePath(backup.name), manifestPath(backup.name), filePath(files[0].sha256)].toSorted());
    for (const path of paths) expect(readFileSync(join(folder, path)).equals(readFileSync(join(disk, path))), path).toBe(true);
    const [row] = await told();
    expect([row?.actorId, JSON.parse(row?.detail ?? '{}')]).toEqual([ann.id, { name: backup.name, target: 'Disk', bytes: rawPayload.length }]);
  });

  it('B11: unpacked on an empty host it restores to a working sign-in and readable fields', async () => {
    const folder = join(elsewhere, newId());
    mkdirSync(folder);
    writeFileSync(join(folder, 'master-key'), readFileSync(join(house.folder, 'master-key')), { mode: 0o400 });
    const config = readConfig({ DATABASE_URL: await emptyDatabase(folder), DATA_DIR: folder, LOG_LEVEL: 'silent', ALLOW_INSECURE_COOKIES: '1', REQUESTS_PER_MINUTE: '0' });
    expect(await restoreOnEmptyHost(config, ['--from', join(elsewhere, `${house.kind}-unpacked`), '--identity', master])).toBe(0);
    expect(readFileSync(join(folder, 'files', STORED.slice(0, 2), STORED), 'utf8')).toBe('a file somebody brought');
    const app = await createApplication(config);
    try {
      const answer = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: house.names.get(ann.id as string), password: PASSWORD }, headers: { 'x-requested-with': 'rapport', 'origin': config.publicUrl, 'sec-fetch-site': 'same-origin' } });
      expect(answer.statusCode).toBe(200);
      const { items } = await as({ ...ann, sessionId: undefined } as never, () => app.get(ContactService, { strict: false }).list({}));
      expect(items).toMatchObject([{ name: '陈晓', phones: ['+8613812345678'] }]);
    } finally {
      await app.close();
    }
  }, 90_000);

  it('B9: whoever may not restore gets nothing, and no place is opened for them, nor for what is no good backup', async () => {
    const before = (await told()).length;
    await watched(async (opened) => {
      expect([(await ask(sam)).statusCode, (await ask(ann, newId())).statusCode, (await ask(ann, '..%2f..%2fmaster-key')).statusCode]).toEqual([403, 404, 404]);
      expect((await house.app.inject({ method: 'GET', url: address() })).statusCode).toBe(401);
      const failed = newId();
      await house.get(UnitOfWork).run(() => house.get(Database).write("INSERT INTO `backup` (`id`, `name`, `state`, `cause`, `engine`, `migration`, `startedAt`, `phase`, `fence`) VALUES (?, '20261125T010203Z-0a0b0c0d', 'failed', 'manual', 'sqlite', '', '2026-11-25 01:02:03.000', 'done', 0)", [failed]));
      expect((await ask(ann, failed)).statusCode).toBe(404);
      expect(opened).toEqual([]);
    });
    expect((await told()).length).toBe(before);
  });

  it('B9: a place that lost a file of it, or holds a manifest that was not signed here, is closed and told', async () => {
    const before = (await told()).length;
    const { files } = JSON.parse(readFileSync(join(disk, manifestPath(backup.name)), 'utf8')).body;
    for (const [path, spoiled] of [[filePath(files[0].sha256), null], [manifestPath(backup.name), '{"body":{}}']] as const) {
      const whole = readFileSync(join(disk, path));
      if (spoiled) writeFileSync(join(disk, path), spoiled);
      else rmSync(join(disk, path));
      await watched(async (opened) => {
        const answer = await ask(ann);
        expect([answer.statusCode, answer.json().code, opened]).toEqual([422, 'backup-target-refused', ['open Disk', 'close Disk']]);
      }).finally(() => writeFileSync(join(disk, path), whole));
    }
    expect((await told()).length).toBe(before);
  });

  it('B9: a download that is broken off lets go of its place, even of one that has gone silent', async () => {
    await house.app.listen(0, '127.0.0.1');
    const { port } = house.app.getHttpServer().address() as AddressInfo;
    const silent = new Readable({ read: () => undefined });
    silent.push(Buffer.alloc(70_000));
    const stalling = (target: Target, path: string) => (path === databasePath(backup.name) ? Promise.resolve(silent) : target.get(path));
    const headers = { authorization: `Bearer ${await house.token(ann)}` };
    await watched(async (opened) => {
      const over = new Promise((done) => silent.once('close', done));
      const request = get({ host: '127.0.0.1', port, path: address(), headers }, (answer) => answer.once('data', () => request.destroy()));
      request.on('error', () => undefined);
      await over;
      expect(opened).toEqual(['open Disk', 'close Disk']);
    }, stalling);
  });

  it('B9: a dump that is not what was signed never comes to its manifest', async () => {
    const path = join(disk, databasePath(backup.name));
    const whole = readFileSync(path);
    const changed = Buffer.from(whole);
    changed.writeUInt8((changed[1000] as number) ^ 1, 1000);
    writeFileSync(path, changed);
    const { port } = house.app.getHttpServer().address() as AddressInfo;
    const headers = { authorization: `Bearer ${await house.token(ann)}` };
    const got = await new Promise<{ bytes: string; whole: boolean }>((done) => {
      get({ host: '127.0.0.1', port, path: address(), headers }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece)).on('error', () => undefined).on('close', () => done({ bytes: Buffer.concat(pieces).toString('latin1'), whole: answer.complete && answer.statusCode === 200 }));
      });
    });
    expect([got.whole, got.bytes.includes('manifest.json')]).toEqual([false, false]);
    writeFileSync(path, whole);
    expect((await house.get(BackupRows).byId(backup.id))?.state).toBe('good');
  });

  async function emptyDatabase(folder: string): Promise<string> {
    if (house.kind === 'sqlite') return `sqlite:${join(folder, 'rapport.db')}`;
    const name = `t${newId().replaceAll('-', '')}`;
    const connection = await createConnection(house.url.replace(/^mariadb/, 'mysql'));
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    await connection.end();
    return house.url.replace(/\/[^/]*$/, `/${name}`);
  }
});
