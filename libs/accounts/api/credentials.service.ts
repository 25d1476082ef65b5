import { Injectable, type OnModuleInit } from '@nestjs/common';
import { as, currentPrincipal, Forbidden, Invalid, Jobs, Records, Rejected, SYSTEM } from '#kernel/api';
import type { PasswordByToken, PasswordChange, StepUp } from '#accounts/model';
import { Factors } from './factors.service.ts';
import { Links } from './links.service.ts';
import { Notices } from './notices.service.ts';
import { Passkeys } from './passkeys.service.ts';
import { PasswordRules } from './password-rules.service.ts';
import { Passwords } from './passwords.service.ts';
import { Sessions, type Tokens } from './sessions.service.ts';
import { Throttle } from './throttle.service.ts';
import { UserService } from './user.service.ts';

/** The person behind a session. */
export interface Myself {
  readonly id: string;
  readonly sessionId: string;
  readonly name: string;
}
/** Whoever acts, as a person with a session of their own; a key or the system is none. */
export function myself(): Myself {
  const { id, sessionId, name } = currentPrincipal();
  if (!id || !sessionId) throw new Forbidden('person');
  return { id, sessionId, name };
}

/** Passwords set, changed and forgotten, and proving once more who one is. */
@Injectable()
export class Credentials implements OnModuleInit {
  constructor(
    private readonly users: UserService,
    private readonly passwords: Passwords,
    private readonly rules: PasswordRules,
    private readonly factors: Factors,
    private readonly passkeys: Passkeys,
    private readonly sessions: Sessions,
    private readonly throttle: Throttle,
    private readonly links: Links,
    private readonly notices: Notices,
    private readonly jobs: Jobs,
    private readonly kernel: Records,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ login: string }>('forgotten-password', ({ payload }) => this.sendResetLink(payload.login));
  }

  /** Sets a password by an invitation or a reset link. Every session ends, the second factor stays, and nobody is signed in. */
  async setByLink({ token, password }: PasswordByToken): Promise<void> {
    await this.throttle.admitStranger();
    await as(SYSTEM, () =>
      this.kernel.work.run(async () => {
        const { userId } = await this.links.take(token, 'invite', 'reset');
        const status = await this.users.statusOf(userId);
        if (status !== 'active' && status !== 'invited') throw new Rejected('link-expired');
        await this.rules.demand(password, await this.users.get(userId), await this.factors.any(userId));
        await this.passwords.set(userId, password);
        await this.sessions.closeAllOf(userId, 'password-changed');
        await this.users.change(userId, 'update', null, (user) => user.activate(true), 'set-password');
        if (status === 'active') await this.notices.tell(userId, 'password-changed');
      }),
    );
    await this.throttle.pardonStranger();
  }

  /** Changes one's own password; every other session ends, and this one gets a new name. */
  async change({ current, password }: PasswordChange, device: string | null): Promise<Tokens> {
    const { id, sessionId } = myself();
    if (!(await this.proves(id, current))) throw new Invalid([{ pointer: '/current', code: 'password-wrong' }]);
    const strong = !currentPrincipal().suspended;
    await this.rules.demand(password, await as(SYSTEM, () => this.users.get(id)), await this.factors.any(id));
    return this.kernel.work.run(async () => {
      await this.passwords.set(id, password);
      this.kernel.audit.note('user.password', 'user', id, []);
      await this.notices.tell(id, 'password-changed', device);
      return this.renewed(id, sessionId, strong, device, 'password-changed');
    });
  }

  /** Asks for a reset link: stored, and done later, whether or not there is such an account. */
  async forgot(login: string): Promise<void> {
    await this.throttle.admitStranger();
    await as(SYSTEM, () => this.jobs.add('forgotten-password', { login: login.normalize('NFKC').toLowerCase() }));
  }
  private async sendResetLink(login: string): Promise<void> {
    const user = await this.users.byUsername(login);
    if (user?.status !== 'active') return;
    const often = await this.throttle.admit(`reset ${user.id}`, 3).then(() => false, () => true);
    if (!often) await this.notices.send(user.id, 'reset', `/reset?token=${await this.links.make(user.id, 'reset')}`);
  }

  /** How somebody proves once more who they are: by their second factor where they have one, else by their password. */
  async stepUpWays(): Promise<readonly string[]> {
    const { id } = myself();
    const ways = await this.factors.waysOf(id);
    if (ways.length > 0) return ways;
    return (await this.passwords.has(id)) ? ['password'] : [];
  }
  async stepUp({ password, code, response }: StepUp, device: string | null): Promise<Tokens> {
    const { id, sessionId } = myself();
    const ways = await this.stepUpWays();
    const way = await this.wayOf(id, ways, { password, code, response });
    if (!way) throw new Invalid([{ pointer: password ? '/password' : '/code', code: password ? 'password-wrong' : 'wrong-code' }]);
    return this.kernel.work.run(async () => {
      this.kernel.audit.note('user.step-up', 'user', id, []);
      return this.sessions.replace(sessionId, { userId: id, ways: way, strong: way !== 'password', device });
    });
  }
  private async wayOf(id: string, ways: readonly string[], { password, code, response }: StepUp): Promise<string | null> {
    if (ways.includes('password')) return password && (await this.proves(id, password)) ? 'password' : null;
    if (code) return this.factors.prove(id, code);
    return response && ways.includes('passkey') && (await this.passkeys.answer(response, id)) === id ? 'passkey' : null;
  }

  /** Mails a link to a new address of one's own; it counts once it was opened. Throws Rejected without a mail server. */
  async changeEmail(email: string): Promise<void> {
    const { id } = myself();
    const secret = await this.links.make(id, 'email', email);
    if (!(await this.notices.send(id, 'confirm-email', `/confirm-email?token=${secret}`, { email }, email))) throw new Rejected('mail-not-set-up');
  }
  async confirmEmail(token: string): Promise<void> {
    await this.throttle.admitStranger();
    await as(SYSTEM, () =>
      this.kernel.work.run(async () => {
        const { userId, fact } = await this.links.take(token, 'email');
        if ((await this.users.statusOf(userId)) !== 'active') throw new Rejected('link-expired');
        await this.notices.tell(userId, 'email-changed');
        await this.users.change(userId, 'update', null, (user) => void (user.email = fact), 'email');
      }),
    );
  }

  /** A session in the place of one's own after a change to how one signs in; all others end. */
  async renewed(id: string, sessionId: string, strong: boolean, device: string | null, reason: string): Promise<Tokens> {
    await this.sessions.closeOthersOf(id, sessionId, reason);
    return this.sessions.replace(sessionId, { userId: id, ways: strong ? 'password factor' : 'password', strong, device });
  }
  private async proves(id: string, password: string): Promise<boolean> {
    const key = `user ${id}`;
    await this.throttle.admit(`own ${key}`);
    const right = await this.passwords.holds(id, password);
    if (right) await this.throttle.succeeded(`own ${key}`);
    return right;
  }
}
