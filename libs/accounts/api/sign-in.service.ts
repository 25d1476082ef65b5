import { Injectable } from '@nestjs/common';
import { as, Audit, currentContext, currentPrincipal, Invalid, SYSTEM, Unauthenticated, UnitOfWork } from '#kernel/api';
import type { PasswordByToken, PasswordChange, SignIn } from '#accounts/model';
import { Passwords } from './passwords.service.ts';
import { Sessions, type Tokens } from './sessions.service.ts';
import { Throttle } from './throttle.service.ts';
import { UserService } from './user.service.ts';

const FREE_PER_ADDRESS = 50;
/** Stands for a user name that nobody has. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Signing in by user name and password; the answer never tells whether the account exists. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UserService,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly throttle: Throttle,
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  async signIn({ username, password }: SignIn, device: string | null): Promise<Tokens> {
    const account = `user ${username.trim().toLowerCase()}`;
    const address = `address ${currentContext()?.address ?? ''}`;
    await this.throttle.demand(account);
    await this.throttle.demand(address);
    const user = await this.users.byUsername(username);
    const known = user && user.status === 'active' ? user.id : null;
    if (!(await this.passwords.holds(known, password)) || !known) {
      await this.throttle.failed(account);
      await this.throttle.failed(address, FREE_PER_ADDRESS);
      await this.note('user.sign-in-refused', user?.id ?? NOBODY);
      throw new Unauthenticated('wrong-credentials');
    }
    await this.throttle.succeeded(account);
    return as(SYSTEM, () => this.work.run(async () => {
      this.audit.note('user.sign-in', 'user', known, []);
      return this.sessions.open(known, device);
    })); // prettier-ignore
  }

  acceptInvitation({ token, password }: PasswordByToken): Promise<void> {
    return as(SYSTEM, () => this.users.acceptInvitation(token, password));
  }

  /** Changes one's own password; every other session ends. */
  async changePassword({ current, password }: PasswordChange): Promise<void> {
    const { id, name } = currentPrincipal();
    if (!id) throw new Unauthenticated();
    const key = `user ${id}`;
    await this.throttle.demand(key);
    if (!(await this.passwords.holds(id, current))) {
      await this.throttle.failed(key);
      throw new Invalid([{ pointer: '/current', code: 'password-wrong', params: { name } }]);
    }
    await this.work.run(async () => {
      await this.passwords.set(id, password);
      await this.sessions.closeAllOf(id, 'password-changed');
      this.audit.note('user.password', 'user', id, []);
    });
  }

  async nameOf(id: string) {
    const { name, username, language } = await as(SYSTEM, () => this.users.get(id));
    return { id, name, username, language };
  }

  private async note(action: string, userId: string): Promise<void> {
    await as(SYSTEM, () => this.work.run(async () => this.audit.note(action, 'user', userId, [])));
  }
}
