import type { Slice } from '#kernel/api';
import { accountsWords } from '#accounts/model';
import { AccountsModule } from './accounts.module.ts';
import { accountsTables } from './migrations/20261124-accounts.ts';
import { accountsLists } from './migrations/20261125-lists.ts';
import { shortcutsColumn } from './migrations/20261125-shortcuts.ts';
import { factorTables } from './migrations/20261125-factors.ts';
import { keyTables } from './migrations/20261125-keys.ts';
import { sessionTables } from './migrations/20261125-sessions.ts';

export * from './accounts.module.ts';
export * from './passwords.service.ts';
export * from './principals.service.ts';
export * from './sessions.service.ts';
export * from './setup.service.ts';
export * from './team.service.ts';
export * from './user.service.ts';
export const accounts: Slice = { name: 'accounts', module: AccountsModule, migrations: [accountsTables, accountsLists, shortcutsColumn, sessionTables, factorTables, keyTables], words: accountsWords };
