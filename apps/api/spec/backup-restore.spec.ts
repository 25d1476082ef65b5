import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { House, onEachDatabase, PASSWORD } from '#house';
import { Adoption, applySwitch, BackupKeys, BackupOverview, Backups, Exchange, newKeyPair, Restorations, RestorationRows, RestorePlaces, Targets } from '#backups/api';
import { as, Database, newId, sqliteFile, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { AuditWatch, Checkpoints, Sealer, Verifier } from '#audit/api';
import { ContactService } from '#contacts/api';
import { createApplication } from '../src/application.ts';
import { readConfig } from '../src/config.ts';
import { restoreOnEmptyHost } from '../src/restore-empty.ts';

onEachDatabase((house) => {
  let [disk, backup, damaged, masterFile] = ['', '', '', ''];
  let ann: Principal;
  const elsewhere = mkdtempSync(join(tmpdir(), 'rapport-elsewhere-'));
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));
  const restorations = () => house.get(Restorations);
  const contacts = async () => Number((await house.get(Database).read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `contact`'))[0]?.n);

  beforeAll(async () => {
    disk = join(house.folder, 'disk');
    mkdirSync(disk);
    ann = await house.person('Ann', ['administrator']);
    await house.letSignIn(ann);
    await as(ann, () => house.get(ContactService).add({ name: '陈晓', phones: ['+8613812345678'], emails: [] } as never));
    await as(SYSTEM, async () => {
      const { identity } = await house.get(BackupKeys).makeMaster('Master');
      masterFile = join(house.folder, 'offline.txt');
      writeFileSync(masterFile, `# created: today\n${identity}\n`);
      await house.get(BackupKeys).turnDrillsOn();
      await house.get(Targets).add({ name: 'Disk', kind: 'folder', path: disk, enabled: true, secret: null } as never);
      ({ name: backup } = await house.get(Backups).run('command'));
    });
    await as(ann, () => house.get(ContactService).add({ name: 'After', phones: [], emails: [] } as never));
  }, 120_000);

  it('B5: a drill of the latest backup is remembered with what was checked, and the catalogue knows', async () => {
    const { state, seconds, checks, place, fault } = await as(SYSTEM, () => restorations().run('drill', { backup: null, targetId: null }, 'command'));
    expect([state, fault, place]).toEqual(['good', null, null]);
    expect(seconds).toBeGreaterThan(0);
    expect(checks.map(({ check }) => check)).toEqual(['signature', 'version', 'load', 'tables', 'files', 'migrations', 'orphans', 'sealed', 'chain', 'start']);
    const { body } = await house.request(ann, 'GET', '/backups/restore-points');
    expect(body.items[0]).toMatchObject({ backup, damaged: false, provenAt: expect.any(String) });
  }, 60_000);

  it('B5: a drill that fails counts the backup as proven no more, and says which file is damaged', async () => {
    const file = join(disk, 'backups', backup, 'database.zst.age');
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 100));
    const { state, fault } = await as(SYSTEM, () => restorations().run('drill', { backup, targetId: null }, 'command'));
    expect([state, fault?.code]).toEqual(['failed', 'cut']);
    expect((await house.request(ann, 'GET', '/backups/restore-points')).body.items[0]).toMatchObject({ backup, damaged: true, provenAt: null });
    writeFileSync(file, whole);
    damaged = backup;
    ({ name: backup } = await as(SYSTEM, () => house.get(Backups).run('command')));
  }, 60_000);

  it('B5: what people write while a backup is made raises no alarm', async () => {
    let over = false;
    const busy = (async () => {
      for (let n = 0; !over; n++) {
        await as(ann, () => house.get(ContactService).add({ name: `Busy ${n}`, phones: [], emails: [] } as never));
        await house.get(Sealer).seal();
        // SQLite answers at once: the backup has its turn too.
        await sleep(5);
      }
    })();
    const { name } = await as(SYSTEM, () => house.get(Backups).run('command')).finally(() => (over = true));
    await busy;
    await house.get(Sealer).seal();
    const { state, fault } = await as(SYSTEM, () => restorations().run('drill', { backup: name, targetId: null }, 'command'));
    expect([state, fault]).toEqual(['good', null]);
    await as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Database).write("DELETE FROM `contact` WHERE `name` LIKE 'Busy %'", [])));
    ({ name: backup } = await as(SYSTEM, () => house.get(Backups).run('command')));
  }, 60_000);

  it('B10: a restore stands beside the running installation, is compared with it, and touches nothing of it', async () => {
    await as(ann, () => house.get(ContactService).add({ name: 'Later', phones: [], emails: [] } as never));
    const { id, state, place } = await as(SYSTEM, () => restorations().run('restore', { backup, targetId: null }, 'person'));
    expect([state, typeof place]).toEqual(['good', 'string']);
    const { body } = await house.request(ann, 'GET', `/backups/restorations/${id}/compare`);
    expect(body.items.find((one: { kind: string }) => one.kind === 'contact')).toEqual({ kind: 'contact', table: 'contact', live: 3, restored: 2 });
    expect(await contacts()).toBe(3);
    expect((await house.request(ann, 'POST', `/backups/restorations/${id}/switch`, { confirmation: 'yes' })).body.code).toBe('restoration-confirm');
    expect((await house.request(ann, 'DELETE', `/backups/restorations/${id}`)).status).toBe(204);
    expect((await house.request(ann, 'GET', `/backups/restorations/${id}/compare`)).status).toBe(404);
  }, 60_000);

  it('B11: an empty host with the master key and the offline identity gets a working sign-in and readable fields', async () => {
    const folder = join(elsewhere, newId());
    mkdirSync(folder);
    writeFileSync(join(folder, 'master-key'), readFileSync(join(house.folder, 'master-key')), { mode: 0o400 });
    const url = await emptyDatabase(folder);
    const config = readConfig({ DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent', ALLOW_INSECURE_COOKIES: '1', REQUESTS_PER_MINUTE: '0' });
    const args = ['--from', disk, '--identity', masterFile, '--backup', backup];
    expect(await restoreOnEmptyHost(config, args)).toBe(0);
    await expect(restoreOnEmptyHost(config, args)).rejects.toThrow('There is a database already');
    const app = await createApplication(config);
    try {
      const answer = await app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: house.names.get(ann.id as string), password: PASSWORD }, headers: { 'x-requested-with': 'rapport', origin: config.publicUrl, 'sec-fetch-site': 'same-origin' } });
      expect(answer.statusCode).toBe(200);
      const { items } = await as({ ...ann, sessionId: undefined } as never, () => app.get(ContactService, { strict: false }).list({}));
      expect(items.find(({ name }: { name: string }) => name === '陈晓')).toMatchObject({ phones: ['+8613812345678'] });
      const { backups } = await as(SYSTEM, () => app.get(BackupOverview, { strict: false }).view());
      expect(backups.find(({ name }) => name === backup)).toMatchObject({ state: 'good', verifiedAt: expect.any(String) });
      // The end of the audit that the backup signed is a checkpoint there too, and what the host before signed holds.
      const { whole, checkpoint } = await as(SYSTEM, () => app.get(AuditWatch, { strict: false }).verify());
      expect([whole, checkpoint?.seq]).toEqual([true, expect.any(Number)]);
      expect(app.get(Checkpoints, { strict: false }).signed('a stub', house.get(Checkpoints).sign('a stub'))).toBe(true);
      // Every good backup of the folder is a point to restore there, the one that was just restored among them, save the one that a drill found damaged.
      const points = await as(SYSTEM, () => app.get(RestorePlaces, { strict: false }).points());
      expect(new Set(points.map((one) => one.backup))).toEqual(new Set(readdirSync(join(disk, 'backups')).filter((name) => name !== damaged)));
      expect((await app.get(Targets, { strict: false }).views()).map(({ place }) => place['path'])).toEqual([disk]);
    } finally {
      await app.close();
    }
  }, 90_000);

  it('B11: a look through a folder makes it a place that is paused, and takes in what is whole and was signed here', async () => {
    const found = join(house.folder, 'found');
    cpSync(disk, found, { recursive: true });
    const names = readdirSync(join(found, 'backups')).toSorted();
    const cut = damaged;
    const forged = names.find((name) => ![cut, backup].includes(name)) ?? '';
    truncateSync(join(found, 'backups', cut, 'database.zst.age'), 10);
    const manifest = join(found, 'backups', forged, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"rows":', '"rows":1'));
    await house.get(UnitOfWork).run(() => house.get(Database).write('DELETE FROM `backup` WHERE `name` = ?', [backup]));
    const seen = await as(SYSTEM, () => house.get(Adoption).scanFolder(found));
    expect(seen).toEqual({ adopted: names.filter((name) => ![cut, forged].includes(name)), incomplete: [cut], foreign: [forged], known: 0 });
    const place = (await house.get(Targets).views()).find(({ name }) => name === found);
    expect(place).toMatchObject({ enabled: false, kind: 'folder' });
    expect(await as(SYSTEM, () => house.get(RestorePlaces).points())).toContainEqual(expect.objectContaining({ backup, targetId: place?.id }));
    const { status, body } = await house.request(ann, 'POST', `/backups/targets/${place?.id}/scan`);
    expect([status, body]).toEqual([200, { adopted: [], incomplete: [cut], foreign: [forged], known: names.length - 2 }]);
    await as(SYSTEM, () => house.get(Targets).remove(place?.id as string));
    const [first] = await house.get(Targets).views();
    expect((await as(SYSTEM, () => house.get(Adoption).scan(first?.id as string))).adopted).toEqual([backup]);
  });

  it('B11: without the master key, or with another one, one line says what is missing, and nothing is made', async () => {
    const folder = join(elsewhere, newId());
    mkdirSync(folder);
    const url = await emptyDatabase(folder);
    const config = readConfig({ DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent' });
    const args = ['--from', disk, '--identity', masterFile];
    await expect(restoreOnEmptyHost(config, args)).rejects.toThrow(/^The master key is missing: put it into [^\n]+$/);
    writeFileSync(join(folder, 'master-key'), `${randomBytes(32).toString('base64')}\n`);
    await expect(restoreOnEmptyHost(config, args)).rejects.toThrow(/^The backup \S+ was not signed by an installation with this master key [^\n]+$/);
    writeFileSync(join(folder, 'other.txt'), (await newKeyPair()).identity);
    rmSync(join(folder, 'master-key'));
    writeFileSync(join(folder, 'master-key'), readFileSync(join(house.folder, 'master-key')));
    await expect(restoreOnEmptyHost(config, ['--from', disk, '--identity', join(folder, 'other.txt')])).rejects.toThrow('wrong-identity');
    expect(readdirSync(folder).toSorted()).toEqual(['master-key', 'other.txt']);
  });

  it('B10: a switch makes a fresh backup first, exchanges whole databases, and keeps the old one and the catalogue', async () => {
    const { id, place } = await as(SYSTEM, () => restorations().run('restore', { backup, targetId: null }, 'person'));
    await as(SYSTEM, () => house.get(Exchange).prepare(id, backup));
    expect(await house.get(Exchange).on()).toBe(true);
    const [fresh] = await as(SYSTEM, () => house.get(RestorePlaces).points());
    expect(fresh?.backup).not.toBe(backup);
    if (house.kind === 'sqlite') {
      expect(applySwitch(house.folder, sqliteFile(house.url))).toBe(false);
      await house.app.close();
      expect(applySwitch(house.folder, sqliteFile(house.url))).toBe(true);
      expect(readdirSync(house.folder)).toContain(`rapport.db.before-${backup}`);
    } else {
      const before = await as(SYSTEM, () => house.get(Exchange).exchange(id, 0));
      await house.app.close();
      const connection = await createConnection(house.url.replace(/^mariadb/, 'mysql'));
      const [[old]] = (await connection.query(`SELECT COUNT(*) AS n FROM \`${before}\`.\`contact\``)) as unknown as [[{ n: number }]];
      const [left] = (await connection.query('SHOW DATABASES LIKE ?', [place])) as unknown as [unknown[]];
      await connection.query(`DROP DATABASE \`${before}\``);
      await connection.end();
      expect([Number(old.n), left.length]).toEqual([3, 0]);
    }
    house.app = await createApplication(readConfig({ DATABASE_URL: house.url, DATA_DIR: house.folder, LOG_LEVEL: 'silent', ALLOW_INSECURE_COOKIES: '1', REQUESTS_PER_MINUTE: '0' }));
    expect(await contacts()).toBe(2);
    expect(await house.get(Exchange).on()).toBe(false);
    expect((await house.get(Verifier).verify()).first).toBeNull();
    expect(readdirSync(join(house.folder, 'audit-checkpoints'))).toContain(`after-${backup}.txt`);
    const points = await as(SYSTEM, () => house.get(RestorePlaces).points());
    expect(points.map((one) => one.backup)).toEqual(expect.arrayContaining([fresh?.backup, backup]));
    const [done] = await house.get(RestorationRows).latest();
    expect(done).toMatchObject({ kind: 'restore', backup, state: 'switched' });
    await as(SYSTEM, () => house.get(Backups).sweep());
    expect(readdirSync(join(disk, 'backups'))).toContain(backup);
  }, 90_000);

  async function emptyDatabase(folder: string): Promise<string> {
    if (house.kind === 'sqlite') return `sqlite:${join(folder, 'rapport.db')}`;
    const other = new House('mariadb');
    const name = `t${newId().replaceAll('-', '')}`;
    const connection = await createConnection(house.url.replace(/^mariadb/, 'mysql'));
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    await connection.end();
    rmSync(other.folder, { recursive: true, force: true });
    return house.url.replace(/\/[^/]*$/, `/${name}`);
  }
});
