import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, NotFound, Records } from '#kernel/api';
import type { SubjectFacts } from '#approvals/model';

/** A kind of record that can be approved. All three run inside the engine's unit of work. */
export interface ApprovalSubject {
  /** The model's name: 'contract'. */
  readonly kind: string;
  /** The option set of its types, if it has types. */
  readonly typeSet?: string;
  facts(id: string): Promise<SubjectFacts>;
  /** Is asked before a run begins; throws Rejected when the record cannot be submitted; sets approval to 'in_approval' and returns the snapshot to keep. `version` is the If-Match version. */
  begin(id: string, version: number): Promise<Record<string, unknown>>;
  /** What the record is compared with while it was never approved itself, such as what it changes; null where there is nothing. */
  baseline?(id: string): Promise<Record<string, unknown> | null>;
  /** The decision fell: sets the record's approval; on 'rejected' and 'recalled' restores the snapshot. */
  decide(id: string, outcome: 'approved' | 'rejected' | 'recalled', snapshot: Record<string, unknown>): Promise<void>;
}

/** The kinds of record that can be approved, and what whoever asks may do with one. */
@Injectable()
export class Subjects {
  private readonly known = new Map<string, ApprovalSubject>();

  constructor(private readonly kernel: Records) {}

  add(subject: ApprovalSubject): void {
    this.known.set(subject.kind, subject);
  }
  kinds = (): string[] => [...this.known.keys()];
  has = (kind: string): boolean => this.known.has(kind);

  /** Throws NotFound for a kind that nobody approves. */
  of(kind: string): ApprovalSubject {
    const subject = this.known.get(kind);
    if (!subject) throw new NotFound();
    return subject;
  }

  /** Throws NotFound or Forbidden when a verb does not reach the record; a kind without a store sees to it itself. */
  async demand(kind: string, id: string, verb: 'read' | 'update'): Promise<void> {
    this.of(kind);
    await this.kernel.stores.get(kind)?.demand(id, verb);
  }
  async reaches(kind: string, id: string, verb: 'read' | 'update'): Promise<boolean> {
    if (!this.kernel.stores.has(kind)) return false;
    return this.demand(kind, id, verb).then(() => true, () => false);
  }
  /** What a record says of itself, whoever asks: a flow decides by what is there, not by what one may see of it. */
  facts(kind: string, id: string): Promise<SubjectFacts> {
    return throughApproval(() => this.of(kind).facts(id));
  }
}

/** Does in the name of whoever acts what the approval entitles to, whatever their roles reach. */
export function throughApproval<T>(work: () => T): T {
  return as({ ...currentPrincipal(), grants: { '*': 'all' }, clearance: 3, fields: {}, suspended: false }, work);
}
