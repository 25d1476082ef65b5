/** Rows of a table, and a sum over them that does not depend on their order. */
export interface TableSum {
  readonly name: string;
  readonly rows: number;
  /** Sixteen hexadecimal digits. */
  readonly checksum: string;
}
/** Where the binary log stood at the moment a backup shows. */
export interface LogPosition {
  readonly file: string;
  readonly offset: number;
  readonly gtid: string | null;
}
/** A stored file: its name under the folder of files, the hash of its stored bytes, and the bytes it takes on a target. */
export interface FileEntry {
  /** 64 hexadecimal digits; nothing else is ever a path. */
  readonly name: string;
  /** Of the bytes as they lie in the folder of files; on a target it is `files/<first two>/<sha256>.age`. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What a backup holds, signed. */
export interface Manifest {
  readonly format: 1;
  readonly name: string;
  readonly engine: 'mariadb' | 'sqlite';
  readonly appVersion: string;
  /** The last migration of its tables. */
  readonly migration: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Where the binary log stood; null without one. */
  readonly position: LogPosition | null;
  readonly tables: readonly TableSum[];
  readonly database: { readonly bytes: number; readonly plainBytes: number; readonly sha256: string; readonly plainSha256: string };
  readonly files: readonly FileEntry[];
  /** Fingerprints of those it is encrypted to. */
  readonly recipients: readonly string[];
  /** Master keys that are needed to read encrypted fields. */
  readonly keys: readonly string[];
  /** The end of the audit's chain as it was signed. */
  readonly audit: Readonly<Record<string, unknown>> | null;
  /** The dump ended as a whole one does. */
  readonly trailer: true;
}
/** An ES256 signature by a key whose hash the master key of the installation has wrapped. */
export interface ManifestSignature {
  readonly algorithm: 'ES256';
  /** SPKI in base64. */
  readonly publicKey: string;
  readonly masterKeyId: string;
  /** SHA-256 of the public key, wrapped by the master key: nobody else can make it. */
  readonly proof: string;
  readonly value: string;
}
export interface SignedManifest {
  readonly body: Manifest;
  readonly signature: ManifestSignature;
}

/** `yyyymmddThhmmssZ-<8 hex>` */
export const BACKUP_NAME = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;
export const databasePath = (name: string): string => `backups/${name}/database.zst.age`;
export const manifestPath = (name: string): string => `backups/${name}/manifest.json`;
export const filePath = (sha256: string): string => `files/${sha256.slice(0, 2)}/${sha256}.age`;
