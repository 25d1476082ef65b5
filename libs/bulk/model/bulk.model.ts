import { Choice, LongText, Text, Texts } from '#kernel/model';

export const BULK_ACTIONS = ['assign', 'change', 'tag', 'delete', 'restore'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];
export const BULK_STATES = ['collecting', 'running', 'done', 'cancelled', 'undoing', 'undone', 'failed'] as const;
export type BulkState = (typeof BULK_STATES)[number];
export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The records of one kind that are meant: these, or all that a list's address finds. */
export class Choosing {
  @Text({ max: 40 }) kind!: string;
  @Texts('text', { max: 36 }) ids!: string[];
  /** The list's parameters as in its address: 'status=active&q=harbour'. Not used where ids are given. */
  @Text({ max: 4000, optional: true }) query!: string | null;
}
/** One thing to do with many records. */
export class NewBulk extends Choosing {
  @Choice(BULK_ACTIONS) action!: BulkAction;
  /** assign: the new owner. */
  @Text({ max: 36, optional: true }) ownerId!: string | null;
  /** change: the field, and its new value as JSON. */
  @Text({ max: 60, optional: true }) field!: string | null;
  @LongText({ optional: true }) value!: string | null;
  /** tag: what to add. */
  @Texts('text', { max: 30 }) tags!: string[];
}
export class NewExport extends Choosing {
  @Choice(EXPORT_FORMATS) format!: ExportFormat;
  /** The fields that become columns, in their order. */
  @Texts('text', { max: 60 }) columns!: string[];
}

export interface BulkReport {
  readonly done: number;
  readonly failed: number;
  /** Why records were refused: the problem's code, how often, and some of their names. */
  readonly reasons: readonly { readonly code: string; readonly count: number; readonly names: readonly string[] }[];
  /** After an undo: records that somebody changed in between. */
  readonly kept: number;
}
export interface BulkView {
  readonly id: string;
  readonly kind: string;
  readonly action: BulkAction;
  readonly state: BulkState;
  readonly total: number;
  readonly report: BulkReport;
  readonly createdAt: string;
  readonly userId: string;
}
export interface ExportView {
  readonly id: string;
  readonly kind: string;
  readonly format: ExportFormat;
  readonly state: 'running' | 'done' | 'failed';
  readonly rows: number;
  /** The problem that ended it. */
  readonly code: string | null;
  readonly createdAt: string;
  readonly userId: string;
}
