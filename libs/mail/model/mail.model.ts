import { Choice, Email, Integer, Text } from '#kernel/model';

export const MAIL_SECURITY = ['starttls', 'tls', 'none'] as const;
const oneLine = { code: 'host', holds: (text: string) => /^[\p{L}\p{N}.:_-]+$/u.test(text) };

/** How mails leave: the SMTP server, who may use it, and whom the mails come from. */
export class MailSettings {
  @Text({ max: 200, rule: oneLine }) host!: string;
  @Integer({ min: 1, max: 65_535 }) port!: number;
  @Choice(MAIL_SECURITY) security!: (typeof MAIL_SECURITY)[number];
  @Text({ max: 200, optional: true }) username!: string | null;
  /** Written, never read; null keeps the one that is there. */
  @Text({ max: 500, optional: true, verbatim: true }) password!: string | null;
  @Email() sender!: string;
}
/** The settings as they are shown: everything but the password. */
export type MailView = Omit<MailSettings, 'password'> & { readonly hasPassword: boolean };
export class MailTest {
  @Email() to!: string;
}
