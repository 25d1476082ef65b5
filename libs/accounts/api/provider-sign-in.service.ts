import { Injectable, Logger } from '@nestjs/common';
import type { Configuration, IDToken } from 'openid-client';
import { as, Clock, KeyRing, Records, Rejected, SYSTEM, Unauthenticated } from '#kernel/api';
import { isGuarded } from '#accounts/model';
import { Factors } from './factors.service.ts';
import { Identities } from './identities.service.ts';
import { Links } from './links.service.ts';
import { Provider } from './provider.service.ts';
import { SignInService, type Browser, type HalfWay, type SignedIn } from './sign-in.service.ts';
import { UserService } from './user.service.ts';
import { WaitingRoom } from './waiting.service.ts';

/** What a browser keeps while its owner is at the provider: sealed, and good in this browser alone. */
interface Errand {
  readonly issuer: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly to: string | null;
  readonly invitation: string | null;
  readonly until: number;
}
/** An identity nobody has connected yet: whoever signs in with the token consents to it. */
export interface Stranger {
  readonly consent: { readonly token: string; readonly name: string };
}
const PLACE = { table: 'sso', column: 'errand', row: 'browser' };
/** Loaded when somebody first comes by a provider. */
const openid = () => import('openid-client');
const MINUTES = 10;
/** A provider that did not answer is left alone for a while. */
const REST_MS = 3000;
const STRONG = ['mfa', 'otp', 'hwk', 'swk', 'sc', 'fpt', 'face'];

/** Signing in with an OpenID Connect provider: code flow with PKCE, bound to the browser; an identity is an issuer and a subject. */
@Injectable()
export class ProviderSignIn {
  private readonly log = new Logger('ProviderSignIn');
  private known: { readonly key: string; readonly configuration: Promise<Configuration> } | null = null;
  private rests: { readonly key: string; readonly until: number } | null = null;

  constructor(
    private readonly provider: Provider,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly identities: Identities,
    private readonly waiting: WaitingRoom,
    private readonly links: Links,
    private readonly users: UserService,
    private readonly factors: Factors,
    private readonly signIn: SignInService,
    private readonly kernel: Records,
  ) {}

  /** The address at the provider, and what the browser keeps meanwhile. */
  async begin(to: string | null, invitation: string | null): Promise<{ url: string; errand: string }> {
    const { configuration, issuer } = await this.configured();
    const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await openid();
    const errand: Errand = {
      issuer, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), to, invitation, until: this.clock.now().getTime() + MINUTES * 60_000,
    }; // prettier-ignore
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.provider.callback, scope: 'openid email profile', state: errand.state, nonce: errand.nonce,
      code_challenge: await calculatePKCECodeChallenge(errand.verifier), code_challenge_method: 'S256',
    }); // prettier-ignore
    return { url: url.href, errand: this.keys.seal('secret', PLACE, JSON.stringify(errand)) };
  }

  /** What came of it. Throws Unauthenticated for every answer that is not exactly right. */
  async finish(query: string, sealed: string | undefined, browser: Browser): Promise<(SignedIn | HalfWay | Stranger) & { to: string | null }> {
    const errand = this.opened(sealed);
    const claims = await this.claimsOf(query, errand);
    const identity = { issuer: claims.iss, subject: claims.sub };
    const owner = (await this.identities.ownerOf(identity)) ?? (errand.invitation ? await this.invited(errand.invitation, identity) : null);
    if (!owner) return { consent: { token: await this.waiting.put('consent', null, identity), name: String(claims['email'] ?? claims['name'] ?? claims.sub).slice(0, 100) }, to: errand.to };
    return { ...(await this.enter(owner, claims, browser)), to: errand.to };
  }

  /** The provider's word that there were two factors counts; else one's own second factor is asked for. */
  private async enter(userId: string, claims: IDToken, browser: Browser): Promise<SignedIn | HalfWay> {
    const strong = Array.isArray(claims['amr']) && claims['amr'].some((way) => STRONG.includes(String(way)));
    if (strong) return this.signIn.complete({ userId, ways: 'provider', strong, remembered: false, device: browser.agent }, null, browser);
    return this.signIn.afterFirst(userId, { ways: 'provider', remembered: false, consent: null }, browser);
  }

  /** Whoever came by an invitation gets its account, and needs no password. */
  private invited(invitation: string, identity: { issuer: string; subject: string }): Promise<string> {
    return as(SYSTEM, () =>
      this.kernel.work.run(async () => {
        const { userId } = await this.links.take(invitation, 'invite');
        if ((await this.users.statusOf(userId)) !== 'invited') throw new Rejected('link-expired');
        await this.identities.connect(userId, identity);
        await this.users.change(userId, 'update', null, (user) => user.activate(true), 'join');
        return userId;
      }),
    );
  }

  private async claimsOf(query: string, errand: Errand): Promise<IDToken> {
    const { configuration, issuer } = await this.configured();
    const { authorizationCodeGrant } = await openid();
    try {
      if (errand.issuer !== issuer) throw new Error('the provider changed meanwhile');
      const address = new URL(`${this.provider.callback}?${query.replace(/^\?/, '')}`);
      const answer = await authorizationCodeGrant(configuration, address, { pkceCodeVerifier: errand.verifier, expectedState: errand.state, expectedNonce: errand.nonce, idTokenExpected: true });
      const claims = answer.claims();
      if (!claims || claims.iss !== issuer || !claims.sub) throw new Error('no identity');
      return claims;
    } catch (error) {
      this.log.warn(`A sign-in by the provider was refused: ${error instanceof Error ? error.message : String(error)}`);
      throw new Unauthenticated('provider-refused');
    }
  }
  private opened(sealed: string | undefined): Errand {
    try {
      const errand = JSON.parse(this.keys.unseal(PLACE, sealed ?? '')) as Errand;
      if (errand.until > this.clock.now().getTime()) return errand;
    } catch {
      // What is no errand of ours is treated like one that is over.
    }
    throw new Unauthenticated('provider-refused');
  }

  private async configured(): Promise<{ configuration: Configuration; issuer: string }> {
    const settings = await this.provider.whole();
    if (!settings) throw new Rejected('provider-not-set-up');
    const { allowInsecureRequests, ClientSecretPost, discovery, enableNonRepudiationChecks, None } = await openid();
    const { issuer, clientId, clientSecret } = settings;
    const key = JSON.stringify([issuer, clientId, clientSecret]);
    if (this.known?.key !== key) {
      if (this.rests?.key === key && this.clock.now().getTime() < this.rests.until) throw new Rejected('provider-unreachable');
      const plain = new URL(issuer).protocol === 'http:' ? [allowInsecureRequests] : [];
      const method = clientSecret ? ClientSecretPost(clientSecret) : None();
      const configuration = discovery(new URL(issuer), clientId, { id_token_signed_response_alg: undefined }, method, { execute: [...plain, enableNonRepudiationChecks], timeout: 10 });
      this.known = { key, configuration };
      configuration.catch(() => {
        this.known = null;
        this.rests = { key, until: this.clock.now().getTime() + REST_MS };
      });
    }
    const configuration = await this.known.configuration.catch((error: unknown) => {
      this.log.warn(`The sign-in provider does not answer as one: ${String(error)}`);
      throw new Rejected('provider-unreachable');
    });
    const metadata = configuration.serverMetadata();
    const clear = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].find((name) => typeof metadata[name] === 'string' && !isGuarded(metadata[name]));
    if (!clear) return { configuration, issuer: metadata.issuer };
    this.log.warn(`The sign-in provider names an address of plain http: ${clear}`);
    throw new Rejected('provider-unreachable');
  }
}
