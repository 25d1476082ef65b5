import type { Slice } from '#kernel/api';
import { accountsWords } from '#accounts/model';
import { AccountsModule } from './accounts.module.ts';
import { accountsTables } from './migrations/20261124-accounts.ts';
import { accountsLists } from './migrations/20261125-lists.ts';
import { shortcutsColumn } from './migrations/20261125-shortcuts.ts';
import { roleTables } from './migrations/20261125-roles.ts';

export * from './accounts.module.ts';
export * from './passwords.service.ts';
export * from './principals.service.ts';
export * from './role-book.service.ts';
export * from './role.service.ts';
export * from './setup.service.ts';
export * from './team.service.ts';
export * from './user.service.ts';
export const accounts: Slice = { name: 'accounts', module: AccountsModule, migrations: [accountsTables, accountsLists, shortcutsColumn, roleTables], words: accountsWords };
