import type { CanDeactivateFn, Routes } from '@angular/router';
import { ApprovalsPage } from './approvals-page.ts';
import { FlowList } from './flow-list.ts';
import { FlowPage } from './flow-page.ts';

const leave: CanDeactivateFn<FlowPage> = (page) => page.leave();

export const approvalRoutes: Routes = [{ path: '', component: ApprovalsPage }];
export const approvalFlowRoutes: Routes = [{ path: '', component: FlowList }, { path: ':id', component: FlowPage, canDeactivate: [leave] }];
