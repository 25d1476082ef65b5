/** The layers of a slice: which faces a face may use. */
export const LAYERS = { model: ['model'], api: ['model', 'api'], ui: ['model', 'ui'] };

/** Which slices a slice may use. A folder under libs that is missing here is an error. */
export const USES = {
  kernel: [],
  workbench: ['kernel'],
  views: ['kernel', 'workbench'],
  mail: ['kernel', 'workbench'],
  accounts: ['kernel', 'workbench', 'mail'],
  audit: ['kernel', 'workbench', 'accounts'],
  backups: ['kernel', 'workbench', 'accounts', 'mail', 'encryption', 'audit'],
  bulk: ['kernel', 'accounts'],
  encryption: ['kernel', 'workbench'],
  help: ['kernel', 'workbench'],
  privacy: ['kernel', 'workbench', 'accounts', 'imports', 'audit'],
  operations: ['kernel', 'workbench', 'accounts', 'mail', 'encryption', 'audit', 'backups'],
  settings: ['kernel', 'workbench', 'accounts'],
  approvals: ['kernel', 'workbench', 'accounts', 'mail'],
  customers: ['kernel', 'workbench', 'accounts'],
  products: ['kernel', 'workbench', 'accounts', 'customers'],
  currencies: ['kernel', 'workbench', 'accounts'],
  stock: ['kernel', 'workbench', 'accounts', 'customers', 'products'],
  competitors: ['kernel', 'workbench', 'accounts'],
  contacts: ['kernel', 'workbench', 'accounts', 'customers'],
  opportunities: ['kernel', 'workbench', 'accounts', 'customers', 'contacts', 'products', 'competitors', 'currencies'],
  quotes: ['kernel', 'workbench', 'accounts', 'mail', 'documents', 'approvals', 'customers', 'contacts', 'products', 'stock', 'opportunities'],
  documents: ['kernel', 'workbench', 'accounts'],
  contracts: ['kernel', 'workbench', 'accounts', 'mail', 'customers', 'contacts', 'products', 'stock', 'currencies', 'competitors', 'opportunities', 'documents', 'approvals', 'quotes'],
  receivables: ['kernel', 'workbench', 'accounts', 'mail', 'customers', 'contacts', 'products', 'stock', 'currencies', 'competitors', 'opportunities', 'documents', 'approvals', 'quotes', 'contracts'],
  reports: ['kernel', 'workbench', 'accounts', 'bulk', 'customers', 'contacts', 'products', 'stock', 'currencies', 'competitors', 'opportunities', 'contracts', 'receivables'],
  samples: ['kernel', 'workbench', 'accounts', 'customers', 'contacts', 'products', 'stock', 'currencies', 'competitors', 'opportunities', 'quotes', 'contracts', 'receivables'],
  imports: ['kernel', 'workbench', 'accounts', 'customers', 'contacts', 'products', 'stock', 'currencies', 'competitors', 'opportunities', 'quotes', 'contracts', 'receivables'],
};

/** What a model may import besides models: it must run in a browser and on a server. */
export const MODEL_PACKAGES = ['class-validator'];

/** Files of a slice that may speak to TypeORM; in the kernel all of api may. */
export const TYPEORM_FILES = /\.entity\.ts$|\/migrations\/|\.queries\.ts$/;
