import { VERBS, type FieldRight, type Reach } from '#kernel/model';

/** A role a workspace starts with; from then on it is data like any other. */
export interface ReadyRole {
  readonly key: string;
  readonly name: string;
  readonly nameZh: string;
  /** The most sensitive fields it sees: 1 personal, 2 confidential, 3 secret; above that stand masks. */
  readonly clearance: number;
  readonly grants: Readonly<Record<string, Reach>>;
  /** Rights to fields that differ from what the clearance says, by kind and field. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, FieldRight>>>>;
}

const grant = (kinds: readonly string[], verbs: readonly string[], reach: Reach): Record<string, Reach> =>
  Object.fromEntries(kinds.flatMap((kind) => verbs.map((verb) => [`${kind}.${verb}`, reach])));

const SALES_RECORDS = ['customer', 'contact', 'opportunity', 'quote', 'contract', 'amendment', 'receivable', 'payment', 'invoice', 'invoice-title'];
/** What a contract is worth. */
const WORTH = ['amount', 'discountAmount', 'net', 'tax', 'lines', 'received', 'invoiced', 'writtenOff', 'receivable', 'difference'];
/** What everybody in sales knows together. */
const SHARED_RECORDS = ['competitor'];
/** What lies in the warehouses: seen by all, moved by those who were given it. */
const STOCK = ['warehouse', 'stock', 'stock-entry', 'stock-reservation', 'stock-count'];
const CATALOGUE = { ...grant(['view'], ['read', 'create', 'update', 'delete'], 'own'), ...grant(['product', ...SHARED_RECORDS], ['read'], 'all'), ...grant(['pipeline', 'stage', 'category', 'contract-template', 'currency-rate', ...STOCK], ['read'], 'all') };

/** The one role that holds everything and that nobody changes. */
export const ADMINISTRATOR = 'administrator';

/** The eight roles a workspace starts with. What a new version gives them besides is added once, when it first starts. */
export const ROLES: readonly ReadyRole[] = [
  { key: ADMINISTRATOR, name: 'Administrator', nameZh: '管理员', clearance: 3, grants: { '*': 'all' } },
  {
    key: 'sales-manager', name: 'Sales manager', nameZh: '销售主管',
    clearance: 2,
    grants: {
      ...grant(SALES_RECORDS, ['read', 'create', 'update', 'delete', 'assign', 'import', 'export', 'bulk'], 'team-and-below'),
      ...CATALOGUE,
      'contact.link': 'team-and-below',
      ...grant(['payment'], ['reverse', 'write-off', 'overpay'], 'team-and-below'),
      'invoice.issue': 'team-and-below',
      ...grant(SHARED_RECORDS, VERBS, 'all'),
      ...grant(['price-book', 'price-entry'], ['read', 'export'], 'all'),
      'opportunity.reopen': 'team-and-below',
      'report.read': 'team-and-below',
      'view.share': 'team',
    },
    fields: { product: { cost: 'read' } },
  },
  {
    key: 'sales', name: 'Sales', nameZh: '销售',
    clearance: 2,
    grants: { ...grant(SALES_RECORDS, ['read', 'create', 'update', 'import'], 'own'), ...grant(['quote', 'contract', 'amendment', 'receivable', 'payment', 'invoice'], ['delete'], 'own'), 'payment.reverse': 'own', 'contact.link': 'own', ...CATALOGUE, ...grant(SHARED_RECORDS, ['create', 'update'], 'all'), 'report.read': 'own' },
  },
  { key: 'marketing', name: 'Marketing', nameZh: '市场', clearance: 1, grants: { ...grant(['customer', 'contact'], ['read'], 'all'), ...CATALOGUE } },
  {
    key: 'service', name: 'Service', nameZh: '客服', clearance: 2,
    grants: { ...grant(['customer', 'contact'], ['read', 'update'], 'all'), 'contact.link': 'all', 'contract.read': 'all', ...CATALOGUE },
    fields: { contract: Object.fromEntries(WORTH.map((name) => [name, 'hidden'])) },
  },
  {
    key: 'warehouse', name: 'Warehouse', nameZh: '库管', clearance: 1,
    grants: { ...CATALOGUE, ...grant(['warehouse', 'stock-count'], ['create', 'update'], 'all'), ...grant(STOCK, ['export'], 'all'), 'stock.move': 'all' },
  },
  { key: 'operations', name: 'Operations', nameZh: '运维', clearance: 1, grants: { 'job.read': 'all', 'health.read': 'all', 'health.manage': 'all', 'metrics.read': 'all', 'audit.read': 'all', 'key.read': 'all', 'key.manage': 'all', 'backup.read': 'all', 'backup.run': 'all', 'backup.configure': 'all', 'backup.restore': 'all' } },
  { key: 'read-only', name: 'Read only', nameZh: '只读', clearance: 1, grants: { ...grant(SALES_RECORDS, ['read'], 'all'), ...CATALOGUE, 'report.read': 'all' } },
];
