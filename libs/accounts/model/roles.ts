import { VERBS, type Reach } from '#kernel/model';

/** A named set of permissions, each with its reach. */
export interface Role {
  readonly key: string;
  /** The most sensitive fields it sees: 1 personal, 2 confidential, 3 secret; above that stand masks. */
  readonly clearance: number;
  readonly grants: Readonly<Record<string, Reach>>;
}

const grant = (kinds: readonly string[], verbs: readonly string[], reach: Reach): Record<string, Reach> =>
  Object.fromEntries(kinds.flatMap((kind) => verbs.map((verb) => [`${kind}.${verb}`, reach])));

const SALES_RECORDS = ['customer', 'contact', 'opportunity'];
/** What everybody in sales knows together. */
const SHARED_RECORDS = ['competitor'];
const CATALOGUE = { ...grant(['view'], ['read', 'create', 'update', 'delete'], 'own'), ...grant(['product', ...SHARED_RECORDS], ['read'], 'all'), ...grant(['pipeline', 'stage', 'category'], ['read'], 'all') };

/** The seven roles a workspace starts with. */
export const ROLES: readonly Role[] = [
  { key: 'administrator', clearance: 3, grants: { '*': 'all' } },
  {
    key: 'sales-manager',
    clearance: 2,
    grants: {
      ...grant(SALES_RECORDS, ['read', 'create', 'update', 'delete', 'assign', 'import', 'export', 'bulk'], 'team-and-below'),
      ...CATALOGUE,
      ...grant(SHARED_RECORDS, VERBS, 'all'),
      'opportunity.reopen': 'team-and-below',
      'report.read': 'team-and-below',
      'view.share': 'team',
    },
  },
  {
    key: 'sales',
    clearance: 2,
    grants: { ...grant(SALES_RECORDS, ['read', 'create', 'update', 'import'], 'own'), ...CATALOGUE, ...grant(SHARED_RECORDS, ['create', 'update'], 'all'), 'report.read': 'own' },
  },
  { key: 'marketing', clearance: 1, grants: { ...grant(['customer', 'contact'], ['read'], 'all'), ...CATALOGUE } },
  { key: 'service', clearance: 2, grants: { ...grant(['customer', 'contact'], ['read', 'update'], 'all'), ...CATALOGUE } },
  { key: 'operations', clearance: 1, grants: { 'job.read': 'all', 'health.read': 'all', 'audit.read': 'all', 'key.read': 'all', 'key.manage': 'all' } },
  { key: 'read-only', clearance: 1, grants: { ...grant(SALES_RECORDS, ['read'], 'all'), ...CATALOGUE, 'report.read': 'all' } },
];

const ORDER: readonly Reach[] = ['own', 'team', 'team-and-below', 'all'];

/** Several roles add up: the widest reach of each permission. */
export function grantsOf(roles: readonly string[]): Record<string, Reach> {
  const union: Record<string, Reach> = {};
  for (const { key, grants } of ROLES) {
    if (!roles.includes(key)) continue;
    for (const [permission, reach] of Object.entries(grants)) {
      const known = union[permission];
      if (!known || ORDER.indexOf(reach) > ORDER.indexOf(known)) union[permission] = reach;
    }
  }
  return union;
}

/** Several roles see what the most trusted of them sees. */
export const clearanceOf = (roles: readonly string[]): number => Math.max(0, ...ROLES.filter(({ key }) => roles.includes(key)).map(({ clearance }) => clearance));
