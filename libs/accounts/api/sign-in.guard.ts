import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { currentContext, NEEDS, type Principal, Unauthenticated } from '#kernel/api';
import { BearerStrategy } from './bearer.strategy.ts';

/** Puts whoever signed in, or the owner of a key, into the context of the request; public routes ask for nobody. */
@Injectable()
export class SignInGuard extends AuthGuard() {
  constructor(
    private readonly reflector: Reflector,
    strategy: BearerStrategy,
  ) {
    super({ defaultStrategy: strategy.name });
  }

  override canActivate(context: ExecutionContext) {
    const needs = this.reflector.getAllAndOverride<string | null>(NEEDS, [context.getHandler(), context.getClass()]);
    return needs === null ? true : super.canActivate(context);
  }

  override handleRequest<T>(error: unknown, principal: T | false): T {
    const here = currentContext();
    if (error) throw error as Error;
    if (!principal || !here) throw new Unauthenticated();
    here.principal = principal as unknown as Principal;
    return principal;
  }
}
