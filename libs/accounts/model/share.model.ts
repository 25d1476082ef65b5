import { Choice, Moment, Ref, Text } from '#kernel/model';

export const SHARE_RIGHTS = ['read', 'write'] as const;
export type ShareRight = (typeof SHARE_RIGHTS)[number];

/** A record of somebody else opened to a person, for reading or for changing, perhaps until a moment. */
export class NewShare {
  @Text({ max: 40 }) kind!: string;
  @Ref('self') recordId!: string;
  @Ref('user') userId!: string;
  @Choice(SHARE_RIGHTS) may!: ShareRight;
  @Moment({ optional: true }) until!: string | null;
}
/** A share as it is told. */
export interface Share {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly may: ShareRight;
  readonly until: string | null;
}
/** Why somebody may, or may not, do something with a record. */
export interface Reason {
  /** 'role' gives a reach; 'share' and 'link' open a record beside it. */
  readonly by: 'role' | 'share' | 'link';
  readonly role?: string;
  readonly reach?: string;
  /** Whether the record lies within. */
  readonly holds: boolean;
}
export interface VerbAnswer {
  readonly verb: string;
  readonly allowed: boolean;
  readonly reasons: readonly Reason[];
}
export interface FieldAnswer {
  readonly field: string;
  readonly right: string;
  /** The role that gives the most; null when no role speaks of the kind. */
  readonly role: string | null;
}
/** What a person may do with a kind of record, or with one record. */
export interface AccessAnswer {
  readonly active: boolean;
  readonly verbs: readonly VerbAnswer[];
  readonly fields: readonly FieldAnswer[];
}
