import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import type { Principal } from '#kernel/api';
import { Principals } from './principals.service.ts';

export const PUBLIC_KEY = Symbol('public key of the access tokens');

/** Reads an access token: signed by us with ES256, of an active user and a living session. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    @Inject(PUBLIC_KEY) publicKey: string,
    private readonly principals: Principals,
  ) {
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: publicKey, algorithms: ['ES256'] });
  }

  async validate({ sub, sid }: { sub: string; sid: string }): Promise<Principal | null> {
    return this.principals.of(sub, sid);
  }
}
