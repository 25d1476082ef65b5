import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock, Installation, SecurityLog } from '#kernel/api';
import { CHECKPOINTS as FOLDER, CHECKPOINT_KEY as KEY, knownKeys, publicText, setLaterAside } from './checkpoint-files.ts';
import { ChainQueries } from './chain.queries.ts';
import { CHAIN } from './chain.ts';

/** How long the chain was at a moment and what sealed it: kept outside the database, signed. */
export interface Checkpoint {
  readonly chain: string;
  readonly seq: number;
  /** Rows of the audit that are sealed, those that are older than the chain, and how many were removed. */
  readonly count: number;
  readonly older: number;
  readonly seal: string;
  readonly at: string;
  readonly signature: string;
}

/** Writes down the end of the chain outside the database, where whoever changes the database cannot follow. */
@Injectable()
export class Checkpoints {
  private key: KeyObject | null = null;

  constructor(
    private readonly queries: ChainQueries,
    private readonly installation: Installation,
    private readonly clock: Clock,
    private readonly log: SecurityLog,
  ) {}

  /** Signs the end of the chain into a file that only grows, and tells the log. */
  async write(): Promise<Checkpoint> {
    const { seq, seal } = await this.queries.head();
    const { sealed: count, older } = await this.queries.counts();
    const at = this.clock.now().toISOString();
    const checkpoint = { chain: CHAIN, seq, count, older, seal, at, signature: this.sign(textOf({ chain: CHAIN, seq, count, older, seal, at })) };
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const file = openSync(join(this.folder, `${at.slice(0, 7)}.jsonl`), 'a', 0o600);
    writeSync(file, `${JSON.stringify(checkpoint)}\n`);
    fsyncSync(file);
    closeSync(file);
    this.log.tell('audit.checkpoint', { detail: { ...checkpoint } });
    return checkpoint;
  }

  /** The database is that of a backup from now on: what was signed after it is set aside. */
  async followSwitch(backup: string): Promise<void> {
    setLaterAside(this.installation.dataDir, (await this.queries.head()).seq, backup);
  }

  /** The checkpoints of this installation, oldest first, and the first line that it did not sign. */
  read(): { checkpoints: Checkpoint[]; forged: string | null } {
    const files = existsSync(this.folder) ? readdirSync(this.folder).filter((name) => name.endsWith('.jsonl')).sort() : []; // prettier-ignore
    const lines = files.flatMap((name) => readFileSync(join(this.folder, name), 'utf8').split('\n').filter(Boolean).map((line, index) => ({ place: `${FOLDER}/${name}:${index + 1}`, checkpoint: parsed(line) })));
    const bad = lines.find(({ checkpoint }) => !checkpoint || !this.signed(textOf(checkpoint), checkpoint.signature));
    return { checkpoints: lines.flatMap(({ place, checkpoint }) => (checkpoint && place !== bad?.place ? [checkpoint] : [])), forged: bad?.place ?? null };
  }

  /** Whose signatures hold here: this host's, and those of hosts before it, as a signed backup brought them. */
  publicKeys(): string[] {
    return [...new Set([publicText(this.privateKey()), ...knownKeys(this.installation.dataDir)])];
  }

  /** A signature of this installation; ES256, as access tokens have, by a key of its own. */
  sign(text: string): string {
    return sign('sha256', Buffer.from(text), { key: this.privateKey(), dsaEncoding: 'ieee-p1363' }).toString('base64url');
  }
  signed(text: string, signature: string): boolean {
    const holds = (key: KeyObject) => verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
    return holds(createPublicKey(this.privateKey())) || knownKeys(this.installation.dataDir).some((known) => holds(createPublicKey({ key: Buffer.from(known, 'base64'), format: 'der', type: 'spki' })));
  }

  private get folder(): string {
    return join(this.installation.dataDir, FOLDER);
  }
  private privateKey(): KeyObject {
    const file = join(this.installation.dataDir, KEY);
    if (!this.key && !existsSync(file)) {
      mkdirSync(this.installation.dataDir, { recursive: true });
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o400, flag: 'wx' });
    }
    this.key ??= createPrivateKey(readFileSync(file, 'utf8'));
    return this.key;
  }
}

const textOf = ({ chain, seq, count, older, seal, at }: Omit<Checkpoint, 'signature'>): string => JSON.stringify(['checkpoint', chain, seq, count, older, seal, at]);
function parsed(line: string): Checkpoint | null {
  try {
    return JSON.parse(line) as Checkpoint;
  } catch {
    return null;
  }
}
