import type { Routes } from '@angular/router';
import { RoleMatrix } from './role-matrix.ts';
import { TeamList } from './team-list.ts';
import { TeamPage } from './team-page.ts';
import { UserList } from './user-list.ts';
import { UserPage } from './user-page.ts';

export const userRoutes: Routes = [{ path: '', component: UserList }, { path: ':id', component: UserPage }];
export const teamRoutes: Routes = [{ path: '', component: TeamList }, { path: ':id', component: TeamPage }];
export const roleRoutes: Routes = [{ path: '', component: RoleMatrix }];
