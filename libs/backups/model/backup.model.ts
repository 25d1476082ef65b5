/** A pair an administrator made here, a recipient of their own, and this host's key for its drills. */
export const BACKUP_KEY_KINDS = ['master', 'own', 'drill'] as const;
export type BackupKeyKind = (typeof BACKUP_KEY_KINDS)[number];
/** Somebody who can open backups. */
export interface BackupKeyView {
  readonly id: string;
  readonly kind: BackupKeyKind;
  readonly name: string;
  readonly recipient: string;
  readonly fingerprint: string;
  readonly createdAt: string;
}
