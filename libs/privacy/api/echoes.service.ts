import { Injectable } from '@nestjs/common';
import { Audit, Catalogue, Database, recordTables, Records, UnitOfWork, type Row } from '#kernel/api';
import { recordOf } from '#kernel/model';
import type { PrivacyReport } from '#privacy/model';
import { asOfficer } from './officer.ts';
import type { Person } from './person.ts';
import { subjectTables } from './subjects.ts';
import type { Trace } from './traces.service.ts';

const MOST = 20;
const PAGE = 200;

/** Where a person sounds through in records that are not theirs: saved views that filter by them, what the audit says of exports, free texts that mention them. */
@Injectable()
export class Echoes {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly kernel: Records,
    private readonly audit: Audit,
    private readonly catalogue: Catalogue,
  ) {}

  /** Encrypted texts of records that are nobody's person, such as the filters of a view: without them, and their audit too. */
  async inRecords(person: Person, take: boolean, step: () => Promise<void>, told: (trace: Trace) => void): Promise<void> {
    const subjects = new Set(subjectTables().map(({ table }) => table));
    for (const { record, field, table, column } of this.catalogue.sealed) {
      if (!record || !field || table !== record.table || subjects.has(table)) continue;
      for (let after = ''; ; ) {
        const rows: { id: string; text: string | null }[] = await this.db.read(`SELECT \`id\`, \`${column}\` AS \`text\` FROM \`${table}\` WHERE \`id\` > ? ORDER BY \`id\` LIMIT ${PAGE}`, [after || NONE]);
        for (const { id, text } of rows) {
          const plain = text === null ? null : this.kernel.sealing.openText({ table, column, row: id }, text);
          if (plain === null || !speaks(person, plain)) continue;
          told({ place: record.info.name, found: [plain] });
          if (take) await this.kernel.stores.get(record.info.name)?.erase(id, (one) => void ((one as unknown as Row)[column] = withoutFilters(person, plain)));
        }
        await step();
        if (rows.length < PAGE) break;
        after = rows.at(-1)?.id ?? '';
      }
    }
  }

  /** What the audit says that exports of lists asked for. */
  async inExports(person: Person, take: boolean, told: (trace: Trace) => void): Promise<void> {
    const actions = recordTables().map(({ info }) => `${info.name}.export`);
    const rows = await this.db.read<{ kind: string; id: string; text: string }>(
      `SELECT c.\`recordKind\` AS \`kind\`, c.\`recordId\` AS \`id\`, c.\`newValue\` AS \`text\` FROM \`audit_seal\` s JOIN \`audit_change\` c ON c.\`auditId\` = s.\`auditId\`
       WHERE s.\`action\` IN (${actions.map(() => '?').join(', ')}) AND c.\`field\` = 'export' AND c.\`newValue\` IS NOT NULL`,
      actions,
    );
    for (const { kind, id, text } of rows) {
      const [change] = this.kernel.sealing.openChanges(kind, id, [{ field: 'export', old: null, new: JSON.parse(text) as unknown }]);
      const query = (change?.new as { query?: unknown } | null | undefined)?.query;
      if (typeof query !== 'string' || !speaks(person, query)) continue;
      told({ place: 'audit', found: [query] });
      if (take) await this.work.run(() => this.audit.erase(kind, id));
    }
  }

  /** Records of other kinds, and of other people, whose plain texts mention them; twenty of a kind. */
  async mentions(person: Person): Promise<PrivacyReport['mentions']> {
    const { pieces, known } = person;
    if (pieces.length === 0) return [];
    const found: { kind: string; id: string; name: string }[] = [];
    for (const { info, table, columns } of recordTables()) {
      const texts = columns.filter(({ kind, encrypted, name }) => ['text', 'longText'].includes(kind) && !encrypted && name !== 'externalSource');
      const title = texts.find(({ name }) => name === info.title);
      if (!title) continue;
      const like = texts.flatMap(({ name }) => pieces.map((piece) => ({ text: `r.\`${name}\` LIKE ? ESCAPE '!'`, value: `%${piece.replace(/[!%_]/g, '!$&')}%` })));
      const rows = await this.db.read<{ id: string; name: string }>(`SELECT r.\`id\`, r.\`${title.name}\` AS \`name\` FROM \`${table}\` r WHERE ${like.map(({ text }) => text).join(' OR ')} LIMIT ${MOST + known.ids.length}`, like.map(({ value }) => value));
      found.push(...rows.filter(({ id }) => !known.ids.includes(id)).slice(0, MOST).map((row) => ({ kind: info.name, ...row })));
    }
    return found;
  }

  /** Records that point at one, by their kind. */
  async links(kind: string, id: string): Promise<{ kind: string; n: number }[]> {
    const counted = [];
    for (const { info, table, columns } of recordTables()) {
      const refs = columns.filter((field) => field.kind === 'ref' && field.to === kind && field.filter && !['ownerId', 'id'].includes(field.name));
      if (refs.length === 0) continue;
      const rows = await this.db.read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM \`${table}\` WHERE ${refs.map(({ name }) => `\`${name}\` = ?`).join(' OR ')}`, refs.map(() => id));
      if (Number(rows[0]?.n) > 0) counted.push({ kind: info.name, n: Number(rows[0]?.n) });
    }
    return counted;
  }
  async changes(kind: string, id: string): Promise<number> {
    const rows = await this.db.read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `audit_change` WHERE `recordKind` = ? AND `recordId` = ?', [kind, id]);
    return Number(rows[0]?.n);
  }
  /** What the audit tells of a record, opened: for whoever asks what is held about them. */
  async history(kind: string, id: string): Promise<unknown[]> {
    const items = [];
    for (let [after, more]: [string | null, boolean] = [null, true]; more; ) {
      const page = await asOfficer(async () => this.kernel.stores.get(kind)?.history(id, after));
      items.push(...(page?.items ?? []).map(({ at, action, changes }) => ({ at, action, changes })));
      after = page?.next ?? null;
      more = after !== null && items.length < 2000;
    }
    return items;
  }
  /** The kinds whose full-text index may hold them. */
  searched = (): string[] => subjectTables().filter(({ info }) => info.owned && info.search.length > 0).map(({ info }) => recordOf(this.kernel.stores.get(info.name)?.model as never).table);
}

const NONE = '00000000-0000-0000-0000-000000000000';
const params = (address: string) => [...new URLSearchParams(address)];
const speaks = (person: Person, text: string): boolean => person.marked(text) || person.named(text) || params(text).some(([, value]) => person.marked(value) || person.named(value));
const withoutFilters = (person: Person, text: string): string => new URLSearchParams(params(text).filter(([, value]) => !person.marked(value) && !person.named(value))).toString();
