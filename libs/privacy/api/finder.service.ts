import { Injectable } from '@nestjs/common';
import { childTable, Database, Invalid, isIn, Records, sql, type RecordTableInfo, type Row, type Sql } from '#kernel/api';
import { lastFour, toE164, type Field } from '#kernel/model';
import type { PersonRecord, PersonSearch } from '#privacy/model';
import { Holds } from './holds.service.ts';
import { asOfficer } from './officer.ts';
import { foundBy, keyOf, keyText, refusalOf, subjectTables, type RecordKey } from './subjects.ts';

const MOST = 50;
const kindOf = ({ kind, of }: Field) => of ?? kind;

/** Finds the records that are, or may be, a person: each by an index, the recycle bin included. */
@Injectable()
export class Finder {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly holds: Holds,
  ) {}

  /** At most fifty. Throws Invalid when nothing is asked for. */
  async find(asked: PersonSearch): Promise<PersonRecord[]> {
    if (![asked.email, asked.phone, asked.creditCode, asked.name].some(Boolean)) throw new Invalid([{ pointer: '/email', code: 'required' }]);
    const found = new Map<string, Set<string>>();
    const note = (kind: string, field: string, ids: readonly string[]) => ids.forEach((id) => found.set(keyText({ kind, id }), (found.get(keyText({ kind, id })) ?? new Set()).add(field)));
    for (const table of subjectTables()) {
      for (const field of foundBy(table)) {
        const text = kindOf(field) === 'phone' ? asked.phone : asked.email;
        if (text) note(table.info.name, field.name, await this.bySealed(table, field, text));
      }
      if (asked.creditCode && table.columns.some(({ name }) => name === 'creditCode')) note(table.info.name, 'creditCode', await this.ids(table, sql('r.`creditCode` = ?', asked.creditCode.toUpperCase())));
      if (asked.name) note(table.info.name, 'name', await this.byName(table, asked.name, asked.customer));
    }
    const keys = [...found].slice(0, MOST).flatMap(([text, by]) => {
      const key = keyOf(text);
      return key ? [{ key, by: [...by] }] : [];
    });
    await this.kernel.audit.event('privacy.searched', { detail: { by: Object.entries(asked).flatMap(([name, value]) => (value ? name : [])), found: keys.length } });
    return asOfficer(() => Promise.all(keys.map(async ({ key, by }) => this.told(key, await this.load(key), by))));
  }

  /** A record as it is stored. Throws NotFound. */
  async load({ kind, id }: RecordKey): Promise<Row> {
    return (await asOfficer(async () => this.kernel.stores.get(kind)?.whole(id))) as unknown as Row;
  }
  async told(key: RecordKey, record: Row, by: readonly string[] = []): Promise<PersonRecord> {
    const texts = (kind: string) => foundBy(subjectTables().find(({ info }) => info.name === key.kind) as RecordTableInfo).filter((field) => kindOf(field) === kind).flatMap(({ name }) => record[name] ?? []) as string[];
    const [stone] = await this.db.read('SELECT 1 FROM `privacy_tombstone` WHERE `recordKind` = ? AND `recordId` = ? LIMIT 1', [key.kind, key.id]);
    const refusal = refusalOf(key.kind, record) ?? ((await this.holds.holds(key)) ? 'privacy-held' : null) ?? (stone && texts('phone').length + texts('email').length === 0 ? 'privacy-erased' : null);
    return {
      ...key, by, refusal, name: String(record['name'] ?? ''), phones: [...new Set(texts('phone'))], emails: [...new Set(texts('email'))],
      customer: (record['customer'] as { name: string } | null | undefined)?.name ?? null, deleted: record['deletedAt'] !== null, createdAt: record['createdAt'] as string,
    }; // prettier-ignore
  }

  private async bySealed(table: RecordTableInfo, field: Field, text: string): Promise<string[]> {
    const tail = kindOf(field) === 'phone' && /^\s*\d{4}\s*$/.test(text);
    const value = tail ? (lastFour(text) ?? text) : kindOf(field) === 'phone' ? (toE164(text) ?? text) : text;
    const list = field.kind === 'texts';
    const where = this.kernel.sealing.matching(table, field, [value], tail ? 'tail' : 'blind', 'r');
    if (!list) return this.ids(table, where);
    const rows = await this.db.read<{ id: string }>(`SELECT DISTINCT r.\`recordId\` AS \`id\` FROM \`${childTable(table.table, field.name)}\` r WHERE ${where.text} LIMIT ${MOST}`, [...where.params]);
    return rows.map(({ id }) => id);
  }
  private async byName(table: RecordTableInfo, name: string, customer: string | null | undefined): Promise<string[]> {
    const within = customer ? await this.at(table, customer) : null;
    if (customer && !within) return [];
    const parts = [sql("r.`deletedKey` = '' AND r.`name` = ?", name.trim()), sql("r.`deletedKey` > '' AND r.`name` = ?", name.trim())];
    const ids = [];
    for (const part of parts) ids.push(...(await this.ids(table, within ? { text: `${part.text} AND ${within.text}`, params: [...part.params, ...within.params] } : part)));
    return ids;
  }
  /** Records that belong to customers of that name; null for a kind that belongs to none. */
  private async at(table: RecordTableInfo, customer: string): Promise<Sql | null> {
    if (!table.columns.some(({ name }) => name === 'customerId')) return null;
    const rows = await this.db.read<{ id: string }>("SELECT `id` FROM `customer` WHERE `deletedKey` = '' AND `name` = ? LIMIT 50", [customer.trim()]);
    return isIn('r.`customerId`', rows.map(({ id }) => id)); // prettier-ignore
  }
  private async ids({ table }: RecordTableInfo, where: Sql): Promise<string[]> {
    const rows = await this.db.read<{ id: string }>(`SELECT r.\`id\` FROM \`${table}\` r WHERE ${where.text} LIMIT ${MOST}`, [...where.params]);
    return rows.map(({ id }) => id);
  }
}
