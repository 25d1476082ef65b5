import type { Slice, TablesData } from '#kernel/api';
import { accountsWords } from '#accounts/model';
import { AccountsModule } from './accounts.module.ts';
import { accountsTables } from './migrations/20261124-accounts.ts';
import { accountsLists } from './migrations/20261125-lists.ts';
import { shortcutsColumn } from './migrations/20261125-shortcuts.ts';
import { accountsSealed } from './migrations/20261125-sealed.ts';

export * from './accounts.module.ts';
export * from './passwords.service.ts';
export * from './principals.service.ts';
export * from './setup.service.ts';
export * from './team.service.ts';
export * from './user.service.ts';
const DATA: TablesData = {
  credential: { keep: 'record', system: 'userId changedAt', hashed: 'passwordHash' },
  password_token: { keep: 'week', system: 'userId until', hashed: 'hash' },
  session: { keep: 'session', system: 'id userId createdAt usedAt until revokedAt reason', internal: 'device address' },
  refresh_token: { keep: 'session', system: 'sessionId state usedAt', hashed: 'hash sealedChild' },
  throttle: { keep: 'day', system: 'failures until', internal: 'key' },
};
export const accounts: Slice = { name: 'accounts', module: AccountsModule, migrations: [accountsTables, accountsSealed, accountsLists, shortcutsColumn], words: accountsWords, data: DATA };
