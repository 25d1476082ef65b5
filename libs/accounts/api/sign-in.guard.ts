import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { currentContext, NEEDS, type Principal, Unauthenticated } from '#kernel/api';
import { KEY_START } from '#accounts/model';
import { AccessTokens } from './access-tokens.service.ts';
import { ApiKeys } from './api-keys.service.ts';
import { Principals } from './principals.service.ts';

/** Puts whoever signed in, or the owner of a key, into the context of the request; public routes ask for nobody. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly keys: ApiKeys,
    private readonly principals: Principals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needs = this.reflector.getAllAndOverride<string | null>(NEEDS, [context.getHandler(), context.getClass()]);
    if (needs === null) return true;
    const here = currentContext();
    const principal = await this.whoSent(context.switchToHttp().getRequest<FastifyRequest>().headers.authorization ?? '');
    if (!principal || !here) throw new Unauthenticated();
    here.principal = principal;
    return true;
  }

  /** An active user within a living session, or by a key that is in force. */
  private async whoSent(authorization: string): Promise<Principal | null> {
    const secret = /^bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1] ?? '';
    if (secret.startsWith(KEY_START)) return this.keys.principalOf(secret);
    const bearer = this.tokens.read(secret);
    return bearer ? this.principals.of(bearer.userId, bearer.sessionId) : null;
  }
}
