import { SetMetadata, type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Forbidden } from '../http/problems.ts';
import { currentPrincipal, reachOf } from './context.ts';

export const NEEDS = 'rapport:needs';
export const SIGNED_IN = 'signed-in';

/** The permission a route asks for; without one, only that somebody has signed in. */
export const Needs = (permission: string = SIGNED_IN) => SetMetadata(NEEDS, permission);
/** A route that asks for nothing. */
export const Public = () => SetMetadata(NEEDS, null);

/** Lets a request pass when its principal holds what the route needs; runs after authentication. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const permission = this.reflector.getAllAndOverride<string | null | undefined>(NEEDS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (permission === null) return true;
    if (permission === undefined) throw new Forbidden('unmarked');
    currentPrincipal();
    if (permission !== SIGNED_IN && !reachOf(permission)) throw new Forbidden(permission);
    return true;
  }
}
