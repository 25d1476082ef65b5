import { Injectable } from '@nestjs/common';
import { and, Database, isIn, recordTables, sql, tableOf, type RecordTableInfo } from '#kernel/api';
import { fieldsOf } from '#kernel/model';

/** Ids of records by their kind. */
export type Ids = ReadonlyMap<string, ReadonlySet<string>>;
interface Reference {
  readonly kind: string;
  readonly column: string;
  /** Where the column is, when it is in the record's lines. */
  readonly lines: string | null;
  readonly to: string;
}
const OWN = new Set(['ownerId', 'teamId', 'createdById', 'updatedById']);
/** Links between samples; one that a person made is that person's. */
const LINKS = 'contact-link';
/** What lies in a warehouse stays with its product, or its ledger would not add up. */
const STOCK = ['stock', 'stock-entry'] as const;
/** What was planned, paid and invoiced stays with its contract, or its sums would not add up. */
const MONEY = ['receivable', 'payment', 'invoice'] as const;

/** Finds samples, and who points at them. */
@Injectable()
export class SampleQueries {
  constructor(private readonly db: Database) {}

  async all(kinds: readonly string[]): Promise<Ids> {
    const found = new Map<string, Set<string>>();
    for (const kind of kinds) if (kind !== LINKS) found.set(kind, await this.ids(`SELECT \`id\` FROM \`${tableOf(kind).table}\` WHERE \`externalSource\` = 'rapport:sample'`));
    const contacts = isIn('`contactId`', [...(found.get('contact') ?? [])]);
    found.set(LINKS, await this.ids(`SELECT \`id\` FROM \`contact_link\` WHERE \`createdById\` IS NULL AND ${contacts.text}`, contacts.params));
    return found;
  }
  /** Living samples that a person changed. */
  async edited(kinds: readonly string[]): Promise<Ids> {
    const found = new Map<string, Set<string>>();
    for (const kind of kinds) {
      found.set(kind, await this.ids(`SELECT \`id\` FROM \`${tableOf(kind).table}\` WHERE \`externalSource\` = 'rapport:sample' AND \`deletedKey\` = '' AND \`updatedById\` IS NOT NULL`));
    }
    return found;
  }

  /** The samples among these that must stay: those to be kept, and whatever they or people's own records point at. */
  async needed(samples: Ids, kept: Ids): Promise<Ids> {
    const needed = new Map([...samples.keys()].map((kind) => [kind, new Set(kept.get(kind))]));
    const references = this.references().filter(({ to }) => samples.has(to));
    for (const one of references) for (const id of await this.pointedAt(one, samples, null)) needed.get(one.to)?.add(id);
    for (let before = -1; before !== size(needed); ) {
      before = size(needed);
      const links = isIn('`contactId`', [...(needed.get('contact') ?? [])]);
      for (const id of await this.ids(`SELECT \`id\` FROM \`contact_link\` WHERE \`createdById\` IS NULL AND ${links.text}`, links.params)) needed.get(LINKS)?.add(id);
      for (const kind of STOCK) for (const id of await this.madeOf(kind, 'productId', samples, needed.get('product') ?? new Set())) needed.get(kind)?.add(id);
      for (const kind of MONEY) for (const id of await this.madeOf(kind, 'contractId', samples, needed.get('contract') ?? new Set())) needed.get(kind)?.add(id);
      for (const one of references) for (const id of await this.pointedAt(one, samples, [...(needed.get(one.kind) ?? [])])) needed.get(one.to)?.add(id);
    }
    return needed;
  }

  /** Records that belong to one of these people. */
  async ownedBy(people: ReadonlySet<string>): Promise<{ kind: string; id: string }[]> {
    const owned: { kind: string; id: string }[] = [];
    const where = and(sql("r.`deletedKey` = ''"), sql(OTHERS), isIn('r.`ownerId`', [...people]));
    for (const { info, table } of recordTables().filter((one) => one.info.owned)) {
      const rows = await this.db.read<{ id: string }>(`SELECT r.\`id\` FROM \`${table}\` r WHERE ${where.text}`, [...where.params]);
      owned.push(...rows.map(({ id }) => ({ kind: info.name, id })));
    }
    return owned;
  }
  /** Somebody who may have what is left. */
  async administrator(): Promise<string | null> {
    const [row] = await this.db.read<{ id: string }>(
      "SELECT u.`id` FROM `user` u JOIN `user_roles` r ON r.`recordId` = u.`id` WHERE r.`value` = 'administrator' AND u.`status` = 'active' AND u.`deletedKey` = '' ORDER BY u.`id` LIMIT 1",
    );
    return row?.id ?? null;
  }

  /** Samples that records point at: these samples, or whatever is no sample. */
  private async pointedAt({ kind, column, lines, to }: Reference, samples: Ids, from: readonly string[] | null): Promise<string[]> {
    if (from?.length === 0) return [];
    const { table } = tableOf(kind);
    const pointer = lines ? `x.\`${column}\`` : `r.\`${column}\``;
    const origin = from ? isIn('r.`id`', from) : sql(kind === LINKS ? 'r.`createdById` IS NOT NULL' : OTHERS);
    const where = and(origin, isIn(pointer, [...(samples.get(to) ?? [])]));
    const source = lines ? `\`${table}\` r JOIN \`${lines}\` x ON x.\`recordId\` = r.\`id\`` : `\`${table}\` r`;
    const rows = await this.db.read<{ id: string }>(`SELECT DISTINCT ${pointer} AS \`id\` FROM ${source} WHERE ${where.text}`, [...where.params]);
    return rows.map(({ id }) => id);
  }

  private async madeOf(kind: string, column: string, samples: Ids, of: ReadonlySet<string>): Promise<string[]> {
    const where = isIn(`\`${column}\``, [...of]);
    const ids = await this.ids(`SELECT \`id\` FROM \`${tableOf(kind).table}\` WHERE ${where.text}`, where.params);
    return [...ids].filter((id) => samples.get(kind)?.has(id));
  }

  private references(): Reference[] {
    return recordTables().flatMap((table) => [...direct(table), ...inLines(table)]);
  }
  private async ids(statement: string, params: readonly unknown[] = []): Promise<Set<string>> {
    return new Set((await this.db.read<{ id: string }>(statement, [...params])).map(({ id }) => id));
  }
}

const OTHERS = "(r.`externalSource` IS NULL OR r.`externalSource` <> 'rapport:sample')";
const size = (ids: Ids) => [...ids.values()].reduce((sum, own) => sum + own.size, 0);
const direct = ({ info, columns }: RecordTableInfo): Reference[] =>
  columns.flatMap(({ name, kind, to }) => (kind === 'ref' && to && !OWN.has(name) ? [{ kind: info.name, column: name, lines: null, to }] : []));
const inLines = ({ info, table, lines }: RecordTableInfo): Reference[] =>
  lines.flatMap(({ name, line }) => (line ? fieldsOf(line) : []).flatMap((field) => (field.kind === 'ref' && field.to ? [{ kind: info.name, column: field.name, lines: `${table}_${name}`, to: field.to }] : [])));
