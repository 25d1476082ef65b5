import { SetMetadata, type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Clock } from '../clock.ts';
import { Forbidden, SecondFactorNeeded, StepUpNeeded } from '../http/problems.ts';
import { demandWritableBody } from '../records/body-rights.ts';
import { currentPrincipal, reachOf, type Principal } from './context.ts';
import { freshnessOf } from './privileged.ts';

export const NEEDS = 'rapport:needs';
export const SIGNED_IN = 'signed-in';
const RECENT = 'rapport:recent';
const FIVE_MINUTES = 300;

/** The permission a route asks for; without one, only that somebody has signed in. */
export const Needs = (permission: string = SIGNED_IN) => SetMetadata(NEEDS, permission);
/** A route that asks for nothing. */
export const Public = () => SetMetadata(NEEDS, null);

/** A route for which people must have proved who they are within the last minutes. */
export const FreshSignIn = (seconds = FIVE_MINUTES) => SetMetadata(RECENT, seconds);

/** Throws unless whoever acts signed in with a second factor; what a permission alone does not tell, such as deleting many at once. */
export function demandSecondFactor(principal = currentPrincipal()): void {
  if (principal.suspended) throw new SecondFactorNeeded();
}

/** Lets a request pass when its principal holds what the route needs; runs after authentication. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const marks = [context.getHandler(), context.getClass()];
    const permission = this.reflector.getAllAndOverride<string | null | undefined>(NEEDS, marks);
    if (permission === null) return true;
    if (permission === undefined) throw new Forbidden('unmarked');
    const principal = currentPrincipal();
    const { method, body } = context.switchToHttp().getRequest<{ method: string; body?: unknown }>();
    if (permission === SIGNED_IN) demandPerson(principal, method);
    else if (!reachOf(permission, principal)) throw new Forbidden(permission);
    const freshness = this.reflector.getAllAndOverride<number | undefined>(RECENT, marks) ?? freshnessOf(permission, method);
    if (freshness !== undefined) this.demandRecent(principal, freshness);
    if (method !== 'GET') demandWritableBody(permission, body);
    return true;
  }

  private demandRecent({ signedInAt }: Principal, seconds: number): void {
    if (signedInAt === undefined) throw new Forbidden('person');
    if (this.clock.now().getTime() - signedInAt > seconds * 1000) throw new StepUpNeeded();
  }
}

/** What only asks for a sign-in belongs to the person: a key may look, and change by its permissions alone. */
function demandPerson({ keyId }: Principal, method: string): void {
  if (keyId && method !== 'GET' && method !== 'HEAD') throw new Forbidden('person');
}
