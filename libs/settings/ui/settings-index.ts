import type { IconName } from '#kernel/ui';

/** A page of the settings, and the single settings on it by their translation keys. */
export interface SettingsPage {
  readonly key: string;
  readonly link: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly fragment?: string;
  readonly icon: IconName;
  readonly group: 'personal' | 'workspace';
  readonly needs?: string;
  readonly title: string;
  readonly says: string;
  readonly settings: readonly string[];
}

export const SETTINGS: readonly SettingsPage[] = [
  { key: 'profile', link: '/settings/profile', icon: 'person', group: 'personal', title: 'setting.profile', says: 'setting.profileSays', settings: ['user.field.name', 'user.field.email', 'ui.language', 'ui.theme', 'theme.dark', 'ui.density', 'density.compact', 'account.changePassword'] },
  { key: 'security', link: '/settings/security', icon: 'key', group: 'personal', title: 'setting.security', says: 'setting.securitySays', settings: ['account.app', 'account.passkeys', 'account.recoveryCodes', 'account.sessions', 'account.changePassword'] },
  { key: 'apiKeys', link: '/settings/keys', icon: 'bolt', group: 'personal', title: 'setting.apiKeys', says: 'setting.apiKeysSays', settings: [] },
  { key: 'keys', link: '/settings/profile', fragment: 'keys', icon: 'keyboard', group: 'personal', title: 'setting.keys', says: 'setting.keysSay', settings: ['setting.singleKeys', 'user.field.shortcuts'] },
  { key: 'company', link: '/settings/company', icon: 'customers', group: 'workspace', needs: 'workspace.update', title: 'setting.company', says: 'setting.companySays', settings: ['account.workspace', 'account.language', 'account.timeZone', 'account.currency', 'setting.currencies'] },
  { key: 'warehouses', link: '/warehouses', icon: 'warehouse', group: 'workspace', needs: 'warehouse.update', title: 'warehouse.many', says: 'warehouse.empty', settings: [] },
  { key: 'priceBooks', link: '/price-books', icon: 'money', group: 'workspace', needs: 'price-book.update', title: 'price-book.many', says: 'price-book.empty', settings: [] },
  { key: 'rates', link: '/currency-rates', icon: 'money', group: 'workspace', needs: 'currency-rate.update', title: 'currency-rate.many', says: 'currency-rate.says', settings: ['currency-rate.field.rate'] },
  { key: 'options', link: '/settings/options', icon: 'list', group: 'workspace', needs: 'option.update', title: 'setting.options', says: 'setting.optionsSays', settings: ['setting.set.industry', 'setting.set.source', 'setting.set.unit', 'setting.set.decision-role', 'setting.set.lost-reason', 'setting.set.contract-type', 'setting.tone', 'setting.merge', 'setting.retire'] },
  { key: 'numbering', link: '/settings/numbering', icon: 'list', group: 'workspace', needs: 'workspace.update', title: 'setting.numbering', says: 'setting.numberingSays', settings: ['contract.field.number', 'quote.field.number'] },
  { key: 'contractTemplates', link: '/contract-templates', icon: 'contract', group: 'workspace', needs: 'contract-template.update', title: 'contract-template.many', says: 'contract-template.empty', settings: ['contract.field.terms'] },
  { key: 'pipelines', link: '/pipelines', icon: 'kanban', group: 'workspace', needs: 'pipeline.update', title: 'setting.pipelines', says: 'setting.pipelinesSays', settings: ['stage.many', 'stage.field.probability', 'stage.field.staleAfterDays', 'stage.field.requiredFields', 'stage.field.forecastCategory', 'pipeline.field.backMoves'] },
  { key: 'approvalFlows', link: '/approval-flows', icon: 'approval', group: 'workspace', needs: 'approval-flow.manage', title: 'setting.approvalFlows', says: 'setting.approvalFlowsSay', settings: ['flow.who', 'flow.nobody', 'flow.versions'] },
  { key: 'quotes', link: '/quote-settings', icon: 'quote', group: 'workspace', needs: 'quote.configure', title: 'quote.settings.title', says: 'quote.settings.says', settings: ['quote.settings.discountLimit', 'quote.settings.validDays', 'quote.settings.logo', 'quote.settings.termsZh'] },
  { key: 'receivables', link: '/receivables-settings', icon: 'money', group: 'workspace', needs: 'workspace.update', title: 'receivable.settings.title', says: 'receivable.settings.says', settings: ['receivable.settings.planTypes', 'receivable.settings.invoiceUpTo'] },
  { key: 'encryption', link: '/keys', icon: 'key', group: 'workspace', needs: 'key.read', title: 'encryption.title', says: 'encryption.says', settings: ['encryption.master', 'encryption.keys', 'encryption.protected'] },
  { key: 'backups', link: '/backups', icon: 'restore', group: 'workspace', needs: 'backup.read', title: 'backup.title', says: 'backup.says', settings: ['backup.runNow', 'backup.targets', 'backup.schedule', 'backup.retention', 'backup.keys'] },
  { key: 'privacy', link: '/privacy', icon: 'person', group: 'workspace', needs: 'privacy.manage', title: 'privacy.title', says: 'privacy.says', settings: ['privacy.find', 'privacy.erase', 'privacy.holds', 'privacy.tombstones', 'privacy.retention', 'privacy.importDays'] },
  { key: 'people', link: '/users', icon: 'group', group: 'workspace', needs: 'user.update', title: 'user.many', says: 'setting.peopleSays', settings: ['user.action.invite', 'user.action.deactivate', 'user.field.roles', 'role.many'] },
  { key: 'teams', link: '/teams', icon: 'teams', group: 'workspace', needs: 'team.update', title: 'team.many', says: 'setting.teamsSay', settings: [] },
  { key: 'roles', link: '/roles', icon: 'key', group: 'workspace', needs: 'user.read', title: 'role.many', says: 'setting.rolesSay', settings: [] },
  { key: 'categories', link: '/categories', icon: 'products', group: 'workspace', needs: 'category.update', title: 'category.many', says: 'category.empty', settings: ['product.field.categoryId'] },
  { key: 'imports', link: '/imports', icon: 'upload', group: 'workspace', needs: 'customer.import', title: 'import.many', says: 'setting.importsSays', settings: [] },
  { key: 'audit', link: '/audit', icon: 'history', group: 'workspace', needs: 'audit.read', title: 'setting.audit', says: 'setting.auditSays', settings: [] },
  { key: 'system', link: '/system', icon: 'health', group: 'workspace', needs: 'health.read', title: 'health.title', says: 'health.says', settings: ['alert.title', 'alert.recipients', 'alert.webhook', 'health.errors', 'health.bundle', 'health.instances'] },
  { key: 'mail', link: '/settings/mail', icon: 'upload', group: 'workspace', needs: 'mail.update', title: 'setting.mail', says: 'setting.mailSays', settings: ['mail.host', 'mail.sender'] },
  { key: 'provider', link: '/settings/sign-in', icon: 'account', group: 'workspace', needs: 'provider.update', title: 'setting.provider', says: 'setting.providerSays', settings: ['account.provider.issuer', 'account.endEverybody'] },
  { key: 'sample', link: '/settings/company', fragment: 'sample', icon: 'bolt', group: 'workspace', needs: 'sample.manage', title: 'setting.sample', says: 'sample.hint', settings: ['sample.add', 'sample.remove'] },
]; // prettier-ignore
