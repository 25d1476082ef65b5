const KINDS = new Set(['user', 'team', 'role', 'workspace', 'option', 'audit', 'key', 'encryption', 'backup', 'mail', 'provider', 'session', 'privacy', 'health', 'approval-flow']);
const VERBS = new Set(['export', 'reveal']);
/** What everybody who looks after people reads, and what an import asks for before its rows are asked one by one. */
const OPEN = new Set(['user.read', 'user.import', 'team.read', 'team.import', 'role.read']);

/** Whether a permission administers, takes data out or opens secrets: it rests while its holder has no second factor. */
export function privileged(permission: string): boolean {
  const [kind = '', verb = ''] = permission.split('.');
  return VERBS.has(verb) || (KINDS.has(kind) && !OPEN.has(permission));
}

const MINUTE = 60;
const GUARDED = new Set(['user', 'role', 'key', 'encryption', 'backup', 'mail', 'provider', 'session', 'privacy', 'health']);
const WATCHED = new Set(['audit', 'key', 'encryption', 'backup', 'health']);

/** How fresh a sign-in a permission asks for, in seconds: changes to people, roles and secrets five minutes; every other change of what administers, and looking at keys, backups and audit, an hour. */
export function freshnessOf(permission: string, method: string): number | undefined {
  const [kind = ''] = permission.split('.');
  if (method !== 'GET' && method !== 'HEAD') return GUARDED.has(kind) ? 5 * MINUTE : KINDS.has(kind) ? 60 * MINUTE : undefined;
  return WATCHED.has(kind) ? 60 * MINUTE : undefined;
}
