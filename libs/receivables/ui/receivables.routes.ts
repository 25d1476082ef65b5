import type { Routes } from '@angular/router';
import { InvoiceList } from './invoice-list.ts';
import { InvoicePage } from './invoice-page.ts';
import { MatchPage } from './match-page.ts';
import { PaymentList } from './payment-list.ts';
import { PaymentPage } from './payment-page.ts';
import { ReceivableList } from './receivable-list.ts';
import { ReceivablePage } from './receivable-page.ts';
import { ReceivablesSettingsPage } from './receivables-settings.ts';
import { TitleList } from './title-list.ts';
import { TitlePage } from './title-page.ts';

export const receivableRoutes: Routes = [{ path: '', component: ReceivableList }, { path: 'match', component: MatchPage }, { path: ':id', component: ReceivablePage }];
export const paymentRoutes: Routes = [{ path: '', component: PaymentList }, { path: ':id', component: PaymentPage }];
export const invoiceRoutes: Routes = [{ path: '', component: InvoiceList }, { path: ':id', component: InvoicePage }];
export const invoiceTitleRoutes: Routes = [{ path: '', component: TitleList }, { path: ':id', component: TitlePage }];
export const receivablesSettingsRoutes: Routes = [{ path: '', component: ReceivablesSettingsPage }];
