import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { tarLength, tarOf, type TarEntry } from './tar.ts';

const AT = new Date('2026-11-25T02:00:00Z');
const MEGABYTE = 2 ** 20;
const entry = (path: string, content: Buffer, bytes = content.length): TarEntry => ({ path, bytes, open: () => Promise.resolve(Readable.from(content.length > 0 ? [content] : [])) });

describe('an archive to take along', () => {
  it('B9: the system’s tar unpacks every length to the byte, and the archive is as long as was said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rapport-tar-'));
    const contents = [0, 1, 511, 512, 513, 70_000].map((size) => randomBytes(size));
    const entries = contents.map((content, index) => entry(`files/ab/${'f'.repeat(60)}${index}.age`, content));
    const archive = await buffer(tarOf(entries, AT));
    expect(archive.length).toBe(tarLength(entries));
    const { status, stderr } = spawnSync('tar', ['-xf', '-', '-C', folder], { input: archive });
    expect([status, stderr.toString()]).toEqual([0, '']);
    for (const [index, { path }] of entries.entries()) expect(readFileSync(join(folder, path)).equals(contents[index] as Buffer)).toBe(true);
    rmSync(folder, { recursive: true });
  });
  it('B9: a file of more than eight gigabytes keeps its length', async () => {
    const bytes = 9 * 2 ** 30;
    const [head] = (await tarOf([{ ...entry('backups/x/database.zst.age', Buffer.alloc(0)), bytes }], AT).take(1).toArray()) as Buffer[];
    expect(spawnSync('tar', ['-tvf', '-'], { input: head }).stdout.toString()).toContain(` ${bytes} `);
  });
  it.each([['shorter', 11], ['longer', 9]])('B9: a file that is %s than was said ends the archive with a fault', async (_, said) => {
    await expect(buffer(tarOf([entry('a', Buffer.alloc(10), said)], AT))).rejects.toMatchObject({ code: 'cut', facts: { path: 'a' } });
  });
  it('B9: nothing is read that nobody takes', async () => {
    let read = 0;
    const endless = new Readable({ read() { this.push(Buffer.alloc(MEGABYTE)); read += MEGABYTE; } }); // prettier-ignore
    const archive = tarOf([{ path: 'a', bytes: 1e12, open: () => Promise.resolve(endless) }], AT);
    archive.read(1);
    for (let turns = 0; turns < 200; turns++) await turn();
    expect(read).toBeLessThan(8 * MEGABYTE);
    archive.destroy();
    await turn();
    expect(endless.destroyed).toBe(true);
  });
  it('B9: who goes away while a place is silent leaves nothing open', async () => {
    const silent = new Readable({ read: () => undefined });
    const archive = tarOf([{ path: 'a', bytes: 10, open: () => Promise.resolve(silent) }], AT);
    archive.resume();
    for (let turns = 0; turns < 20; turns++) await turn();
    archive.destroy();
    await turn();
    expect(silent.destroyed).toBe(true);
  });
});
