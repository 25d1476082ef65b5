import { Injectable } from '@nestjs/common';
import { canonicalOf, Clock, KeyRing, type AuditChangeRow } from '#kernel/api';
import type { AuditFault, AuditVerdict } from '#audit/model';
import { ChainQueries, type Link, type Stub } from './chain.queries.ts';
import { CHAIN, OPENING, sealText, type Head } from './chain.ts';
import { Checkpoints, type Checkpoint } from './checkpoints.service.ts';
import { stubText } from './retention.service.ts';

const SIZE = 500;
/** A row that was committed a moment ago has no seal yet. */
const PENDING_MS = 5 * 60_000;
type Progress = (done: number, total: number) => Promise<void>;

/** Reads the whole chain again, row by row, and names the first one that is not as it was written. */
@Injectable()
export class Verifier {
  constructor(
    private readonly queries: ChainQueries,
    private readonly checkpoints: Checkpoints,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  async verify(progress: Progress = () => Promise.resolve()): Promise<AuditVerdict> {
    const { checkpoints, forged } = this.checkpoints.read();
    const stub = await this.queries.stub();
    const { sealed } = await this.queries.counts();
    let head: Head = stub ?? { seq: 0, seal: OPENING };
    const known = new Map(checkpoints.map(({ seq, seal }) => [seq, seal]));
    let first = stub && !this.checkpoints.signed(stubText(stub), stub.signature) ? found('stub', stub.seq, null) : null;
    let rows = 0;
    for (let links = await this.queries.links(head.seq, SIZE); links.length > 0 && !first; links = await this.queries.links(head.seq, SIZE)) {
      const changes = await this.queries.changes(links.map(({ auditId }) => auditId));
      for (const link of links) {
        first ??= this.fault(link, head, changes.get(link.auditId) ?? [], known);
        if (first) break;
        head = link;
        rows++;
      }
      await progress(rows, sealed);
    }
    const last = checkpoints.at(-1) ?? null;
    first ??= forged ? found('checkpoint', last?.seq ?? 0, null) : null;
    first ??= last && last.seq > head.seq ? found('cut', head.seq + 1, null) : null;
    first ??= await this.outside(head, last);
    return this.verdict(first, rows, head, last, stub);
  }

  private fault({ seq, auditId, seal, mac, row, faithful }: Link, head: Head, changes: readonly AuditChangeRow[], known: ReadonlyMap<number, string>): AuditFault | null {
    if (seq !== head.seq + 1) return found('missing', head.seq + 1, null);
    if (!row) return found('row-missing', seq, auditId);
    if (!mac || !this.keys.holds('audit', canonicalOf(row, changes), mac)) return found('changed', seq, auditId);
    if (!this.keys.holds('audit', sealText(seq, head.seal, mac), seal)) return found('moved', seq, auditId);
    if (!faithful) return found('changed', seq, auditId);
    if ((known.get(seq) ?? seal) !== seal) return found('rewritten', seq, auditId);
    return null;
  }

  /** Rows that stand in the table and not in the chain. */
  private async outside({ seq }: Head, last: Checkpoint | null): Promise<AuditFault | null> {
    const { older } = await this.queries.counts();
    if ((last && older > last.older) || (await this.queries.unhashed()) > 0) return found('inserted', seq + 1, null);
    const now = this.clock.now().getTime();
    for (const { id, mac } of await this.queries.unsealed('1970-01-01T00:00:00.000Z', SIZE)) {
      const row = await this.queries.row(id);
      const changes = (await this.queries.changes([id])).get(id) ?? [];
      if (row && (!mac || !this.keys.holds('audit', canonicalOf(row, changes), mac))) return found('inserted', seq + 1, id);
      if (row && now - Date.parse(`${row.at.replace(' ', 'T')}Z`) > PENDING_MS) return found('unsealed', seq + 1, id);
    }
    return null;
  }

  private async verdict(first: AuditFault | null, rows: number, head: Head, last: Checkpoint | null, stub: Stub | null): Promise<AuditVerdict> {
    const { rows: all, sealed, older } = await this.queries.counts();
    const { seq: end } = await this.queries.head();
    return {
      whole: first === null, at: this.clock.now().toISOString(), rows, head: head.seq, first, older, pending: Math.max(0, all - sealed - older),
      checkpoint: last ? { seq: last.seq, at: last.at } : null, gap: last ? Math.max(0, last.seq - end) : 0,
      removed: stub ? { rows: stub.seq, at: stub.removedAt } : null,
    }; // prettier-ignore
  }
}

const found = (fault: AuditFault['fault'], seq: number, auditId: string | null): AuditFault => ({ chain: CHAIN, seq, fault, auditId });
