import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { carryCheckpoint, CHECKPOINT_KEY, CHECKPOINTS, KEYS_BEFORE } from '#audit/api';
import type { Installation } from '#kernel/api';
import type { Manifest } from '#backups/model';

/**
 * A folder of keys for a start on a restored database: the master key, and the audit's checkpoints up to the moment of the
 * backup. Returns whether this host is new and the backup brings no keys that its checkpoints were signed by.
 */
export function stageFolder(folder: string, { dataDir, masterKey, masterKeyFile }: Pick<Installation, 'dataDir' | 'masterKey' | 'masterKeyFile'>, { name: backup, startedAt: until, audit }: Pick<Manifest, 'name' | 'startedAt' | 'audit'>): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!masterKey && !masterKeyFile) for (const name of ['master-key', 'master-key.next']) copied(join(dataDir, name), join(folder, name));
  if (!copied(join(dataDir, CHECKPOINT_KEY), join(folder, CHECKPOINT_KEY))) {
    carryCheckpoint(folder, audit, backup);
    return !Array.isArray(audit?.['keys']);
  }
  const [from, to] = [join(dataDir, CHECKPOINTS), join(folder, CHECKPOINTS)];
  if (!existsSync(from)) return false;
  mkdirSync(to, { mode: 0o700 });
  copied(join(from, KEYS_BEFORE), join(to, KEYS_BEFORE));
  for (const name of readdirSync(from).filter((one) => one.endsWith('.jsonl'))) {
    const lines = readFileSync(join(from, name), 'utf8').split('\n').filter((line) => line !== '' && !(later(line, until)));
    if (lines.length > 0) writeFileSync(join(to, name), `${lines.join('\n')}\n`, { mode: 0o600 });
  }
  return false;
}

function copied(from: string, to: string): boolean {
  if (!existsSync(from)) return false;
  copyFileSync(from, to);
  return true;
}
/** A line that cannot be read is left for the one who verifies. */
function later(line: string, until: string): boolean {
  try {
    return (JSON.parse(line) as { at: string }).at > until;
  } catch {
    return false;
  }
}
