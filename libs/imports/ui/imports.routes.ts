import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { importRoomWords } from '#imports/model';
import { Words } from '#kernel/ui';
import { ImportList } from './import-list.ts';
import { ImportNew } from './import-new.ts';
import { ImportPage } from './import-page.ts';

const bringWords = () => {
  inject(Words).bring(importRoomWords);
  return true;
};
export const importRoutes: Routes = [{ path: '', canActivate: [bringWords], children: [{ path: '', component: ImportList }, { path: 'new', component: ImportNew }, { path: ':id', component: ImportPage }] }];
