import { AsyncLocalStorage } from 'node:async_hooks';
import type { FieldRight, Language, Reach } from '#kernel/model';
import { SecondFactorNeeded, Unauthenticated } from '../http/problems.ts';
import { privileged } from './privileged.ts';

/** Who acts: a person who signed in, or the system itself. */
export interface Principal {
  readonly id: string | null;
  readonly name: string;
  readonly teamId: string | null;
  /** The own team and every team below it. */
  readonly teams: readonly string[];
  /** How far each permission goes; '*' stands for every permission. */
  readonly grants: Readonly<Record<string, Reach>>;
  /** The most sensitive fields they may see: 0 none, 1 personal, 2 confidential, 3 secret. */
  readonly clearance: number;
  /** Rights to fields that differ from what the clearance says, by 'kind.field'. */
  readonly fields?: Readonly<Record<string, FieldRight>>;
  /** Kinds of which records are shared with them, the most they may do with one, and the moment at which that was so. */
  readonly shares?: { readonly kinds: Readonly<Record<string, 'read' | 'write'>>; readonly at: string };
  readonly language: Language;
  readonly sessionId?: string;
  /** When they last proved who they are, in milliseconds; absent for keys and for the system. */
  readonly signedInAt?: number;
  /** Signed in without a second factor: privileged permissions rest. */
  readonly suspended?: boolean;
  /** Another system that acts by a key of theirs. */
  readonly keyId?: string;
}

/** What the kernel knows about the request that is being answered. */
export interface Context {
  readonly requestId: string;
  readonly address: string | null;
  principal: Principal | null;
  /** By which door it came, where operations are served apart: theirs, or the one for everybody. */
  readonly door?: 'operations' | 'public';
}

export const SYSTEM: Principal = {
  id: null, name: 'Rapport', teamId: null, teams: [], grants: { '*': 'all' }, clearance: 3, language: 'en',
}; // prettier-ignore

const storage = new AsyncLocalStorage<Context>();

/** Runs work in a context; everything it awaits sees the same one. */
export const withContext = <T>(context: Context, work: () => T): T => storage.run(context, work);
export const currentContext = (): Context | undefined => storage.getStore();

/** Runs work as somebody; the request stays the same. */
export function as<T>(principal: Principal, work: () => T): T {
  const { requestId = 'none', address = null, door } = storage.getStore() ?? {};
  return storage.run({ requestId, address, principal, ...(door ? { door } : {}) }, work);
}

/** Who acts now. Throws when nobody has signed in. */
export function currentPrincipal(): Principal {
  const principal = storage.getStore()?.principal;
  if (!principal) throw new Unauthenticated();
  return principal;
}

/** How far a permission of the current principal goes; null when it is not held. Throws SecondFactorNeeded while it rests. */
export function reachOf(permission: string, principal = currentPrincipal()): Reach | null {
  const reach = principal.grants['*'] ?? principal.grants[permission] ?? null;
  if (reach && principal.suspended && privileged(permission)) throw new SecondFactorNeeded();
  return reach;
}

/** Does in the name of whoever acts what follows from something they may do, whatever their roles reach. */
export const entitled = <T>(work: () => T): T => as({ ...currentPrincipal(), grants: { '*': 'all' }, clearance: 3, fields: {}, suspended: false }, work);
