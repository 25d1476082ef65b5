import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { PUBLIC_KEY } from './signing-key.ts';

export const ACCESS_SECONDS = 300;
const ISSUER = 'rapport';
const AUDIENCE = 'rapport-api';
const TYPE = 'at+jwt';

/** Who a token speaks for, and in which session. */
export interface Bearer {
  readonly userId: string;
  readonly sessionId: string;
}
interface Header {
  readonly typ?: unknown;
  readonly alg?: unknown;
  readonly kid?: unknown;
}

/** Access tokens: signed by our own key, for our own API, for five minutes; they say who and which session, nothing personal. */
@Injectable()
export class AccessTokens {
  private readonly kid: string;
  constructor(
    private readonly jwt: JwtService,
    @Inject(PUBLIC_KEY) private readonly publicKey: string,
  ) {
    this.kid = keyIdOf(publicKey);
  }

  issue(userId: string, sessionId: string): string {
    const header = { alg: 'ES256' as const, typ: TYPE, kid: this.kid };
    return this.jwt.sign({ sub: userId, sid: sessionId }, { header, algorithm: 'ES256', expiresIn: ACCESS_SECONDS, notBefore: 0, issuer: ISSUER, audience: AUDIENCE });
  }

  /** Who a token speaks for; null unless it is complete, in force, for us, and signed by our key with ES256. */
  read(token: string): Bearer | null {
    if (!this.ours(token)) return null;
    try {
      const options = { publicKey: this.publicKey, algorithms: ['ES256' as const], issuer: ISSUER, audience: AUDIENCE };
      const { sub, sid, iat, nbf, exp } = this.jwt.verify<Record<string, unknown>>(token, options);
      const whole = typeof sub === 'string' && typeof sid === 'string' && [iat, nbf, exp].every((moment) => typeof moment === 'number');
      return whole ? { userId: sub, sessionId: sid } : null;
    } catch {
      return null;
    }
  }

  /** Whether its header says what ours say and nothing else: keys and addresses in a header are not looked at. */
  private ours(token: string): boolean {
    const header = this.headerOf(token);
    const names = Object.keys(header ?? {}).sort().join();
    return header?.typ === TYPE && header.alg === 'ES256' && header.kid === this.kid && names === 'alg,kid,typ';
  }
  private headerOf(token: string): Header | null {
    try {
      const decoded = this.jwt.decode<{ header?: Header } | null>(token, { complete: true });
      return decoded?.header ?? null;
    } catch {
      return null;
    }
  }
}

/** Tells one key from another: a part of the hash of its public half. */
export const keyIdOf = (publicKey: string): string => createHash('sha256').update(publicKey).digest('base64url').slice(0, 16);
