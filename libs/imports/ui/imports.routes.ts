import { importRoomWords } from '#imports/model';
import { room } from '#kernel/ui';
import { ImportList } from './import-list.ts';
import { ImportNew } from './import-new.ts';
import { ImportPage } from './import-page.ts';

export const importRoutes = room(importRoomWords, [{ path: '', component: ImportList }, { path: 'new', component: ImportNew }, { path: ':id', component: ImportPage }]);
