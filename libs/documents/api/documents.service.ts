import { Injectable } from '@nestjs/common';
import { currentPrincipal, Forbidden, fromStoredMoment, Invalid, isIn, newId, NotFound, Records, Rejected, toStoredMoment } from '#kernel/api';
import { DOCUMENT_TYPES, DocumentAdded, DocumentRemoved, MOST_A_DAY, MOST_BYTES, MOST_DOCUMENTS, MOST_VERSIONS, type DocumentVersion, type DocumentView } from '#documents/model';
import { Vault, type Content } from './vault.ts';

interface Row {
  readonly id: string;
  readonly recordKind: string;
  readonly recordId: string;
  readonly name: string;
  readonly createdAt: string;
}
const DAY_MS = 86_400_000;
const COLUMNS = '`id`, `recordKind`, `recordId`, `name`, `createdAt`';
/** A file as it is brought; it is read only once whoever brings it may. */
export interface Brought {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** The files of records: whoever may read a record reads its files, whoever may change it brings and removes them. */
@Injectable()
export class Documents {
  constructor(
    private readonly kernel: Records,
    private readonly vault: Vault,
  ) {}

  /** The files of a record with their versions. Throws NotFound for a record that is not there for whoever asks. */
  async of(kind: string, recordId: string): Promise<DocumentView[]> {
    await this.demand(kind, recordId, 'read');
    const rows = await this.kernel.db.read<Row>(`SELECT ${COLUMNS} FROM \`document\` WHERE \`recordKind\` = ? AND \`recordId\` = ? AND \`deletedAt\` IS NULL ORDER BY \`createdAt\` DESC, \`id\` DESC`, [kind, recordId]);
    return this.told(rows);
  }

  /** Hangs a file on a record. */
  async add(kind: string, recordId: string, bring: () => Promise<Brought>): Promise<DocumentView> {
    await this.demand(kind, recordId, 'update');
    await this.demandQuota();
    const { name, content } = await bring();
    const taken = await this.kept(content);
    return this.kernel.work.run(async () => {
      await this.demandRoom('`document` WHERE `recordKind` = ? AND `recordId` = ? AND `deletedAt` IS NULL', [kind, recordId], MOST_DOCUMENTS);
      const row: Row = { id: newId(), recordKind: kind, recordId, name, createdAt: this.now() };
      await this.kernel.db.write(`INSERT INTO \`document\` (${COLUMNS}) VALUES (?, ?, ?, ?, ?)`, [row.id, kind, recordId, name, row.createdAt]);
      await this.write(row, 1, name, taken);
      return (await this.told([row]))[0] as DocumentView;
    });
  }

  /** Puts a newer version before those a file has. */
  async renew(id: string, bring: () => Promise<Brought>): Promise<DocumentView> {
    const row = await this.one(id, 'update');
    await this.demandQuota();
    const { name, content } = await bring();
    const taken = await this.kept(content);
    return this.kernel.work.run(async () => {
      // Whoever renames it first holds the row: versions are numbered one after the other.
      await this.kernel.db.write('UPDATE `document` SET `name` = ? WHERE `id` = ?', [name, id]);
      await this.demandRoom('`document_version` WHERE `documentId` = ?', [id], MOST_VERSIONS);
      const [last] = await this.kernel.db.read<{ revision: number }>('SELECT MAX(`revision`) AS `revision` FROM `document_version` WHERE `documentId` = ?', [id]);
      await this.write(row, Number(last?.revision ?? 0) + 1, name, taken);
      return (await this.told([{ ...row, name }]))[0] as DocumentView;
    });
  }

  /** A version's bytes; the audit says who took them. */
  async read(id: string, revision: number): Promise<{ version: DocumentVersion; bytes: Buffer }> {
    const row = await this.one(id, 'read');
    const [view] = await this.told([row]);
    const version = view?.versions.find((one) => one.revision === revision);
    if (!version) throw new NotFound();
    const bytes = await this.vault.read(version.sha256);
    await this.kernel.work.run(() => this.noted(row, 'download', { old: null, new: nameOf(version) }));
    return { version, bytes };
  }

  /** Takes a file off its record; it is deleted for good after thirty days. */
  async remove(id: string): Promise<void> {
    const row = await this.one(id, 'update');
    await this.kernel.work.run(async () => {
      const { affected } = await this.kernel.db.write('UPDATE `document` SET `deletedAt` = ? WHERE `id` = ? AND `deletedAt` IS NULL', [this.now(), id]);
      if (affected !== 1) throw new NotFound();
      await this.kernel.events.emit(DocumentRemoved, { id, kind: row.recordKind, recordId: row.recordId }, { kind: row.recordKind, id: row.recordId });
      await this.noted(row, 'detach', { old: row.name, new: null });
    });
  }

  /** Throws Invalid unless it is a file of that record. */
  async demandOn(kind: string, recordId: string, id: string, pointer: string): Promise<void> {
    const found = await this.kernel.db.read('SELECT 1 FROM `document` WHERE `id` = ? AND `recordKind` = ? AND `recordId` = ? AND `deletedAt` IS NULL', [id, kind, recordId]);
    if (found.length === 0) throw new Invalid([{ pointer, code: 'reference' }]);
  }

  private async one(id: string, verb: 'read' | 'update'): Promise<Row> {
    const [row] = await this.kernel.db.read<Row>(`SELECT ${COLUMNS} FROM \`document\` WHERE \`id\` = ? AND \`deletedAt\` IS NULL`, [id]);
    if (!row) throw new NotFound();
    await this.demand(row.recordKind, row.recordId, verb);
    return row;
  }

  private async demand(kind: string, recordId: string, verb: 'read' | 'update'): Promise<void> {
    const store = this.kernel.stores.get(kind);
    if (!store) throw new Invalid([{ pointer: '/kind', code: 'choice' }]);
    // Who may read none of a kind learns no more than who may not read this one.
    await store.get(recordId).catch((error: unknown) => Promise.reject(error instanceof Forbidden ? new NotFound() : error));
    if (verb !== 'read') await store.demand(recordId, verb);
  }

  private async kept(content: AsyncIterable<Uint8Array>): Promise<Content> {
    const taken = await this.vault.take(content, MOST_BYTES);
    await this.vault.keep(taken);
    return taken;
  }

  private async write(row: Row, revision: number, name: string, { sha256, bytes }: Content): Promise<void> {
    const { id, recordKind: kind, recordId } = row;
    const type = DOCUMENT_TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
    // Who swept the content meanwhile would have taken its key along.
    if ((await this.kernel.db.write('UPDATE `file_content` SET `createdAt` = ? WHERE `id` = ?', [this.now(), sha256])).affected !== 1) throw new NotFound();
    await this.kernel.db.write(
      'INSERT INTO `document_version` (`documentId`, `revision`, `name`, `type`, `size`, `sha256`, `createdAt`, `createdById`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [id, revision, name, type, bytes.length, sha256, this.now(), currentPrincipal().id],
    );
    await this.kernel.events.emit(DocumentAdded, { id, kind, recordId }, { kind, id: recordId });
    await this.noted(row, 'attach', { old: null, new: nameOf({ name, revision }) });
  }

  private async told(rows: readonly Row[]): Promise<DocumentView[]> {
    const where = isIn('`documentId`', rows.map(({ id }) => id)); // prettier-ignore
    const versions = await this.kernel.db.read<DocumentVersion & { documentId: string }>(`SELECT * FROM \`document_version\` WHERE ${where.text} ORDER BY \`revision\` DESC`, [...where.params]);
    const people = await this.kernel.names.of('user', [...new Set(versions.flatMap(({ createdById }) => createdById ?? []))]);
    const by = Map.groupBy(versions, ({ documentId }) => documentId);
    return rows.map(({ id, recordKind: kind, recordId, name, createdAt }) => ({
      id, kind, recordId, name, createdAt: fromStoredMoment(createdAt),
      versions: (by.get(id) ?? []).map(({ documentId: _, ...one }) => ({
        ...one, revision: Number(one.revision), size: Number(one.size), createdAt: fromStoredMoment(one.createdAt), createdBy: one.createdById ? (people.get(one.createdById) ?? { id: one.createdById, name: '' }) : null,
      })),
    })); // prettier-ignore
  }

  private async demandRoom(where: string, params: unknown[], limit: number): Promise<void> {
    const [row] = await this.kernel.db.read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM ${where}`, params);
    if (Number(row?.n) >= limit) throw new Rejected('too-many-documents', { limit: MOST_DOCUMENTS, versions: MOST_VERSIONS });
  }
  /** Throws Rejected for whoever brought as much as one may in a day. */
  private async demandQuota(): Promise<void> {
    const since = toStoredMoment(new Date(this.kernel.clock.now().getTime() - DAY_MS).toISOString());
    const [row] = await this.kernel.db.read<{ bytes: number | null }>('SELECT SUM(`size`) AS `bytes` FROM `document_version` WHERE `createdById` = ? AND `createdAt` > ?', [currentPrincipal().id, since]);
    if (Number(row?.bytes ?? 0) >= MOST_A_DAY) throw new Rejected('document-quota', { gigabytes: MOST_A_DAY / 1024 ** 3 });
  }
  private async noted({ recordKind, recordId }: Row, action: string, change: { old: string | null; new: string | null }): Promise<void> {
    this.kernel.audit.note(`${recordKind}.${action}`, recordKind, recordId, [{ field: 'document', ...change }]);
  }
  private now = () => toStoredMoment(this.kernel.clock.now().toISOString());
}

const nameOf = ({ name, revision }: Pick<DocumentVersion, 'name' | 'revision'>) => (revision === 1 ? name : `${name} (V${revision})`);
