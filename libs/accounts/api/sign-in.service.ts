import { Injectable } from '@nestjs/common';
import { as, Records, SYSTEM, Unauthenticated, UnitOfWork } from '#kernel/api';
import type { FactorWay, SignIn } from '#accounts/model';
import { Devices } from './devices.service.ts';
import { Factors } from './factors.service.ts';
import { Identities } from './identities.service.ts';
import { Notices } from './notices.service.ts';
import { Passkeys } from './passkeys.service.ts';
import { Passwords } from './passwords.service.ts';
import { Sessions, type Proof, type Tokens } from './sessions.service.ts';
import { Throttle } from './throttle.service.ts';
import { UserService } from './user.service.ts';
import { WaitingRoom } from './waiting.service.ts';

/** The browser somebody signs in with: what it calls itself, and the secret it has from an earlier time. */
export interface Browser {
  readonly agent: string | null;
  readonly known: string | undefined;
}
export interface SignedIn {
  readonly tokens: Tokens;
  readonly deviceSecret: string;
}
/** The first step is done; the token opens the second one and nothing else. */
export interface HalfWay {
  readonly factor: { readonly token: string; readonly ways: readonly FactorWay[] };
}
interface FirstStep {
  readonly ways: string;
  readonly remembered: boolean;
  readonly consent: string | null;
}

/** Signing in: a password and a second factor, or a passkey; the answer never tells whether the account exists. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UserService,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly throttle: Throttle,
    private readonly devices: Devices,
    private readonly factors: Factors,
    private readonly passkeys: Passkeys,
    private readonly waiting: WaitingRoom,
    private readonly identities: Identities,
    private readonly notices: Notices,
    private readonly kernel: Records,
    private readonly work: UnitOfWork,
  ) {}

  async signIn({ username, password, remember, consent }: SignIn, browser: Browser): Promise<SignedIn | HalfWay> {
    const login = username.normalize('NFKC').toLowerCase();
    const user = await this.users.byUsername(login);
    const known = user && user.status === 'active' ? user.id : null;
    const device = await this.devices.knows(user?.id ?? NOBODY, browser.known);
    const keys = [`${device ? 'device' : 'user'} ${user?.id ?? login}`];
    if (!device) await this.throttle.admitStranger();
    for (const key of keys) await this.throttle.admit(key);
    if (!(await this.passwords.holds(known, password)) || !known) {
      await this.note('user.sign-in-refused', user?.id ?? NOBODY);
      throw new Unauthenticated('wrong-credentials');
    }
    await this.throttle.succeeded(...keys);
    if (!device) await this.throttle.pardonStranger();
    return this.afterFirst(known, { ways: 'password', remembered: remember === true, consent }, browser);
  }

  /** What follows a first step: the second one, for whoever has one. */
  async afterFirst(userId: string, step: FirstStep, browser: Browser): Promise<SignedIn | HalfWay> {
    const ways = await this.factors.waysOf(userId);
    if (ways.length > 0) return { factor: { token: await this.waiting.put('factor', userId, step), ways } };
    return this.complete({ ...step, userId, strong: false, device: browser.agent }, step.consent, browser);
  }
  async byCode(token: string, code: string, browser: Browser): Promise<SignedIn> {
    const { userId } = await this.half(token);
    const way = await this.factors.prove(userId, code);
    if (!way) throw new Unauthenticated('wrong-code');
    return this.afterSecond(token, way, browser);
  }
  /** A question for a passkey: of whoever did the first step, or of anybody. */
  async askPasskey(token: string | null) {
    if (!token) await this.throttle.admitStranger();
    return this.passkeys.ask(token ? (await this.half(token)).userId : null);
  }
  async byPasskey(token: string | null, response: string, remembered: boolean, browser: Browser): Promise<SignedIn> {
    const userId = await this.passkeys.answer(response, token ? (await this.half(token)).userId : null);
    if (!userId || (await this.users.statusOf(userId)) !== 'active') throw new Unauthenticated('wrong-passkey');
    if (token) return this.afterSecond(token, 'passkey', browser);
    await this.throttle.pardonStranger();
    return this.complete({ userId, ways: 'passkey', strong: true, remembered, device: browser.agent }, null, browser);
  }

  /** Opens the session; on a device somebody has not signed in from before, they are told. */
  async complete(proof: Proof, consent: string | null, browser: Browser): Promise<SignedIn> {
    const { userId } = proof;
    if ((await this.users.statusOf(userId)) !== 'active') throw new Unauthenticated('wrong-credentials');
    return as(SYSTEM, () =>
      this.work.run(async () => {
        const strange = (await this.devices.any(userId)) && !(await this.devices.knows(userId, browser.known));
        if (consent) await this.identities.consent(userId, consent);
        const tokens = await this.sessions.open(proof);
        const deviceSecret = await this.devices.remember(userId, browser.known);
        this.kernel.audit.note('user.sign-in', 'user', userId, []);
        if (strange) await this.notices.tell(userId, 'new-device', browser.agent);
        return { tokens, deviceSecret };
      }),
    );
  }

  async nameOf(id: string) {
    const { name, username, language } = await as(SYSTEM, () => this.users.get(id));
    return { id, name, username, language };
  }

  private async half(token: string) {
    const found = await this.waiting.look<FirstStep>('factor', token);
    if (!found?.userId) throw new Unauthenticated('session-ended');
    return { userId: found.userId, step: found.facts };
  }
  private async afterSecond(token: string, way: FactorWay, browser: Browser): Promise<SignedIn> {
    const taken = await this.waiting.take<FirstStep>('factor', token);
    if (!taken?.userId) throw new Unauthenticated('session-ended');
    const { ways, remembered, consent } = taken.facts;
    return this.complete({ userId: taken.userId, ways: `${ways} ${way}`, strong: true, remembered, device: browser.agent }, consent, browser);
  }
  private async note(action: string, userId: string): Promise<void> {
    await as(SYSTEM, () => this.work.run(async () => this.kernel.audit.note(action, 'user', userId, [])));
  }
}

const NOBODY = '00000000-0000-7000-8000-000000000000';
