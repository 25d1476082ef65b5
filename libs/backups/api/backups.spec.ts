import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Database, MasterKeys, SYSTEM, UnitOfWork } from '#kernel/api';
import type { BackupView, TargetInput } from '#backups/model';
import { Archive, BackupKeys, Backups, findProgram, FolderTarget, measured, StoredCopies, Targets, Trust, type Target } from '#backups/api';

const EMPTY: TargetInput = { name: '', kind: 'folder', enabled: true, path: null, endpoint: null, region: null, bucket: null, prefix: null, accessKeyId: null, host: null, port: null, username: null, hostKey: null, secret: null };
const left = (folder: string) => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map(({ name }) => name) : []);

onEachDatabase((house) => {
  let disk = '';
  let other = '';
  let identity = '';
  const put = (name: string, content: string) => {
    const path = join(house.folder, 'files', name.slice(0, 2), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  const run = () => as(SYSTEM, () => house.get(Backups).run('manual'));
  /** The next one, once the one that somebody asked for is over: it is good a moment earlier. */
  const next = (tries = 100): Promise<BackupView> =>
    run().catch(async (error: unknown) => {
      if (tries === 0 || (error as { code?: string }).code !== 'backup-running') throw error;
      await new Promise((wake) => setTimeout(wake, 50));
      return next(tries - 1);
    });
  const target = () => new FolderTarget('x', 'Disk', disk);
  const open = async (backup: BackupView, trust?: Trust) => Archive.open(target(), backup.name, trust ?? (await house.get(BackupKeys).trust()));

  beforeAll(async () => {
    [disk, other] = [join(house.folder, 'disk'), join(house.folder, 'other')];
    for (const folder of [disk, other]) mkdirSync(folder);
    put('a'.repeat(64), 'one file');
    put('b'.repeat(64), 'another');
  });

  it('B2: fails with one clear word while there is nobody to encrypt to, and no place to go', async () => {
    await expect(run()).rejects.toMatchObject({ code: 'no-recipient' });
    ({ identity } = await as(SYSTEM, () => house.get(BackupKeys).makeMaster('Safe')));
    await as(SYSTEM, () => house.get(BackupKeys).turnDrillsOn());
    await expect(run()).rejects.toMatchObject({ code: 'no-target' });
    await as(SYSTEM, () => house.get(Targets).add({ ...EMPTY, name: 'Disk', path: disk }));
  });

  describe('a backup', () => {
    let backup: BackupView;
    beforeAll(async () => {
      backup = await run();
    });

    it('B2: is good when everything was written and read back, and leaves no dump and no access behind', () => {
      expect(backup).toMatchObject({ state: 'good', files: 2, fault: null });
      expect(backup.checkedAt).not.toBeNull();
      expect(left(join(house.folder, 'backup-work'))).toEqual([]);
      expect(left(disk).filter((name) => name.endsWith('.part'))).toEqual([]);
    });
    it('B3: opens with the identity that was never here, and with the one of the drills', async () => {
      const { manifest, database } = await open(backup).then((archive) => ({ manifest: archive.manifest, database: (key: string) => archive.database(key) }));
      for (const key of [identity, (await house.get(BackupKeys).drillIdentity()) ?? '']) {
        expect(await measured(await database(key))).toEqual({ bytes: manifest.database.plainBytes, sha256: manifest.database.plainSha256 });
      }
      expect(readFileSync(join(disk, 'backups', backup.name, 'database.zst.age')).toString('latin1')).not.toContain('CREATE TABLE');
    });
    it('B4: its manifest counts what is there, and an empty host with the master key alone can trust it', async () => {
      const { manifest } = await open(backup, new Trust(house.get(MasterKeys)));
      const db = house.get(Database);
      for (const { name, rows } of manifest.tables.filter((one) => ['option_item', 'role', 'migration'].includes(one.name))) {
        const [{ n } = { n: 0 }] = await db.read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM \`${name}\``);
        expect([name, rows]).toEqual([name, Number(n)]);
      }
      expect(manifest.tables.length).toBeGreaterThan(50);
      expect(manifest).toMatchObject({ name: backup.name, engine: house.kind, trailer: true, migration: expect.stringMatching(/^\d{8}-\d\d-/) });
    });
    it('B4: an edited manifest, and the one of another backup, are refused', async () => {
      const path = join(disk, 'backups', backup.name, 'manifest.json');
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace('"format":1', '"format":1,"more":true'));
      await expect(open(backup)).rejects.toMatchObject({ code: 'signature' });
      writeFileSync(path, text);
      const alien = '20260101T000000Z-00000000';
      mkdirSync(join(disk, 'backups', alien));
      writeFileSync(join(disk, 'backups', alien, 'manifest.json'), text);
      await expect(Archive.open(target(), alien, await house.get(BackupKeys).trust())).rejects.toMatchObject({ code: 'signature' });
      rmSync(join(disk, 'backups', alien), { recursive: true });
    });
    it('B11: stored files are in, each is written once, and one that changed is written again', async () => {
      const before = left(join(disk, 'files'));
      expect(before).toHaveLength(2);
      put('b'.repeat(64), 'written anew');
      const next = await run();
      expect(left(join(disk, 'files'))).toHaveLength(3);
      const archive = await open(next);
      const entry = archive.manifest.files.find(({ name }) => name === 'b'.repeat(64));
      expect(entry?.sha256).toBe(createHash('sha256').update('written anew').digest('hex'));
      expect((await measured(await archive.file(entry ?? { sha256: '' }, identity))).bytes).toBe(12);
    });
    it('B2: while one runs, another one is refused', async () => {
      const { over } = await as(SYSTEM, () => house.get(Backups).begin('manual'));
      await expect(run()).rejects.toMatchObject({ code: 'backup-running' });
      await over;
    });
  });

  describe('several places', () => {
    it('B6: one that cannot be reached makes it partial and says so; the backup is good where it is', async () => {
      const { id } = await as(SYSTEM, () => house.get(Targets).add({ ...EMPTY, name: 'Other', path: other }));
      rmSync(other, { recursive: true });
      const backup = await run();
      expect(backup).toMatchObject({ state: 'partial', fault: { code: 'target-failed' } });
      expect(backup.copies.map(({ target: name, state }) => [name, state]).toSorted()).toEqual([['Disk', 'held'], ['Other', 'failed']]); // prettier-ignore
      mkdirSync(other);
      expect((await run()).state).toBe('good');
      expect(left(join(other, 'files'))).toHaveLength(2);
      await as(SYSTEM, () => house.get(Targets).remove(id));
    });

    const lies: Record<string, (path: string, source: Readable) => Readable | null> = {
      'drops every manifest': (path, source) => (path.endsWith('manifest.json') ? null : source),
      'cuts a byte off': (path, source) => (path.endsWith('.zst.age') ? Readable.from(cutting(source)) : source),
      'changes a byte': (path, source) => (path.endsWith('.zst.age') ? Readable.from(flipping(source)) : source),
    };
    for (const [says, lie] of Object.entries(lies)) {
      it(`B6: a place that ${says} is noticed, and nothing of the backup is left there`, async () => {
        const targets = house.get(Targets);
        const honest = targets.enabled.bind(targets);
        targets.enabled = async () => (await honest()).map((one) => lying(one, lie));
        await expect(run().then(({ state, fault }) => ({ state, fault }))).resolves.toMatchObject({ state: 'failed', fault: { code: 'target-lies' } });
        targets.enabled = honest;
        const names = readdirSync(join(disk, 'backups'));
        for (const name of names) expect(existsSync(join(disk, 'backups', name, 'manifest.json'))).toBe(true);
      });
    }
  });

  it('B2: what a run left that was killed is failed and gone at the next sweep', async () => {
    const name = '20261125T010203Z-0a0b0c0d';
    await as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Database).write("INSERT INTO `backup` (`id`, `name`, `state`, `cause`, `engine`, `migration`, `startedAt`, `phase`, `fence`) VALUES ('019f0000-0000-7000-8000-000000000001', ?, 'running', 'manual', 'sqlite', '', '2026-11-25 01:02:03.000', 'dump', 0)", [name])));
    for (const folder of [join(disk, 'backups', name), join(house.folder, 'backup-work', name)]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'database.zst.age.part'), 'half');
    }
    await as(SYSTEM, () => house.get(Backups).sweep());
    expect(existsSync(join(disk, 'backups', name))).toBe(false);
    expect(left(join(house.folder, 'backup-work'))).toEqual([]);
    const [row] = await house.get(Database).read<{ state: string }>('SELECT `state` FROM `backup` WHERE `name` = ?', [name]);
    expect(row?.state).toBe('failed');
  });

  if (house.kind === 'mariadb') {
    const ends = { 'ends early and says that all is well': ['| head -c 30000', 'no-trailer'], 'is killed': ['| head -c 30000; kill -9 $$', 'dump-failed'], 'cannot reach the database': ['> /dev/null; exit 2', 'dump-failed'] } as const;
    for (const [says, [end, code]] of Object.entries(ends)) {
      it(`B2: a dump that ${says} makes no backup`, async () => {
        const folder = join(house.folder, 'programs');
        mkdirSync(folder, { recursive: true });
        const real = findProgram('dump');
        writeFileSync(join(folder, 'mariadb-dump'), `#!/bin/sh\n${real} "$@" ${end}\n`, { mode: 0o755 });
        process.env['MARIADB_BIN'] = folder;
        const before = readdirSync(join(disk, 'backups'));
        await expect(run()).rejects.toMatchObject({ code });
        delete process.env['MARIADB_BIN'];
        rmSync(folder, { recursive: true });
        expect([readdirSync(join(disk, 'backups')), left(join(house.folder, 'backup-work'))]).toEqual([before, []]);
      });
    }
  }

  it('B9: only operations and administrators see them, secrets of targets are told to nobody, and no folder of the server is a target', async () => {
    const [ops, sales] = [await house.person('Ops', ['operations']), await house.person('Sales', ['sales-manager'])];
    expect([(await house.request(sales, 'GET', '/backups')).status, (await house.request(sales, 'POST', '/backups')).status]).toEqual([403, 403]);
    const sftp = { ...EMPTY, name: 'Server', kind: 'sftp', enabled: false, host: 'backup.example', port: 22, username: 'rapport', path: '/backups', secret: 'correct horse' };
    const { body, status } = await house.request(ops, 'POST', '/backups/targets', sftp);
    expect([status, body.hasSecret]).toEqual([201, true]);
    const view = await house.request(ops, 'GET', '/backups');
    expect(JSON.stringify(view.body)).not.toContain('correct horse');
    expect((await house.request(ops, 'PUT', `/backups/targets/${body.id}`, { ...sftp, host: 'elsewhere.example', secret: null })).body.errors).toEqual([{ pointer: '/secret', code: 'required' }]);
    for (const path of [house.folder, join(house.folder, 'files'), 'relative', '/nowhere']) expect((await house.request(ops, 'POST', '/backups/targets', { ...EMPTY, name: 'x', path })).status).toBe(400);
    expect((await house.request(ops, 'POST', '/backups/targets', { ...EMPTY, name: 'x', kind: 's3', endpoint: 'http://s3.example', bucket: 'b', accessKeyId: 'a', secret: 's' })).body.errors[0]).toMatchObject({ pointer: '/endpoint' });
    await house.request(ops, 'DELETE', `/backups/targets/${body.id}`);
    const asked = () => house.request(ops, 'POST', '/backups', {}, { 'idempotency-key': `b9-${house.kind}-key-of-one-backup` });
    const names = new Set((await house.request(ops, 'GET', '/backups')).body.backups.map(({ name }: BackupView) => name));
    expect([(await asked()).status, (await asked()).status]).toEqual([202, 202]);
    const fresh = async () => (await house.request(ops, 'GET', '/backups')).body.backups.filter(({ name }: BackupView) => !names.has(name));
    for (let tries = 0; tries < 200 && (await fresh())[0]?.state !== 'good'; tries++) await new Promise((wake) => setTimeout(wake, 50));
    expect((await fresh()).map(({ state, cause }: BackupView) => [state, cause])).toEqual([['good', 'manual']]);
  });

  it('B3: without a drill key nothing is opened here, and the backup is good all the same', async () => {
    const keys = house.get(BackupKeys);
    const drill = (await keys.recipients()).find(({ kind }) => kind === 'drill');
    await as(SYSTEM, () => keys.retire(drill?.id ?? ''));
    expect(await keys.drillIdentity()).toBeNull();
    const backup = await next();
    expect(backup).toMatchObject({ state: 'good', checkedAt: null });
    expect((await open(backup)).manifest.recipients).toHaveLength(1);
    const [file] = await house.get(StoredCopies).here((await keys.recipients()).map(({ recipient }) => recipient));
    expect(left(join(disk, 'files'))).toContain(`${file?.sha256}.age`);
  });
});

/** A target that says it wrote what it was given. */
function lying(honest: Target, lie: (path: string, source: Readable) => Readable | null): Target {
  const put: Target['put'] = async (path, source) => {
    const [told, kept] = [new PassThrough(), new PassThrough()];
    source.on('data', (chunk: Buffer) => void (told.write(chunk), kept.write(chunk)));
    source.on('end', () => void (told.end(), kept.end()));
    const written = lie(path, kept);
    const [claim] = await Promise.all([measured(told), written ? honest.put(path, written) : measured(kept)]);
    return claim;
  };
  return { id: honest.id, name: honest.name, put, get: (path) => honest.get(path), list: (prefix) => honest.list(prefix), remove: (path) => honest.remove(path), probe: () => honest.probe() };
}
async function* each(source: AsyncIterable<Buffer>, change: (chunk: Buffer, index: number) => Buffer) {
  let index = 0;
  for await (const chunk of source) yield change(chunk, index++);
}
const cutting = (source: AsyncIterable<Buffer>) => each(source, (chunk, index) => (index === 0 ? chunk.subarray(1) : chunk));
const flipping = (source: AsyncIterable<Buffer>) =>
  each(source, (chunk, index) => {
    const copy = Buffer.from(chunk);
    if (index === 0) copy.writeUInt8(copy.readUInt8(10) ^ 1, 10);
    return copy;
  });
