import { reaches, reachOf, type Principal } from '#kernel/api';
import type { Operation } from './operations.ts';
import { ownedKinds, type Asker, type Ids, type World } from './world.ts';

/** Belongs to the one who asked for it. */
const PERSONAL = ['imports', 'exports', 'bulk'];

export const kindOf = ({ needs }: Operation): string => needs.split('.')[0] ?? '';

/** Asks for a permission by the kind in its address: here that of customers. */
const BY_KIND: Readonly<Record<string, string>> = { 'GET /api/v1/sums/:kind': 'customer.read' };
const PERSON_ALONE = /\/(auth|me\/(security|sessions|keys))(\/|$)/;
/** Whether somebody holds what an operation asks for. */
export function holds({ principal }: Asker, { name, needs, method }: Operation): boolean {
  const asked = BY_KIND[name] ?? needs;
  // A key looks around as its owner, and changes by its permissions alone; how its owner signs in is no affair of a key.
  if (principal?.keyId && asked === 'signed-in' && (method !== 'GET' || PERSON_ALONE.test(name))) return false;
  return principal !== null && (asked === 'signed-in' || reachOf(asked, principal) !== null);
}

/** Whether a permission of somebody reaches the records of the person in the north, or of the one in the south. */
export function reachesIn(world: World, principal: Principal, permission: string, ids: Ids): boolean {
  const owner = world.asker(ids === world.mine ? 'own' : 'other team').principal;
  return reaches(permission, { ownerId: owner?.id, teamId: owner?.teamId }, true, principal);
}

/** Whether the record of an operation is there for somebody at all. */
export function seenBy(world: World, { principal }: Asker, operation: Operation, ids: Ids): boolean {
  if (!principal) return false;
  const kind = kindOf(operation);
  if (principal.keyId && operation.path.endsWith('/file')) return false;
  if (operation.top === 'imports' && !operation.path.includes('/mappings/') && reachOf('customer.import', principal) === 'all') return true;
  if (PERSONAL.includes(operation.top)) return principal.id === world.asker(ids === world.mine ? 'own' : 'other team').principal?.id;
  // No row of the audit, and no session, key or passkey of one's own, stands in this world: nobody finds one by these ids.
  if (operation.top === 'audit' || operation.top === 'me') return false;
  // Nothing was submitted in this world, and no kind in its addresses is approved: the slice's own specs tell who sees what.
  if (operation.top.startsWith('approval')) return false;
  if (['shares', 'documents'].includes(operation.top)) return reachesIn(world, principal, 'customer.read', ids);
  return !ownedKinds().includes(kind) || reachesIn(world, principal, `${kind}.read`, ids);
}
