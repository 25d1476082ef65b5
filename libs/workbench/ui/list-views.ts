import type { Query } from './records.ts';

/** A view as the server keeps it. */
export interface SavedView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly address: string;
  readonly shared: boolean;
  readonly forTeam: boolean | null;
  readonly ownerId: string;
  readonly owner?: { readonly name: string } | null;
}
export const AUDIENCES = ['me', 'team', 'everyone'] as const;
export type Audience = (typeof AUDIENCES)[number];
export const audienceOf = ({ shared, forTeam }: Pick<SavedView, 'shared' | 'forTeam'>): Audience => (shared ? 'everyone' : forTeam ? 'team' : 'me');

/** A view as its tab shows it. */
export interface Tab {
  /** The key of one of the list's own views, or the id of a saved one. */
  readonly key: string;
  readonly label: string;
  readonly params: Query;
  readonly saved: SavedView | null;
}
/** Parameters that name a view or start something: never part of one. */
const PASSING = ['view', 'create'];
/** How a list looks: part of a saved view, but not of the list's own. */
const LOOKS = ['columns', 'totals'];

export const paramsOf = (address: string): Query => Object.fromEntries(new URLSearchParams(address));
/** An address as a view keeps it. */
export const addressOf = (params: Query): string => new URLSearchParams(telling(params, [])).toString();

/** The tab an address belongs to: the one it names, else the own view that it narrows the least. */
export function tabOf(tabs: readonly Tab[], params: Query): Tab | null {
  const named = tabs.find(({ key }) => key === params['view']);
  if (named) return named;
  const within = tabs.filter(({ saved, params: own }) => !saved && Object.entries(own).every(([key, value]) => params[key] === value));
  return within.toSorted((a, b) => Object.keys(b.params).length - Object.keys(a.params).length)[0] ?? null;
}

/** Whether an address shows something else than its view. A list's own order is the same as none. */
export function isChanged({ params: own, saved }: Tab, params: Query, order: string): boolean {
  const essence = (query: Query) => JSON.stringify(telling(query, saved ? [] : LOOKS).filter(([key, value]) => key !== 'sort' || value !== order));
  return essence(own) !== essence(params);
}

function telling(params: Query, without: readonly string[]): [string, string][] {
  return Object.entries(params).filter(([key]) => !PASSING.includes(key) && !without.includes(key)).sort(([a], [b]) => (a < b ? -1 : 1));
}
