import { accounts } from '#accounts/api';
import { approvals } from '#approvals/api';
import { audit } from '#audit/api';
import { backups } from '#backups/api';
import { bulk } from '#bulk/api';
import { competitors } from '#competitors/api';
import { contacts } from '#contacts/api';
import { contracts } from '#contracts/api';
import { currencies } from '#currencies/api';
import { customers } from '#customers/api';
import { documents } from '#documents/api';
import { encryption } from '#encryption/api';
import { imports } from '#imports/api';
import type { Slice } from '#kernel/api';
import { mail } from '#mail/api';
import { operations } from '#operations/api';
import { opportunities } from '#opportunities/api';
import { privacy } from '#privacy/api';
import { products } from '#products/api';
import { quotes } from '#quotes/api';
import { receivables } from '#receivables/api';
import { reports } from '#reports/api';
import { samples } from '#samples/api';
import { settings } from '#settings/api';
import { stock } from '#stock/api';
import { views } from '#views/api';

/** The slices of this installation, in the order of their dependencies. */
export const SLICES: readonly Slice[] = [accounts, approvals, customers, contacts, products, stock, currencies, competitors, opportunities, documents, quotes, contracts, receivables, imports, reports, views, bulk, samples, settings, encryption, audit, mail, privacy, backups, operations];
