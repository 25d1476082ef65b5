import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installation } from '#kernel/api';

export const PUBLIC_KEY = Symbol('public key of the access tokens');

/** The ES256 key pair that signs access tokens: the given file, else one made in the data folder and kept there. */
export function signingKey(installation: Installation): { privateKey: string; publicKey: string } {
  const file = installation.signingKeyFile ?? join(installation.dataDir, 'access-token-key.pem');
  if (!existsSync(file)) {
    mkdirSync(installation.dataDir, { recursive: true });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o400, flag: 'wx' });
  }
  const privateKey = readFileSync(file, 'utf8');
  if (curveOf(privateKey) !== 'prime256v1') throw new Error(`${file} holds no P-256 private key in PEM; remove it, and a new one is made.`);
  return { privateKey, publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString() };
}

function curveOf(pem: string): string | undefined {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve;
  } catch {
    return undefined;
  }
}
