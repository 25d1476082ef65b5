/** A page of records. */
export interface Page<T> {
  readonly items: T[];
  /** Where the next page starts; null on the last. */
  readonly next: string | null;
  readonly total: number;
  readonly totalIs: 'exact' | 'atLeast';
  readonly totalAt: string;
}
/** A record that another one points at. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Its name in Chinese, where it has one of its own. */
  readonly nameZh?: string | null;
}
export interface Change {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}
/** What one unit of work did to a record. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: Named | null;
  readonly action: string;
  readonly changes: Change[];
}
/** RFC 9457, with a code of the dictionary. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly requestId?: string;
  readonly params?: Record<string, unknown>;
  readonly errors?: { pointer: string; code: string; params?: Record<string, unknown> }[];
  readonly current?: unknown;
}
export const REACHES = ['own', 'team', 'team-and-below', 'all'] as const;
/** How far a permission goes. */
export type Reach = (typeof REACHES)[number];
export const FIELD_RIGHTS = ['hidden', 'masked', 'read', 'write'] as const;
/** What somebody may do with a field: a hidden one is not there for them. */
export type FieldRight = (typeof FIELD_RIGHTS)[number];
export type Language = 'en' | 'zh-CN';
