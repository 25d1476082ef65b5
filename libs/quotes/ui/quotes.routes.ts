import type { Routes } from '@angular/router';
import { QuoteCompare } from './quote-compare.ts';
import { QuoteEditor } from './quote-editor.ts';
import { QuoteList } from './quote-list.ts';
import { QuotePage } from './quote-page.ts';
import { QuoteSettingsPage } from './quote-settings-page.ts';

const leave = (editor: QuoteEditor) => editor.mayLeave();
export const quoteRoutes: Routes = [
  { path: '', component: QuoteList },
  { path: 'new', component: QuoteEditor, canDeactivate: [leave] },
  { path: ':id', component: QuotePage },
  { path: ':id/edit', component: QuoteEditor, canDeactivate: [leave] },
  { path: ':id/compare', component: QuoteCompare },
];
export const quoteSettingsRoutes: Routes = [{ path: '', component: QuoteSettingsPage }];
