import type { Principal } from '#kernel/api';

/** Somebody without their limits: for what follows from something they may do, so that the history names them. */
export const everything = (principal: Principal): Principal => ({ ...principal, grants: { '*': 'all' }, clearance: 3, fields: {}, suspended: false });
