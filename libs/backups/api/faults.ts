/** What can go wrong with a backup, in the words of the dictionary: `backup.fault.<code>`. */
export const FAULTS = [
  'no-program', 'no-recipient', 'no-target', 'no-space', 'running', 'migrating', 'lease-lost', 'interrupted', 'dump-failed', 'no-trailer', 'unsafe-table', 'integrity', 'foreign-keys',
  'target-failed', 'target-lies', 'missing', 'cut', 'hash', 'signature', 'format', 'no-identity', 'wrong-identity', 'unreadable',
  'no-scratch', 'wide-account', 'newer', 'other-engine', 'foreign-statement', 'foreign-schema', 'missing-table', 'rows', 'sum', 'orphans', 'sealed', 'chain', 'master-key', 'start', 'failed', 'not-empty', 'no-logs', 'log-gap', 'no-switch',
] as const; // prettier-ignore
export type FaultCode = (typeof FAULTS)[number];

/** A backup, or reading one, failed; the code tells why, the facts what. */
export class BackupFault extends Error {
  readonly code: FaultCode;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: FaultCode, facts: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super([code, ...Object.values(facts)].join(': '), options);
    this.code = code;
    this.facts = facts;
  }
}
