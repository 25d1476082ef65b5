import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Invalid, privileged, Records, Rejected, SYSTEM } from '#kernel/api';
import type { SecurityView } from '#accounts/model';
import { Credentials, myself } from './credentials.service.ts';
import { Factors } from './factors.service.ts';
import { Identities } from './identities.service.ts';
import { Notices } from './notices.service.ts';
import { Passkeys } from './passkeys.service.ts';
import { Passwords } from './passwords.service.ts';
import { Provider } from './provider.service.ts';
import { RecoveryCodes } from './recovery-codes.service.ts';
import type { Tokens } from './sessions.service.ts';
import { Totp } from './totp.service.ts';
import { UserService } from './user.service.ts';

/** A session under a new name after a change to how one signs in, and recovery codes where there are new ones. */
export interface Renewed {
  readonly tokens: Tokens;
  readonly codes: readonly string[] | null;
}

/** One's own second factors: set up, shown and taken away. Every change ends the other sessions and is told by mail. */
@Injectable()
export class Security {
  constructor(
    private readonly users: UserService,
    private readonly factors: Factors,
    private readonly totp: Totp,
    private readonly passkeys: Passkeys,
    private readonly recovery: RecoveryCodes,
    private readonly passwords: Passwords,
    private readonly identities: Identities,
    private readonly provider: Provider,
    private readonly credentials: Credentials,
    private readonly notices: Notices,
    private readonly kernel: Records,
  ) {}

  async view(): Promise<SecurityView> {
    const { id } = myself();
    const { grants, suspended } = currentPrincipal();
    const needed = Boolean(suspended) && Object.keys(grants).some((permission) => permission === '*' || privileged(permission));
    const [password, totp, passkeys] = [await this.passwords.has(id), await this.totp.has(id), await this.passkeys.of(id)];
    const provider = (await this.provider.view())?.name ?? null;
    return { password, totp, passkeys, recoveryCodes: await this.recovery.left(id), identities: await this.identities.of(id), provider, needed };
  }

  async beginTotp() {
    const { id } = myself();
    return this.totp.begin(id, (await as(SYSTEM, () => this.users.get(id))).username);
  }
  async confirmTotp(code: string, device: string | null): Promise<Renewed> {
    const { id } = myself();
    if (!(await this.totp.confirm(id, code.replace(/\s/g, '')))) throw new Invalid([{ pointer: '/code', code: 'wrong-code' }]);
    return this.changed(true, device);
  }
  async removeTotp(device: string | null): Promise<Renewed> {
    const { id } = myself();
    await this.factors.remove(id, () => this.totp.remove(id));
    return this.changed(false, device);
  }
  async beginPasskey() {
    const { id } = myself();
    const { username, name } = await as(SYSTEM, () => this.users.get(id));
    return this.passkeys.beginNew(id, username, name);
  }
  async addPasskey(name: string, response: string, device: string | null): Promise<Renewed> {
    await this.passkeys.add(myself().id, name, response);
    return this.changed(true, device);
  }
  async removePasskey(passkey: string, device: string | null): Promise<Renewed> {
    const { id } = myself();
    await this.factors.remove(id, () => this.passkeys.remove(id, passkey));
    return this.changed(false, device);
  }
  async renewCodes(): Promise<{ codes: readonly string[] }> {
    const { id } = myself();
    if (!(await this.factors.any(id))) throw new Rejected('second-factor-needed');
    await this.kernel.work.run(async () => this.kernel.audit.note('user.recovery-codes', 'user', id, []));
    return { codes: await this.recovery.renew(id) };
  }
  removeIdentity(identity: string): Promise<void> {
    return this.identities.remove(myself().id, identity);
  }

  private async changed(added: boolean, device: string | null): Promise<Renewed> {
    const { id, sessionId } = myself();
    const strong = added || (await this.factors.any(id));
    const codes = added ? await this.factors.codesForFirst(id) : null;
    const tokens = await this.kernel.work.run(async () => {
      this.kernel.audit.note('user.factor', 'user', id, []);
      await this.notices.tell(id, 'factor-changed', device);
      return this.credentials.renewed(id, sessionId, strong, device, 'factor-changed');
    });
    return { tokens, codes };
  }
}
