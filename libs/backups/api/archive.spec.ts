import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { newKeyPair, openWith, pack, sealTo, unpack } from './envelope.ts';
import { FolderTarget } from './folder-target.ts';
import { DumpSums } from './table-sums.ts';

const folder = mkdtempSync(join(tmpdir(), 'rapport-seam-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const sealed = async (plain: Buffer, recipients: string[]) => buffer(await sealTo(recipients, pack(Readable.from([plain]))));

describe('what is sealed', () => {
  const plain = Buffer.concat([Buffer.alloc(300_000, 'a'), randomBytes(200_000)]);

  it('B3: opens with the identity of each recipient, and with no other', async () => {
    const [master, drill, other] = [await newKeyPair(), await newKeyPair(), await newKeyPair()];
    const bytes = await sealed(plain, [master.recipient, drill.recipient]);
    for (const { identity } of [master, drill]) expect((await buffer(unpack(await openWith(identity, Readable.from([bytes]))))).equals(plain)).toBe(true);
    await expect(openWith(other.identity, Readable.from([bytes]))).rejects.toThrow('no identity matched');
  });

  it('B3: a changed byte and a cut end are refused', async () => {
    const { identity, recipient } = await newKeyPair();
    const bytes = await sealed(plain, [recipient]);
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(150_000) ^ 1, 150_000);
    await expect((async () => buffer(unpack(await openWith(identity, Readable.from([flipped])))))()).rejects.toThrow();
    await expect((async () => buffer(unpack(await openWith(identity, Readable.from([bytes.subarray(0, 120_000)])))))()).rejects.toThrow();
  });
});

describe('a folder', () => {
  const target = new FolderTarget('1', 'Disk', folder);

  it('B2: holds nothing of what was not written to its end', async () => {
    const breaks = Readable.from((async function* () {
      yield Buffer.alloc(10_000);
      throw new Error('gone');
    })()); // prettier-ignore
    await expect(target.put('backups/20261125T000000Z-00000000/database.zst.age', breaks)).rejects.toThrow('gone');
    expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);
  });
  it('B9: leads nowhere else by any path', async () => {
    for (const path of ['../x', 'backups/../../x', '/etc/passwd', 'backups//x', 'a/./b', '.hidden', 'a\\..\\b']) {
      await expect(target.put(path, Readable.from([Buffer.alloc(1)]))).rejects.toThrow('is no path');
      await expect(target.get(path)).rejects.toThrow('is no path');
    }
  });
  it('tells the bytes and the hash of what it took, and gives it back', async () => {
    const bytes = randomBytes(100_000);
    expect(await target.put('files/aa/aa.age', Readable.from([bytes]))).toEqual({ bytes: 100_000, sha256: sha256(bytes) });
    expect((await buffer(await target.get('files/aa/aa.age'))).equals(bytes)).toBe(true);
    const listed = [];
    for await (const one of target.list('files/')) listed.push(one);
    expect(listed).toEqual([{ path: 'files/aa/aa.age', bytes: 100_000 }]);
    await target.remove('files/aa/aa.age');
    await expect(target.get('files/aa/aa.age')).rejects.toThrow('missing');
  });
});

describe('sums over a dump', () => {
  const MARIADB = "CREATE TABLE `a` (\n  `x` int\n);\nCREATE TABLE `none` (\n);\nINSERT INTO `a` VALUES\n(1,'it\\'s; (a)'),\n(2,'b\\\\');\nDELIMITER ;;\nINSERT INTO `a` VALUES (9);\nDELIMITER ;\n-- Dump completed on 2026-11-25\n";
  const MYSQL = "CREATE TABLE `none` (\n);\nCREATE TABLE `a` (\n  `x` int\n);\nINSERT INTO `a` (`x`, `y`) VALUES (2,'b\\\\'),(1,'it\\'s; (a)');\n-- Dump completed\n";
  const told = (text: string, step = 7) => {
    const sums = new DumpSums();
    for (let at = 0; at < text.length; at += step) sums.push(Buffer.from(text.slice(at, at + step)));
    return { tables: sums.end(), trailer: sums.trailer };
  };

  it('B4: are equal for equal rows in any order, however the dump is written and cut into pieces', () => {
    const whole = told(MARIADB);
    expect(whole.trailer).toBe(true);
    expect(whole.tables.map(({ name, rows }) => [name, rows])).toEqual([['a', 2], ['none', 0]]); // prettier-ignore
    expect(told(MARIADB, 1)).toEqual(whole);
    expect(told(MYSQL)).toEqual(whole);
    expect(told(MARIADB.replace('(2,', '(3,')).tables).not.toEqual(whole.tables);
  });
  it('B2: a dump without its last line has no trailer', () => {
    expect(told(MARIADB.slice(0, -40)).trailer).toBe(false);
  });
});
