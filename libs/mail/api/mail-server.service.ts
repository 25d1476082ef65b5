import { Injectable } from '@nestjs/common';
import { KeptSetting, KeyRing, Records, Rejected } from '#kernel/api';
import { isLoopback } from '#kernel/model';
import type { MailSettings, MailView } from '#mail/model';
import type { Letter } from './letter.ts';

type Stored = Omit<MailSettings, 'password'> & { readonly sealedPassword: string | null };
const NAME = 'mail';
const PLACE = { table: 'setting', column: 'mail.password', row: NAME };
const SECONDS = 10_000;

/** The SMTP server mails leave through; its password is sealed and never shown. */
@Injectable()
export class MailServer {
  private readonly setting: KeptSetting<Stored>;

  constructor(
    private readonly kernel: Records,
    private readonly keys: KeyRing,
  ) {
    this.setting = new KeptSetting<Stored>(kernel, NAME, 'sealedPassword');
  }

  /** The settings without the password; null when no mail is sent. */
  async view(): Promise<MailView | null> {
    const stored = await this.setting.stored();
    if (!stored) return null;
    const { sealedPassword, ...shown } = stored;
    return { ...shown, hasPassword: sealedPassword !== null };
  }

  async save({ password, ...settings }: MailSettings): Promise<void> {
    demandTls(settings);
    const before = await this.setting.stored();
    const kept = before && before.host === settings.host && before.username === settings.username ? before.sealedPassword : null;
    const sealedPassword = password ? this.keys.seal('secret', PLACE, password) : kept;
    await this.setting.write('update', before, { ...settings, sealedPassword });
  }
  async remove(): Promise<void> {
    await this.setting.write('delete', await this.setting.stored(), null);
  }

  /** Hands a letter to the server. Throws when it does not take it. */
  async send({ to, subject, text, html, attachments = [] }: Letter): Promise<void> {
    const stored = await this.setting.stored();
    if (!stored) throw new Error('Outgoing mail is not set up');
    demandTls(stored);
    const { host, port, security, username, sealedPassword, sender } = stored;
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none', tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
      ...(username ? { auth: { user: username, pass: sealedPassword ? this.keys.unseal(PLACE, sealedPassword) : '' } } : {}),
      connectionTimeout: SECONDS, greetingTimeout: SECONDS, socketTimeout: 2 * SECONDS, disableFileAccess: true, disableUrlAccess: true,
    }); // prettier-ignore
    try {
      const { name } = await this.kernel.workspace.settings();
      await transport.sendMail({ from: { name, address: sender }, to: { name: '', address: to }, subject, text, html, attachments: attachments.map((one) => ({ filename: one.name, contentType: one.type, content: Buffer.from(one.content, 'base64') })) });
    } finally {
      transport.close();
    }
  }
}

/** Mails and the password go in clear to this machine alone. Throws Rejected. */
function demandTls({ host, security }: Pick<Stored, 'host' | 'security'>): void {
  if (security === 'none' && !isLoopback(host)) throw new Rejected('mail-in-clear', { host });
}
