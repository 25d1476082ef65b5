import { Injectable } from '@nestjs/common';
import { Database, EVENT, Records } from '#kernel/api';
import type { Field, Named } from '#kernel/model';

interface About {
  readonly actors: ReadonlyMap<string, Named>;
  readonly records: ReadonlyMap<string, Named & { kind: string }>;
  readonly counts: ReadonlyMap<string, number>;
}
const refTo = (to: string, name: string): Field => ({ name, kind: 'ref', to, required: false, nullable: true, filter: false, sort: false, sensitive: 0, derived: false });

/** Says who acted and on what, for a page of entries by few statements; records by name only to those who may see them. */
@Injectable()
export class EntryNames {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
  ) {}

  async about(rows: readonly { id: string; actorId: string | null }[]): Promise<About> {
    const actors = rows.flatMap(({ actorId }) => (actorId ? [{ actorId }] : [])) as { actorId: string; actor?: Named }[];
    await this.kernel.references.name([refTo('user', 'actorId')], actors);
    const firsts = await this.firsts(rows.map(({ id }) => id));
    return {
      actors: new Map(actors.map(({ actorId, actor }) => [actorId, actor ?? { id: actorId, name: '' }])),
      records: await this.records(firsts),
      counts: new Map(firsts.map(({ auditId, n }) => [auditId, Number(n)])),
    };
  }

  private async firsts(ids: readonly string[]): Promise<{ auditId: string; n: number; kind: string; id: string }[]> {
    if (ids.length === 0) return [];
    return this.db.read(
      `SELECT k.\`auditId\`, k.\`n\`, c.\`recordKind\` AS \`kind\`, c.\`recordId\` AS \`id\`
       FROM (SELECT \`auditId\`, MIN(\`id\`) AS \`first\`, SUM(\`field\` <> '${EVENT}') AS \`n\` FROM \`audit_change\` WHERE \`auditId\` IN (${ids.map(() => '?').join(', ')}) GROUP BY \`auditId\`) k
       JOIN \`audit_change\` c ON c.\`id\` = k.\`first\``,
      [...ids],
    );
  }

  private async records(firsts: readonly { auditId: string; kind: string; id: string }[]): Promise<Map<string, Named & { kind: string }>> {
    const named = new Map<string, Named & { kind: string }>();
    for (const [kind, own] of Map.groupBy(firsts, (first) => first.kind)) {
      const store = this.kernel.stores.get(kind);
      const visible = (await store?.visible([...new Set(own.map(({ id }) => id))])) ?? new Set();
      const rows = own.map(({ auditId, id }) => ({ auditId, id, recordId: visible.has(id) ? id : null })) as { auditId: string; id: string; record?: Named | null }[];
      if (store) await this.kernel.references.name([refTo(kind, 'recordId')], rows as never);
      for (const { auditId, id, record } of rows) named.set(auditId, { id, name: record?.name ?? '', kind });
    }
    return named;
  }
}
