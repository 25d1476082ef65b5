import type { Slice } from '#kernel/api';
import { mailWords } from '#mail/model';
import { MailModule } from './mail.module.ts';
import { mailTables } from './migrations/20261125-mail.ts';

export * from './letter.ts';
export * from './mail.module.ts';
export * from './mail.service.ts';
export const mail: Slice = { name: 'mail', module: MailModule, migrations: [mailTables], words: mailWords };
