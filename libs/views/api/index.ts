import type { Slice, TablesData } from '#kernel/api';
import { viewsWords } from '#views/model';
import { viewsTables } from './migrations/20261124-views.ts';
import { viewsSealed } from './migrations/20261125-sealed.ts';
import { viewsLists } from './migrations/20261125-lists.ts';
import { teamViews } from './migrations/20261125-team-views.ts';
import { ViewsModule } from './views.module.ts';

export * from './views.module.ts';
const DATA: TablesData = {
  view_default: { keep: 'installation', system: 'userId list view' },
};
export const views: Slice = { name: 'views', module: ViewsModule, migrations: [viewsTables, viewsSealed, viewsLists, teamViews], words: viewsWords, data: DATA, permissions: ['view.share'] };
