import type { Database } from '../database/database.ts';
import type { UnitOfWork } from '../database/unit-of-work.ts';

/** A key is announced, encrypts, opens only, is used by nothing, and is gone. */
export const KEY_STATES = ['new', 'live', 'decrypt-only', 'destroyable', 'destroyed'] as const;
export type KeyState = (typeof KEY_STATES)[number];

/** A data key as it is stored: wrapped. */
export interface StoredKey {
  readonly id: string;
  readonly purpose: string;
  readonly wrapped: string;
  readonly masterKeyId: string;
  readonly state: KeyState;
  readonly createdAt: string;
  readonly used: number;
}

/** The rows of the data keys. */
export class KeyTable {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  /** False before the first migration. */
  async isThere(): Promise<boolean> {
    return this.all().then(() => true, () => false); // prettier-ignore
  }
  async all(): Promise<StoredKey[]> {
    const rows = await this.db.read<StoredKey>('SELECT `id`, `purpose`, `wrapped`, `masterKeyId`, `state`, `createdAt`, `used` FROM `data_key` ORDER BY `createdAt`, `id`');
    return rows.map((row) => ({ ...row, used: Number(row.used) }));
  }
  async add(key: StoredKey): Promise<void> {
    const names = Object.keys(key);
    await this.write(`INSERT INTO \`data_key\` (${names.map((name) => `\`${name}\``).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, Object.values(key));
  }
  setState(id: string, state: KeyState): Promise<void> {
    return this.write(`UPDATE \`data_key\` SET \`state\` = ?${state === 'destroyed' ? ", `wrapped` = ''" : ''} WHERE \`id\` = ?`, [state, id]);
  }
  rewrap(id: string, from: string, to: string, wrapped: string): Promise<void> {
    return this.write('UPDATE `data_key` SET `wrapped` = ?, `masterKeyId` = ? WHERE `id` = ? AND `masterKeyId` = ?', [wrapped, to, id, from]);
  }
  count(id: string, uses: number): Promise<void> {
    return this.write('UPDATE `data_key` SET `used` = `used` + ? WHERE `id` = ?', [uses, id]);
  }

  private async write(text: string, params: unknown[]): Promise<void> {
    await this.work.run(() => this.db.write(text, params));
  }
}
