import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { distant } from '#kernel/api';
import type { Config } from './config.ts';

/** Whoever is called shows a certificate of a public authority or of one in CA_FILE, and speaks TLS 1.2 at least. */
export function trustOutward({ CA_FILE: file }: Pick<Config, 'CA_FILE'>): void {
  tls.DEFAULT_MIN_VERSION = 'TLSv1.2';
  if (!file) return;
  const authorities = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (!authorities) throw new Error(`CA_FILE: ${file} holds no certificate in PEM.`);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...authorities]);
}

/** The driver hands on what OpenSSL says, without its code. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/does not support secure connection/i, 'offers no TLS: give it a certificate (ssl_cert, ssl_key)'],
  [/altnames/, 'shows a certificate of another name'],
  [/certificate has expired/, 'shows a certificate that has expired'],
  [/certificate is not yet valid/, 'shows a certificate that is not valid yet'],
  [/self-signed certificate|unable to (verify|get)/, 'shows a certificate of an unknown authority: put that into CA_FILE'],
  [/unsupported protocol|protocol version/, 'speaks no TLS of 1.2 or later'],
];

/** What went wrong at the start, in one line; of a database that cannot be trusted, what to do about it. */
export function startFault(error: unknown, config: Config | null): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, fault] = FAULTS.find(([says]) => says.test(message)) ?? [];
  if (!config || !fault) return message;
  return `The database ${distant(config.database)[0] ?? new URL(config.databaseUrl).hostname} ${fault}.`;
}
