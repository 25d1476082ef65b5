import { as, currentPrincipal } from '#kernel/api';

/** Does something with every record there is, on behalf of whoever looks after persons' rights. */
export function asOfficer<T>(work: () => Promise<T>): Promise<T> {
  return as({ ...currentPrincipal(), grants: { '*': 'all' }, clearance: 3 }, work);
}
