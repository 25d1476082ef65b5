import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Archive, BackupKeys, FolderTarget, newKeyPair, Restorer, scratchTag, type BackupFault } from '#backups/api';
import { databasePath, filePath, manifestPath } from '#backups/model';
import { as, DATABASE_SETTINGS, SYSTEM } from '#kernel/api';
import { ContactService } from '#contacts/api';
import { AuditWatch } from '#audit/api';
import { BackupPoints, type Tampering } from './backup-point.ts';

onEachDatabase((house) => {
  let points: BackupPoints;
  let keys: { identity: string; recipient: string };
  const target = () => new FolderTarget('1', 'Disk', points.root);
  /** Restores a point as a drill does, and throws it away. */
  async function drill(name: string, identity = keys.identity) {
    const archive = await Archive.open(target(), name, await house.get(BackupKeys).trust());
    const { scratch, checks } = await house.get(Restorer).restore({ archive, identity, kind: 'drill', live: house.app.get(DATABASE_SETTINGS) });
    await scratch.drop();
    return Object.fromEntries(checks.map(({ check, n }) => [check, n]));
  }
  const found = (name: string, identity?: string) => drill(name, identity).then(() => 'nothing', (fault: BackupFault) => fault.code ?? fault); // prettier-ignore
  const make = (tampering?: Tampering) => points.make([keys.recipient], tampering);
  /** What is left of drills: databases, accounts and files. */
  async function remains(): Promise<string[]> {
    const files = readdirSync(house.folder).filter((name) => /^(drill|restore|rapport_)/.test(name) && !/-access$/.test(name));
    if (house.kind === 'sqlite') return files;
    const connection = await createConnection(house.url.replace(/^mariadb/, 'mysql'));
    const [databases] = await connection.query(`SHOW DATABASES LIKE 'rapport%${scratchTag(house)}%'`);
    const [users] = await connection.query(`SELECT \`User\` FROM \`mysql\`.\`user\` WHERE \`User\` LIKE 'rapport%${scratchTag(house)}%'`);
    await connection.end();
    return [...files, ...(databases as unknown[]), ...(users as unknown[])].map((one) => JSON.stringify(one));
  }

  beforeAll(async () => {
    keys = await newKeyPair();
    points = new BackupPoints(house, join(house.folder, 'target'));
    mkdirSync(points.root);
    const ann = await house.person('Ann', ['administrator']);
    for (let n = 0; n < 20; n++) await as(ann, () => house.get(ContactService).add({ name: `陈${n} O'Neil \\ "x"`, phones: [`+86138000000${10 + n}`], emails: [`c${n}@example.com`] } as never));
    await as(SYSTEM, () => house.get(AuditWatch).verify());
  }, 120_000);

  it('B5: a good backup is proven: rows and sums, files, encrypted values, the audit’s chain, and a start of the program', async () => {
    const bytes = randomBytes(1000);
    const checks = await drill(await make({ files: { [createHash('sha256').update(bytes).digest('hex')]: bytes } }));
    expect(checks).toMatchObject({ signature: 1, files: 1, start: 7, migrations: 0 });
    expect(checks['tables']).toBeGreaterThan(100);
    expect(checks['sealed']).toBeGreaterThan(40);
    expect(checks['chain']).toBeGreaterThan(20);
    expect(checks['orphans']).toBeGreaterThan(40);
    expect(await remains()).toEqual([]);
  }, 120_000);

  const insert = /^INSERT INTO `contact` VALUES\n[^;]*?\),\n/m;
  const DAMAGES: Record<string, () => Promise<string>> = {
    'a flipped byte': async () => {
      const name = await make();
      points.change(databasePath(name), (bytes) => bytes.fill((bytes[bytes.length >> 1] as number) ^ 1, bytes.length >> 1, (bytes.length >> 1) + 1));
      return found(name);
    },
    'a cut end': async () => {
      const name = await make();
      points.change(databasePath(name), (bytes) => bytes.subarray(0, bytes.length - 5000));
      return found(name);
    },
    'an empty database': async () => found(await make({ dump: (text) => text.replace(/^INSERT INTO [^;]*;\n/gm, ''), statements: ['DELETE FROM contact_phones', 'DELETE FROM contact', 'DELETE FROM user_roles'] })),
    'a part of another backup': async () => {
      const [name, other] = [await make(), await make()];
      copyFileSync(points.pathOf(databasePath(other)), points.pathOf(databasePath(name)));
      return found(name);
    },
    'the manifest of another backup': async () => {
      const [name, other] = [await make(), await make()];
      copyFileSync(points.pathOf(manifestPath(other)), points.pathOf(manifestPath(name)));
      return found(name);
    },
    'an edited manifest': async () => {
      const name = await make();
      points.change(manifestPath(name), (bytes) => Buffer.from(bytes.toString().replace('"rows":1', '"rows":2')));
      return found(name);
    },
    'a missing table': async () => found(await make({ dump: (text) => text.replace(/^DROP TABLE IF EXISTS `contact_phones`[^]*?^UNLOCK TABLES;\n/m, ''), statements: ['DROP TABLE contact_phones'] })),
    'missing rows': async () => found(await make({ dump: (text) => text.replace(insert, 'INSERT INTO `contact` VALUES\n'), statements: ["DELETE FROM contact WHERE rowid = (SELECT MAX(rowid) FROM contact)"] })),
    'a changed value': async () => found(await make({ dump: (text) => text.replace("'陈1 ", "'陈9 "), statements: ["UPDATE contact SET name = 'x' WHERE rowid = 1"] })),
    'another key': async () => found(await make(), (await newKeyPair()).identity),
    'a broken file': async () => {
      const bytes = randomBytes(1000);
      const name = await make({ files: { x: bytes } });
      points.change(filePath(createHash('sha256').update(bytes).digest('hex')), (sealed) => sealed.fill(0, 500, 510));
      return found(name);
    },
    'a foreign schema': async () => found(await make({ dump: (text) => text.replace('UNLOCK TABLES;\n', "UNLOCK TABLES;\nCREATE USER 'x'@'%';\n"), statements: ['CREATE TRIGGER evil AFTER INSERT ON contact BEGIN DELETE FROM audit; END'] })),
    'an upload of no bytes': async () => {
      const name = await make();
      writeFileSync(points.pathOf(databasePath(name)), '');
      return found(name);
    },
    'a newer version': async () => found(await make({ manifest: (body) => ({ ...body, migration: '20991231-01-later' }) })),
  };
  it.each(Object.keys(DAMAGES))('B5: %s is found, and nothing is left of the drill', async (what) => {
    const code = await (DAMAGES[what] as () => Promise<string>)();
    expect(code).toBe(
      { 'a flipped byte': code === 'hash' ? 'hash' : 'unreadable', 'a cut end': 'cut', 'an empty database': 'rows', 'a part of another backup': code === 'cut' ? 'cut' : 'hash', 'the manifest of another backup': 'signature', 'an edited manifest': 'signature', 'a missing table': 'missing-table', 'missing rows': 'rows', 'a changed value': 'sum', 'another key': 'wrong-identity', 'a broken file': code === 'hash' ? 'hash' : 'unreadable', 'a foreign schema': house.kind === 'sqlite' ? 'foreign-schema' : 'foreign-statement', 'an upload of no bytes': code === 'cut' ? 'cut' : 'unreadable', 'a newer version': 'newer' }[what],
    );
    expect(await remains()).toEqual([]);
  }, 60_000);

  it('B5: a chain of the audit that was broken before the backup is found', async () => {
    const broken = ["UPDATE audit SET action = 'forged' WHERE action = 'contact.create'"];
    if (house.kind === 'sqlite') {
      const db = new SqliteDatabase(join(house.folder, 'rapport.db'));
      for (const text of ['DROP TRIGGER audit_no_update', ...broken]) db.exec(text);
      db.close();
    } else {
      const connection = await createConnection(house.url.replace(/^mariadb/, 'mysql'));
      for (const text of ['DROP TRIGGER audit_no_update', ...broken]) await connection.query(text);
      await connection.end();
    }
    expect(await found(await make())).toBe('chain');
    expect(await remains()).toEqual([]);
  }, 60_000);
});
