import type { Routes } from '@angular/router';
import { accountsWords } from '#accounts/model';
import { approvalsWords } from '#approvals/model';
import { auditWords } from '#audit/model';
import { backupsWords } from '#backups/model';
import { bulkWords } from '#bulk/model';
import { competitorsWords } from '#competitors/model';
import { contactsWords } from '#contacts/model';
import { contractsWords } from '#contracts/model';
import { currenciesWords } from '#currencies/model';
import { customersWords } from '#customers/model';
import { documentsWords } from '#documents/model';
import { encryptionWords } from '#encryption/model';
import { helpWords } from '#help/model';
import { importsWords } from '#imports/model';
import { kernelWords } from '#kernel/model';
import { type IconName, type Panel } from '#kernel/ui';
import { mailWords } from '#mail/model';
import { operationsWords } from '#operations/model';
import { opportunitiesWords } from '#opportunities/model';
import { privacyWords } from '#privacy/model';
import { productsWords } from '#products/model';
import { quotesWords } from '#quotes/model';
import { receivablesWords } from '#receivables/model';
import { reportsWords } from '#reports/model';
import { samplesWords } from '#samples/model';
import { settingsWords } from '#settings/model';
import { stockWords } from '#stock/model';
import { viewsWords } from '#views/model';

export interface Section {
  readonly path: string;
  readonly icon: IconName;
  /** Translation key of its name. */
  readonly label: string;
  readonly needs: string;
  readonly group: 'work' | 'sales' | 'analysis' | 'administration';
  /** Second key after `g`. */
  readonly key?: string;
  /** Kind of record that 'New' makes here. */
  readonly creates?: string;
  /** Address that says how much waits there, as `{ waiting }`. */
  readonly counts?: string;
  readonly load: () => Promise<Routes>;
}

/** The rooms of the house, in the order of the rail; each is loaded when somebody enters. */
export const SECTIONS: readonly Section[] = [
  { path: 'approvals', icon: 'approval', label: 'approval.many', needs: 'signed-in', group: 'work', key: 'a', counts: '/api/v1/approvals/waiting', load: async () => (await import('#approvals/ui')).approvalRoutes },
  { path: 'customers', icon: 'customers', label: 'customer.many', needs: 'customer.read', group: 'sales', key: 'c', creates: 'customer', load: async () => (await import('#customers/ui')).customerRoutes },
  { path: 'contacts', icon: 'group', label: 'contact.many', needs: 'contact.read', group: 'sales', key: 'n', creates: 'contact', load: async () => (await import('#contacts/ui')).contactRoutes },
  { path: 'opportunities', icon: 'opportunities', label: 'opportunity.many', needs: 'opportunity.read', group: 'sales', key: 'o', creates: 'opportunity', load: async () => (await import('#opportunities/ui')).opportunityRoutes },
  { path: 'quotes', icon: 'quote', label: 'quote.many', needs: 'quote.read', group: 'sales', key: 'q', creates: 'quote', load: async () => (await import('#quotes/ui')).quoteRoutes },
  { path: 'contracts', icon: 'contract', label: 'contract.many', needs: 'contract.read', group: 'sales', key: 'k', creates: 'contract', load: async () => (await import('#contracts/ui')).contractRoutes },
  { path: 'receivables', icon: 'money', label: 'receivable.many', needs: 'receivable.read', group: 'sales', key: 'm', load: async () => (await import('#receivables/ui')).receivableRoutes },
  { path: 'products', icon: 'products', label: 'product.many', needs: 'product.read', group: 'sales', key: 'p', creates: 'product', load: async () => (await import('#products/ui')).productRoutes },
  { path: 'stock', icon: 'warehouse', label: 'stock.many', needs: 'stock.read', group: 'sales', key: 's', load: async () => (await import('#stock/ui')).stockRoutes },
  { path: 'competitors', icon: 'competitors', label: 'competitor.many', needs: 'competitor.read', group: 'sales', key: 'r', creates: 'competitor', load: async () => (await import('#competitors/ui')).competitorRoutes },
  { path: 'reports', icon: 'chart', label: 'report.many', needs: 'report.read', group: 'analysis', key: 'd', load: async () => (await import('#reports/ui')).reportRoutes },
  { path: 'imports', icon: 'upload', label: 'import.many', needs: 'customer.import', group: 'administration', load: async () => (await import('#imports/ui')).importRoutes },
  { path: 'users', icon: 'person', label: 'user.many', needs: 'user.read', group: 'administration', load: async () => (await import('#accounts/ui')).userRoutes },
  { path: 'teams', icon: 'teams', label: 'team.many', needs: 'team.read', group: 'administration', load: async () => (await import('#accounts/ui')).teamRoutes },
  { path: 'roles', icon: 'key', label: 'role.many', needs: 'role.read', group: 'administration', load: async () => (await import('#accounts/ui')).roleRoutes },
  { path: 'pipelines', icon: 'kanban', label: 'pipeline.many', needs: 'pipeline.update', group: 'administration', load: async () => (await import('#opportunities/ui')).pipelineRoutes },
  { path: 'audit', icon: 'history', label: 'audit.many', needs: 'audit.read', group: 'administration', load: async () => (await import('#audit/ui')).auditRoutes },
  { path: 'system', icon: 'health', label: 'health.title', needs: 'health.read', group: 'administration', load: async () => (await import('#operations/ui')).systemRoutes },
]; // prettier-ignore

/** Rooms without a door on the rail. */
export const SIDE_ROOMS: readonly Pick<Section, 'path' | 'needs' | 'load'>[] = [
  { path: 'approval-flows', needs: 'approval-flow.manage', load: async () => (await import('#approvals/ui')).approvalFlowRoutes },
  { path: 'categories', needs: 'category.read', load: async () => (await import('#products/ui')).categoryRoutes },
  { path: 'amendments', needs: 'amendment.read', load: async () => (await import('#contracts/ui')).amendmentRoutes },
  { path: 'contract-templates', needs: 'contract-template.read', load: async () => (await import('#contracts/ui')).contractTemplateRoutes },
  { path: 'currency-rates', needs: 'currency-rate.read', load: async () => (await import('#currencies/ui')).currencyRateRoutes },
  { path: 'price-books', needs: 'price-book.read', load: async () => (await import('#products/ui')).priceBookRoutes },
  { path: 'backups', needs: 'backup.read', load: async () => (await import('#backups/ui')).backupRoutes },
  { path: 'keys', needs: 'key.read', load: async () => (await import('#encryption/ui')).keyRoutes },
  { path: 'privacy', needs: 'privacy.manage', load: async () => (await import('#privacy/ui')).privacyRoutes },
  { path: 'payments', needs: 'payment.read', load: async () => (await import('#receivables/ui')).paymentRoutes },
  { path: 'invoices', needs: 'invoice.read', load: async () => (await import('#receivables/ui')).invoiceRoutes },
  { path: 'invoice-titles', needs: 'invoice-title.read', load: async () => (await import('#receivables/ui')).invoiceTitleRoutes },
  { path: 'receivables-settings', needs: 'workspace.update', load: async () => (await import('#receivables/ui')).receivablesSettingsRoutes },
  { path: 'quote-settings', needs: 'quote.configure', load: async () => (await import('#quotes/ui')).quoteSettingsRoutes },
  { path: 'stock-counts', needs: 'stock-count.read', load: async () => (await import('#stock/ui')).stockCountRoutes },
  { path: 'warehouses', needs: 'warehouse.read', load: async () => (await import('#stock/ui')).warehouseRoutes },
  { path: 'stages', needs: 'stage.read', load: async () => (await import('#opportunities/ui')).stageRoutes },
];

/** What upper slices show on the pages of lower ones. */
export const ALL_PANELS: readonly Panel[] = [
  { on: 'customer', slot: 'card', order: 1, needs: 'contact.read', load: async () => (await import('#contacts/ui')).CustomerContacts },
  { on: 'customer', slot: 'card', order: 2, needs: 'opportunity.read', load: async () => (await import('#opportunities/ui')).CustomerOpportunities },
  { on: 'customer', slot: 'card', order: 3, needs: 'quote.read', load: async () => (await import('#quotes/ui')).CustomerQuotes },
  { on: 'opportunity', slot: 'card', order: 1, needs: 'quote.read', load: async () => (await import('#quotes/ui')).OpportunityQuotes },
  { on: 'customer', slot: 'card', order: 4, needs: 'contract.read', load: async () => (await import('#contracts/ui')).CustomerContracts },
  { on: 'opportunity', slot: 'card', order: 2, needs: 'contract.read', load: async () => (await import('#contracts/ui')).OpportunityContracts },
  { on: 'quote', slot: 'card', order: 1, needs: 'contract.read', load: async () => (await import('#contracts/ui')).QuoteContracts },
  { on: 'quote', slot: 'approval', order: 1, needs: 'quote.read', load: async () => (await import('#quotes/ui')).QuoteToApprove },
  { on: 'contract', slot: 'approval', order: 1, needs: 'contract.read', load: async () => (await import('#contracts/ui')).ContractToApprove },
  { on: 'amendment', slot: 'approval', order: 1, needs: 'amendment.read', load: async () => (await import('#contracts/ui')).AmendmentToApprove },
  { on: 'contract', slot: 'middle', order: 1, needs: 'receivable.read', load: async () => (await import('#receivables/ui')).ContractMoney },
  { on: 'customer', slot: 'card', order: 0, needs: 'receivable.read', load: async () => (await import('#receivables/ui')).CustomerMoney },
  { on: 'home', slot: 'card', order: 4, needs: 'receivable.read', load: async () => (await import('#receivables/ui')).HomeOverdue },
  { on: 'home', slot: 'card', order: 3, needs: 'contract.read', load: async () => (await import('#contracts/ui')).HomeContracts },
  { on: 'home', slot: 'highlight', order: 1, needs: 'opportunity.read', load: async () => (await import('#opportunities/ui')).HomeFigures },
  { on: 'home', slot: 'card', order: 0, needs: 'signed-in', load: async () => (await import('#approvals/ui')).HomeApprovals },
  { on: 'home', slot: 'card', order: 1, needs: 'opportunity.read', load: async () => (await import('#opportunities/ui')).HomeDeals },
  { on: 'home', slot: 'card', order: 2, needs: 'report.read', load: async () => (await import('#reports/ui')).HomeFunnel },
  { on: 'product', slot: 'middle', order: 1, needs: 'stock.read', load: async () => (await import('#stock/ui')).ProductStock },
  { on: 'competitor', slot: 'card', order: 1, needs: 'opportunity.read', load: async () => (await import('#opportunities/ui')).CompetitorOpportunities },
  { on: 'contact', slot: 'card', order: 2, needs: 'opportunity.read', load: async () => (await import('#opportunities/ui')).ContactOpportunities },
  ...['customer', 'contact', 'opportunity'].map((on): Panel => ({ on, slot: 'card', order: 9, needs: `${on}.read`, load: async () => (await import('#accounts/ui')).ShareCard })),
];

export const ALL_WORDS = [kernelWords, accountsWords, approvalsWords, customersWords, contactsWords, productsWords, stockWords, currenciesWords, competitorsWords, opportunitiesWords, documentsWords, quotesWords, contractsWords, receivablesWords, importsWords, reportsWords, viewsWords, bulkWords, samplesWords, settingsWords, auditWords, encryptionWords, privacyWords, helpWords, mailWords, backupsWords, operationsWords];
