import { Choice, Text } from '#kernel/model';

/** Keys that can be changed by hand; the audit's hashes keep theirs. */
export const ROTATABLE = ['personal', 'secret', 'blind', 'history'] as const;
export type Rotatable = (typeof ROTATABLE)[number];
export class NewRotation {
  @Choice(ROTATABLE) purpose!: Rotatable;
}
export class KeyName {
  @Text({ max: 60 }) key!: string;
}

/** A data key, without anything of it. */
export interface KeyView {
  readonly id: string;
  readonly purpose: string;
  readonly state: string;
  readonly createdAt: string;
  /** How often it has encrypted, and how often it may. */
  readonly used: number;
  readonly most: number;
}
/** A change of a data key on its way, or behind us. */
export interface RotationView {
  readonly id: string;
  readonly purpose: string;
  readonly fromKey: string | null;
  readonly toKey: string | null;
  readonly state: 'announced' | 'running' | 'done';
  readonly done: number;
  readonly total: number;
  readonly damaged: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}
/** A field or column that is not plain, or tells of people. */
export interface ProtectedView {
  readonly table: string;
  readonly column: string;
  /** The model's words for it, where it is a field. */
  readonly kind: string | null;
  readonly field: string | null;
  readonly level: number;
  readonly stored: string;
  readonly masked: boolean;
  readonly exported: boolean;
  readonly keep: string;
  /** How it is found, where it is: by its whole value, or a phone by its last four digits, too. */
  readonly found: 'no' | 'whole' | 'tail';
}
/** Everything the page says. */
export interface EncryptionView {
  readonly provider: string;
  readonly masterKeyId: string;
  /** Others on the machine can read the file of the master key. */
  readonly exposed: boolean;
  readonly keys: readonly KeyView[];
  readonly rotations: readonly RotationView[];
  readonly protected: readonly ProtectedView[];
}
