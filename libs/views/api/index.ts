import type { Slice } from '#kernel/api';
import { viewsWords } from '#views/model';
import { viewsTables } from './migrations/20261124-views.ts';
import { viewsLists } from './migrations/20261125-lists.ts';
import { teamViews } from './migrations/20261125-team-views.ts';
import { ViewsModule } from './views.module.ts';

export * from './views.module.ts';
export const views: Slice = { name: 'views', module: ViewsModule, migrations: [viewsTables, viewsLists, teamViews], words: viewsWords, permissions: ['view.share'] };
