import { createHash, randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import SqliteDatabase from 'better-sqlite3';
import { accessFile, BackupKeys, dumpArguments, DumpSums, findProgram, pack, sealTo, sqliteSums } from '#backups/api';
import { databasePath, filePath, manifestPath, type Manifest } from '#backups/model';
import { as, Database, MasterKeys, SYSTEM } from '#kernel/api';
import type { House } from './house.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** What is done to a backup before it is signed. */
export interface Tampering {
  /** Changes the dump of MariaDB, or the statements that are run on the file of SQLite, and nothing the manifest says of it. */
  readonly dump?: (text: string) => string;
  readonly statements?: readonly string[];
  readonly manifest?: (body: Manifest) => Manifest;
  /** Stored files: their names and bytes. */
  readonly files?: Readonly<Record<string, Buffer>>;
}

/** Backups on a folder as the real ones are, made in a moment and damaged as tests ask for it. */
export class BackupPoints {
  constructor(
    private readonly house: House,
    readonly root: string,
  ) {}

  async make(recipients: readonly string[], { dump, statements = [], manifest = (body) => body, files = {} }: Tampering = {}): Promise<string> {
    const name = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z-${randomBytes(4).toString('hex')}`;
    const startedAt = new Date().toISOString();
    const { plain, tables } = this.house.kind === 'sqlite' ? await this.file(statements) : this.dumped(dump);
    const sealed = await buffer(await sealTo(recipients, pack(Readable.from([plain]))));
    this.write(databasePath(name), sealed);
    for (const bytes of Object.values(files)) this.write(filePath(sha256(bytes)), await buffer(await sealTo(recipients, Readable.from([bytes]))));
    const [{ migration } = { migration: '' }] = await this.house.get(Database).read<{ migration: string }>('SELECT MAX(`id`) AS `migration` FROM `migration`');
    const body: Manifest = {
      format: 1, name, engine: this.house.kind, appVersion: '0.1.0', migration, startedAt, finishedAt: new Date().toISOString(), position: null, tables,
      database: { bytes: sealed.length, plainBytes: plain.length, sha256: sha256(sealed), plainSha256: sha256(plain) },
      files: Object.entries(files).map(([file, bytes]) => ({ name: file, sha256: sha256(bytes), bytes: bytes.length })),
      recipients: [], keys: (await this.house.get(MasterKeys).known()).map(({ id }) => id), audit: null, trailer: true,
    }; // prettier-ignore
    this.write(manifestPath(name), Buffer.from(JSON.stringify(await as(SYSTEM, () => this.house.get(BackupKeys).sign(manifest(body))))));
    return name;
  }
  pathOf = (path: string): string => join(this.root, path);
  change(path: string, how: (bytes: Buffer) => Buffer): void {
    writeFileSync(this.pathOf(path), how(readFileSync(this.pathOf(path))));
  }

  private write(path: string, bytes: Buffer): void {
    mkdirSync(dirname(this.pathOf(path)), { recursive: true });
    writeFileSync(this.pathOf(path), bytes);
  }
  private dumped(change: (text: string) => string = (text) => text) {
    const access = accessFile({ url: this.house.url }, this.house.folder);
    try {
      const text = execFileSync(findProgram('dump'), dumpArguments(access), { maxBuffer: 1 << 28 });
      const sums = new DumpSums();
      sums.push(text);
      return { plain: Buffer.from(change(text.toString())), tables: sums.end() };
    } finally {
      access.remove();
    }
  }
  private async file(statements: readonly string[]) {
    const file = join(this.house.folder, `copy-${randomBytes(4).toString('hex')}.db`);
    const live = new SqliteDatabase(join(this.house.folder, 'rapport.db'), { readonly: true });
    await live.backup(file);
    live.close();
    const db = new SqliteDatabase(file);
    db.pragma('journal_mode = DELETE');
    const tables = sqliteSums(db);
    for (const statement of statements) db.exec(statement);
    db.close();
    const plain = readFileSync(file);
    for (const one of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(one)) rmSync(one);
    return { plain, tables };
  }
}
