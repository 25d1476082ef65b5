import type { Routes } from '@angular/router';
import { AmendmentList } from './amendment-list.ts';
import { AmendmentPage } from './amendment-page.ts';
import { ContractEditor } from './contract-editor.ts';
import { ContractList } from './contract-list.ts';
import { ContractPage } from './contract-page.ts';
import { ContractTemplateList, ContractTemplatePage } from './contract-templates.ts';

const leave = (editor: ContractEditor) => editor.mayLeave();
export const contractRoutes: Routes = [
  { path: '', component: ContractList },
  { path: 'new', component: ContractEditor, canDeactivate: [leave] },
  { path: ':id', component: ContractPage },
  { path: ':id/edit', component: ContractEditor, canDeactivate: [leave] },
];
export const amendmentRoutes: Routes = [
  { path: '', component: AmendmentList },
  { path: ':id', component: AmendmentPage },
  { path: ':id/edit', component: ContractEditor, data: { writes: 'amendment' }, canDeactivate: [leave] },
];
export const contractTemplateRoutes: Routes = [{ path: '', component: ContractTemplateList }, { path: ':id', component: ContractTemplatePage }];
