import type { Routes } from '@angular/router';
import { AccessPage } from './access-page.ts';
import { RoleCompare } from './role-compare.ts';
import { RoleList } from './role-list.ts';
import { RolePage } from './role-page.ts';
import { TeamList } from './team-list.ts';
import { TeamPage } from './team-page.ts';
import { UserList } from './user-list.ts';
import { UserPage } from './user-page.ts';

export const userRoutes: Routes = [{ path: '', component: UserList }, { path: ':id', component: UserPage }];
export const teamRoutes: Routes = [{ path: '', component: TeamList }, { path: ':id', component: TeamPage }];
export const roleRoutes: Routes = [{ path: '', component: RoleList }, { path: 'compare', component: RoleCompare }, { path: 'access', component: AccessPage }, { path: ':id', component: RolePage }];
