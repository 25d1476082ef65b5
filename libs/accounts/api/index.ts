import type { Slice, TablesData } from '#kernel/api';
import { accountsWords } from '#accounts/model';
import { AccountsModule } from './accounts.module.ts';
import { accountsTables } from './migrations/20261124-accounts.ts';
import { accountsLists } from './migrations/20261125-lists.ts';
import { shortcutsColumn } from './migrations/20261125-shortcuts.ts';
import { roleTables } from './migrations/20261125-roles.ts';
import { accountsSealed } from './migrations/20261125-sealed.ts';
import { factorTables } from './migrations/20261125-factors.ts';
import { keyTables } from './migrations/20261125-keys.ts';
import { sessionTables } from './migrations/20261125-sessions.ts';

export * from './accounts.module.ts';
export * from './passwords.service.ts';
export * from './principals.service.ts';
export * from './role-book.service.ts';
export * from './role.service.ts';
export * from './sessions.service.ts';
export * from './setup.service.ts';
export * from './sign-in.service.ts';
export * from './team.service.ts';
export * from './throttle.service.ts';
export { hashOf, newSecret } from './tokens.ts';
export * from './user.service.ts';
const DATA: TablesData = {
  credential: { keep: 'record', system: 'userId changedAt long', hashed: 'passwordHash' },
  password_token: { keep: 'week', system: 'userId until purpose', hashed: 'hash', secret: 'sealed' },
  session: { keep: 'session', system: 'id userId createdAt usedAt until revokedAt reason ways strong remembered provenAt lastUntil', internal: 'device address' },
  refresh_token: { keep: 'session', system: 'sessionId state usedAt', hashed: 'hash sealedChild' },
  record_share: { keep: 'record', system: 'id kind recordId userId may until createdAt createdById' },
  throttle: { keep: 'day', system: 'failures until', internal: 'key' },
  known_device: { keep: 'session', system: 'userId usedAt', hashed: 'hash' },
  totp: { keep: 'record', system: 'userId lastStep', secret: 'secret pending' },
  recovery_code: { keep: 'record', system: 'userId position usedAt', hashed: 'hash' },
  passkey: { keep: 'record', system: 'id userId counter createdAt usedAt', internal: 'credential name', hashed: 'credentialHash' },
  waiting_sign_in: { keep: 'day', system: 'purpose userId until', internal: 'facts', hashed: 'hash' },
  identity: { keep: 'record', system: 'id userId createdAt', internal: 'issuer subject' },
  api_key: { keep: 'record', system: 'id userId start scopes createdAt until usedAt revokedAt', internal: 'name addresses', hashed: 'hash' },
};
export const accounts: Slice = { name: 'accounts', module: AccountsModule, migrations: [accountsTables, accountsSealed, accountsLists, shortcutsColumn, sessionTables, factorTables, keyTables, roleTables], words: accountsWords, data: DATA };
