import { createHash, createPublicKey, verify } from 'node:crypto';
import type { MasterKeys } from '#kernel/api';
import type { Manifest, SignedManifest } from '#backups/model';
import { BackupFault } from './faults.ts';

export const BACKUP_PURPOSE = 'backup';
export const textOf = (body: Manifest): string => `rapport-backup|${JSON.stringify(body)}`;
export const hashOf = (publicKey: string): Buffer => createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest();

/** Says whose signatures hold here: by keys this installation knows, and by those that its master key vouches for. An empty host has the master key alone. */
export class Trust {
  constructor(
    private readonly masters: MasterKeys,
    private readonly known: readonly string[] = [],
  ) {}

  /** The manifest, when it is what this installation signed. Throws BackupFault 'signature' otherwise. */
  async read(text: string, name: string): Promise<Manifest> {
    const signed = parsed(text);
    const { body, signature } = signed ?? {};
    if (!body || !signature) throw new BackupFault('signature', { name });
    if (!(await this.trusts(signature)) || !signatureHolds(signed as SignedManifest)) throw new BackupFault('signature', { name });
    if (body.format !== 1) throw new BackupFault('format', { name, format: String(body.format) });
    if (body.name !== name || !body.trailer) throw new BackupFault('signature', { name });
    return body;
  }

  private async trusts({ publicKey, masterKeyId, proof }: SignedManifest['signature']): Promise<boolean> {
    if (this.known.includes(publicKey)) return true;
    const master = (await this.masters.known()).find(({ id }) => id === masterKeyId);
    const hash = await master?.unwrap(proof, BACKUP_PURPOSE).catch(() => null);
    return hash?.equals(hashOf(publicKey)) ?? false;
  }
}

function signatureHolds({ body, signature: { publicKey, value } }: SignedManifest): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify('sha256', Buffer.from(textOf(body)), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64url'));
  } catch {
    return false;
  }
}
function parsed(text: string): SignedManifest | null {
  try {
    const value = JSON.parse(text) as SignedManifest | null;
    return value && typeof value.body === 'object' && typeof value.signature?.publicKey === 'string' && typeof value.signature.proof === 'string' ? value : null;
  } catch {
    return null;
  }
}
