import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { currentContext, NEEDS, type Principal, Unauthenticated } from '#kernel/api';

/** Puts whoever signed in into the context of the request; public routes ask for nobody. */
@Injectable()
export class SignInGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override canActivate(context: ExecutionContext) {
    const needs = this.reflector.getAllAndOverride<string | null>(NEEDS, [context.getHandler(), context.getClass()]);
    return needs === null ? true : super.canActivate(context);
  }

  override handleRequest<T>(error: unknown, principal: T | false): T {
    const context = currentContext();
    if (error || !principal || !context) throw new Unauthenticated();
    context.principal = principal as unknown as Principal;
    return principal;
  }
}
