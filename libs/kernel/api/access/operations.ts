const KINDS = new Set(['user', 'role', 'workspace', 'mail', 'provider', 'session', 'privacy', 'audit', 'key', 'encryption', 'backup', 'health', 'metrics', 'job']);
/** What everybody who looks after people reads. */
const COMMON = new Set(['user.read', 'role.read']);

/** Whether a permission belongs to those who run and administer the installation: where operations are served apart, its routes are served there alone. */
export const operates = (permission: string): boolean => KINDS.has(permission.split('.')[0] ?? '') && !COMMON.has(permission);
