import { Injectable, type OnModuleInit } from '@nestjs/common';
import { as, currentContext, Events, SYSTEM, Workspace } from '#kernel/api';
import { deviceOf, TokenReused } from '#accounts/model';
import { Mail } from '#mail/api';
import { UserService } from './user.service.ts';

/** What people are told about their own account. */
export type Notice = 'new-device' | 'token-reuse' | 'password-changed' | 'factor-changed' | 'email-changed';

/** Mails to people about their account, in their language; without a mail server nobody is told. */
@Injectable()
export class Notices implements OnModuleInit {
  constructor(
    private readonly users: UserService,
    private readonly mail: Mail,
    private readonly events: Events,
    private readonly workspace: Workspace,
  ) {}

  onModuleInit(): void {
    this.events.on(TokenReused, 'notice', ({ userId }) => this.tell(userId, 'token-reuse'));
  }

  tell(userId: string, notice: Notice, device: string | null = null): Promise<void> {
    const facts = { device: deviceOf(device) || '–', address: currentContext()?.address ?? '–', at: new Date().toISOString().slice(0, 16).replace('T', ' ') };
    return this.send(userId, notice, '/settings/security', facts).then(() => undefined);
  }
  /** Mails somebody a link. False when they have no address or nothing leaves. */
  async send(userId: string, key: string, path: string, facts: Record<string, string> = {}, to?: string): Promise<boolean> {
    if (!(await this.mail.ready())) return false;
    const { name, email, language } = await as(SYSTEM, () => this.users.get(userId));
    const address = to ?? email;
    if (!address) return false;
    await this.mail.queue({ to: address, name, language: language ?? (await this.workspace.settings()).language, key, facts, path });
    return true;
  }
}
