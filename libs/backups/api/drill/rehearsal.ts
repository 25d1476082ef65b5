import type { DatabaseSettings } from '#kernel/api';
import type { Examined } from './examiner.ts';

/** A restored database, and the folder of keys that the program is started with on it. */
export interface Stage {
  readonly database: DatabaseSettings;
  readonly dataDir: string;
  /** The end of the audit's chain as the backup signed it. */
  readonly audit: Readonly<Record<string, unknown>> | null;
  /** The host has none of the installation's own keys but the master key. */
  readonly newHost: boolean;
  /** It is thrown away afterwards: somebody may sign in. */
  readonly trial: boolean;
}
/** What a start on a restored database showed. */
export interface Rehearsed extends Examined {
  /** Lists that were read as somebody who signed in. */
  readonly lists: number;
  /** Migrations that had to be made up for. */
  readonly migrated: number;
}

/** Starts the whole program on a restored database, apart from the one that serves people, and reads with it; nothing leaves it. */
export abstract class Rehearsal {
  /** Throws BackupFault: what the start or the reading found. */
  abstract run(stage: Stage): Promise<Rehearsed>;
}
