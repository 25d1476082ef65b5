import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { distant, kindOf, protectionOf, sqliteFile } from '#kernel/api';
import type { Config } from './config.ts';

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)$/;
const EVERYBODY = /(^|,)(0\.0\.0\.0\/0|::\/0|[0-9a-f.:]+\/0)(,|$)/i;
/** Secrets that stand in this repository or in somebody's example. */
const KNOWN = /journeys|example|change-?me|secret|password|setup-?token|your-|12345678|abcdefgh/i;
const FEW = 10;

/** What a server for real people must not run with; each is one sentence. */
export function unsafeSettings(config: Config, environment: NodeJS.ProcessEnv): string[] {
  const { protocol, hostname } = new URL(config.publicUrl);
  const faults: [boolean, string][] = [
    [protocol === 'http:' && !LOCAL.test(hostname) && !config.insecureCookies, `PUBLIC_URL is plain http: put TLS in front of it, or set ALLOW_INSECURE_COOKIES=1 and know that the network can read along.`],
    [config.LOG_LEVEL === 'debug', 'LOG_LEVEL=debug is for development.'],
    [isWeak(config.setupToken), 'SETUP_TOKEN is an example or too simple: make one with openssl rand -hex 32.'],
    [isWeak(config.masterKey), 'MASTER_KEY is an example or too simple: make one with openssl rand -base64 32.'],
    [isWeak(config.metricsToken), 'METRICS_TOKEN is an example or too simple: make one with openssl rand -hex 24.'],
    [new URL(config.databaseUrl).search !== '', `DATABASE_URL has options (${new URL(config.databaseUrl).search.slice(1).split(/[=&]/)[0]}): several statements at once, or tables made from models, are not for a server.`],
    [config.DATABASE_TLS === 'off' && distant(config.database).length > 0, `DATABASE_TLS=off would send everything to ${distant(config.database)[0]} in clear text: give it a certificate, and put a private authority into CA_FILE.`],
    [environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0', 'NODE_TLS_REJECT_UNAUTHORIZED=0 takes any certificate: remove it, and put a private authority into CA_FILE.'],
    [Object.keys(environment).some((name) => /^TYPEORM_/i.test(name)), 'TYPEORM_… variables would change tables behind the migrations: remove them.'],
    [EVERYBODY.test(config.TRUST_PROXY), 'TRUST_PROXY trusts everybody: name the addresses of the proxies, or 1 for the one in front.'],
    [config.corsOrigins.some((origin) => origin.startsWith('http:') && !LOCAL.test(new URL(origin).hostname)), 'CORS_ORIGINS has a site of plain http.'],
    ...keyFiles(config).map((file): [boolean, string] => [isOpen(file, 0o077), `${file} can be read by others: chmod 600 it.`]),
    ...databaseFiles(config).map((file): [boolean, string] => [isOpen(file, 0o007), `${file} can be read by everybody: chmod 600 it.`]),
  ];
  return faults.filter(([holds]) => holds).map(([, sentence]) => sentence);
}

/** What the database must not be set to: a cluster that acknowledges what a power cut takes away. */
export async function unsafeDatabase({ databaseUrl, database }: Config): Promise<string[]> {
  if (kindOf(database) === 'sqlite') return [];
  const connection = await createConnection({
    uri: databaseUrl.replace(/^mariadb:/, 'mysql:'), connectTimeout: 10_000, ...protectionOf(database), ...(database.socket ? { socketPath: database.socket } : {}),
  }); // prettier-ignore
  try {
    const [rows] = await connection.query("SHOW GLOBAL VARIABLES WHERE `Variable_name` IN ('wsrep_on', 'innodb_flush_log_at_trx_commit')");
    return isLazyCluster(new Map((rows as { Variable_name: string; Value: string }[]).map((row) => [row.Variable_name, row.Value])))
      ? ['This Galera cluster loses acknowledged changes when its power fails: set innodb_flush_log_at_trx_commit=1 on every node.']
      : [];
  } finally {
    await connection.end();
  }
}
export const isLazyCluster = (variables: ReadonlyMap<string, string>): boolean => variables.get('wsrep_on') === 'ON' && variables.get('innodb_flush_log_at_trx_commit') !== '1';

/** Few different characters, or a word everybody knows. */
function isWeak(secret: string | null): boolean {
  return secret !== null && (new Set(secret).size < FEW || KNOWN.test(secret));
}
const keyFiles = (config: Config) => [config.signingKeyFile ?? join(config.dataDir, 'access-token-key.pem'), config.masterKeyFile ?? join(config.dataDir, 'master-key')];
const databaseFiles = ({ databaseUrl }: Config) => (databaseUrl.startsWith('sqlite:') ? [sqliteFile(databaseUrl)] : []);
const isOpen = (file: string, bits: number) => process.platform !== 'win32' && existsSync(file) && (statSync(file).mode & bits) !== 0;
