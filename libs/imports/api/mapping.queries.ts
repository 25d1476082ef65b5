import { Injectable } from '@nestjs/common';
import { Database, fromStoredMoment, newId, Sealing, UnitOfWork } from '#kernel/api';
import type { ImportKind, ImportMapping, SavedMapping } from '#imports/model';

type Stored = Omit<SavedMapping, 'mapping' | 'shared' | 'exact' | 'own'> & { readonly mapping: string; readonly shared: number; readonly userId: string; readonly signature: string };
export type KeptMapping = Omit<SavedMapping, 'exact' | 'own'> & { readonly userId: string; readonly signature: string };
const COLUMNS = '`id`, `kind`, `signature`, `name`, `mapping`, `shared`, `userId`, `usedAt`';

/** Where mappings are kept under a name. */
@Injectable()
export class MappingQueries {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** One's own and the shared ones, the latest used first. */
  async visible(kind: ImportKind, userId: string): Promise<KeptMapping[]> {
    const rows = await this.db.read<Stored>(`SELECT ${COLUMNS} FROM \`import_mapping\` WHERE \`kind\` = ? AND (\`userId\` = ? OR \`shared\` = 1) ORDER BY \`usedAt\` DESC LIMIT 200`, [kind, userId]);
    return rows.map(this.told);
  }
  async find(id: string): Promise<KeptMapping | null> {
    const [row] = await this.db.read<Stored>(`SELECT ${COLUMNS} FROM \`import_mapping\` WHERE \`id\` = ?`, [id]);
    return row ? this.told(row) : null;
  }
  async add(kind: ImportKind, signature: string, name: string, mapping: ImportMapping, userId: string, now: string): Promise<string> {
    const id = newId();
    await this.work.run(() => this.db.insert('import_mapping', ['id', 'kind', 'signature', 'name', 'mapping', 'shared', 'userId', 'usedAt'], [[id, kind, signature, name, this.sealing.close('import_mapping', 'mapping', id, mapping), 0, userId, now]]));
    return id;
  }
  async set(id: string, changes: { name?: string; shared?: boolean; mapping?: ImportMapping; usedAt?: string }): Promise<void> {
    const values = Object.values(changes).map((value) => (typeof value === 'boolean' ? Number(value) : typeof value === 'object' ? this.sealing.close('import_mapping', 'mapping', id, value) : value));
    const set = Object.keys(changes).map((name) => `\`${name}\` = ?`).join(', ');
    await this.work.run(() => this.db.write(`UPDATE \`import_mapping\` SET ${set} WHERE \`id\` = ?`, [...values, id]));
  }
  async remove(id: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `import_mapping` WHERE `id` = ?', [id]));
  }

  private told = ({ mapping, shared, usedAt, ...row }: Stored): KeptMapping => {
    const lost: ImportMapping = { source: 'import', mode: 'skip', identity: null, saved: null, columns: [] };
    return { ...row, mapping: this.sealing.read<ImportMapping>('import_mapping', 'mapping', row.id, mapping, lost), shared: Boolean(shared), usedAt: fromStoredMoment(usedAt) };
  };
}
