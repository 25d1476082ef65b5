import { createPublicKey, type KeyObject } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoint } from './checkpoints.service.ts';

/** Below the data folder: the signed ends of the chain, and the key that signs them. */
export const CHECKPOINTS = 'audit-checkpoints';
export const CHECKPOINT_KEY = 'audit-checkpoint-key.pem';
/** Among the checkpoints: public keys of hosts before this one. */
export const KEYS_BEFORE = 'keys-before.json';

/** What a backup takes along: the end of the chain as it was signed, and the public keys by which such signatures hold. */
export interface CarriedEnd extends Checkpoint {
  readonly keys: readonly string[];
}

/**
 * On a host that a backup was restored onto: the checkpoints go on as the backup brought them, whose own signature was verified.
 * What was signed here after the backup tells of rows that are not restored: it is set aside.
 */
export function carryCheckpoint(dataDir: string, end: Readonly<Record<string, unknown>> | null, backup: string): void {
  const { keys, ...checkpoint } = (end ?? {}) as unknown as Partial<CarriedEnd>;
  if (!Array.isArray(keys) || typeof checkpoint.seq !== 'number' || !/^\d{4}-\d{2}-/.test(checkpoint.at ?? '')) return;
  const folder = join(dataDir, CHECKPOINTS);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  setLaterAside(dataDir, checkpoint.seq, backup);
  written(join(folder, KEYS_BEFORE), JSON.stringify([...new Set([...knownKeys(dataDir), ...keys])]));
  appendFileSync(join(folder, `${(checkpoint.at as string).slice(0, 7)}.jsonl`), `${JSON.stringify(checkpoint)}\n`, { mode: 0o600, flush: true });
}
/** On a database that was exchanged for that of a backup: what was signed of rows after its last one is set aside. */
export function setLaterAside(dataDir: string, seq: number, backup: string): void {
  const folder = join(dataDir, CHECKPOINTS);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.jsonl'))) setAside(folder, name, seq, backup);
}
export function knownKeys(dataDir: string): string[] {
  const file = join(dataDir, CHECKPOINTS, KEYS_BEFORE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
}
export const publicText = (key: KeyObject): string => createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');

function setAside(folder: string, name: string, seq: number, backup: string): void {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean); // prettier-ignore
  const later = lines.filter((line) => isLater(line, seq));
  if (later.length === 0) return;
  appendFileSync(join(folder, `after-${backup}.txt`), `${later.join('\n')}\n`, { mode: 0o600, flush: true });
  written(join(folder, name), lines.filter((line) => !later.includes(line)).map((line) => `${line}\n`).join('')); // prettier-ignore
}
/** A line that cannot be read stays for the one who verifies. */
function isLater(line: string, seq: number): boolean {
  try {
    return (JSON.parse(line) as Checkpoint).seq > seq;
  } catch {
    return false;
  }
}
function written(file: string, text: string): void {
  writeFileSync(`${file}.part`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.part`, file);
}
