import type { Slice, TablesData } from '#kernel/api';
import { mailWords } from '#mail/model';
import { MailModule } from './mail.module.ts';
import { mailTables } from './migrations/20261125-mail.ts';

export * from './letter.ts';
export * from './mail.module.ts';
export * from './mail.service.ts';
const DATA: TablesData = { mail_message: { keep: 'week', system: 'id state attempts nextAt createdAt sentAt error', secret: 'sealed' } };
export const mail: Slice = { name: 'mail', module: MailModule, migrations: [mailTables], words: mailWords, data: DATA };
