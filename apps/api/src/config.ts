import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseSettings, Installation } from '#kernel/api';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength, validateSync } from 'class-validator';

/** The environment Rapport reads; what is not named here is none of its variables. */
export class Config implements Installation {
  @IsInt() @Min(0) @Max(65_535) PORT = 3000;
  @IsString() HOST = '0.0.0.0';
  /** Folder of the SQLite file and of the keys. */
  @IsString() DATA_DIR = 'data';
  @IsOptional() @Matches(/^(mariadb|mysql|sqlite):/) DATABASE_URL?: string;
  @IsOptional() @Matches(/^(mariadb|mysql):\/\/[^,]+(,(mariadb|mysql):\/\/[^,]+)*$/) DATABASE_REPLICA_URLS?: string;
  /** TLS to databases on other machines (auto), to all (on), or to none (off, never in production). */
  @IsIn(['auto', 'on', 'off']) DATABASE_TLS: 'auto' | 'on' | 'off' = 'auto';
  /** Socket file of a database on this machine, in the place of the host in DATABASE_URL. */
  @IsOptional() @IsString() DATABASE_SOCKET?: string;
  /** An account that makes databases for drills and restores and can touch nothing else, where that of DATABASE_URL may create none. */
  @IsOptional() @Matches(/^(mariadb|mysql):\/\//) RESTORE_DATABASE_URL?: string;
  /** PEM file of certificate authorities that are trusted beside the public ones: for database, mail server and sign-in provider. */
  @IsOptional() @IsString() CA_FILE?: string;
  /** The address people use, when it is not http://localhost:PORT. */
  @IsOptional() @Matches(/^https?:\/\/[^/]+$/) PUBLIC_URL?: string;
  @IsOptional() @IsString() @MinLength(32) SETUP_TOKEN?: string;
  /** PEM file with the ES256 private key that signs access tokens; made under DATA_DIR when absent. */
  @IsOptional() @IsString() JWT_KEY_FILE?: string;
  /** 32 bytes in base64 that open the keys of encrypted fields; a file of them is made under DATA_DIR when neither is given. */
  @IsOptional() @Matches(/^[A-Za-z0-9+/]{43}=$/) MASTER_KEY?: string;
  @IsOptional() @IsString() MASTER_KEY_FILE?: string;
  /** The key that is to follow MASTER_KEY: `rapport keys rotate-kek` wraps by it what MASTER_KEY wraps now. */
  @IsOptional() @Matches(/^[A-Za-z0-9+/]{43}=$/) MASTER_KEY_NEXT?: string;
  /** Folder of MariaDB's client programs (mariadb-dump), when they are not on the PATH. */
  @IsOptional() @IsString() MARIADB_BIN?: string;
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent']) LOG_LEVEL = 'info';
  @IsIn(['0', '1']) ALLOW_INSECURE_COOKIES = '0';
  /** 1 for one proxy in front, or the addresses of the proxies that may say where a request comes from. */
  @Matches(/^([01]|[0-9a-f.:/]+(,[0-9a-f.:/]+)*)$/i) TRUST_PROXY = '0';
  /** Sites whose pages may use the API with a token. */
  @IsOptional() @Matches(/^https?:\/\/[\w.:-]+(,https?:\/\/[\w.:-]+)*$/) CORS_ORIGINS?: string;
  /** Requests one person may send to this process in a minute; a change counts as two, long work as twenty. 0 is no limit. */
  @IsInt() @Min(0) REQUESTS_PER_MINUTE = 6000;
  /** Where metrics, health, keys, backups and administration are served instead, when they are to be apart from everything else. */
  @IsOptional() @IsInt() @Min(0) @Max(65_535) OPS_PORT?: number;
  @IsString() OPS_ADDRESS = '127.0.0.1';
  /** Secret by which a collector of metrics reads /metrics, at least 24 characters. */
  @IsOptional() @Matches(/^[\w.~+/=-]{24,200}$/) METRICS_TOKEN?: string;
  /** Addresses inside the own network that may be called nevertheless, with their port: 10.1.0.0/16:443,192.0.2.7:8080 */
  @IsOptional() @Matches(/^[0-9a-f.:/[\]]+:\d{1,5}(,[0-9a-f.:/[\]]+:\d{1,5})*$/i) OUTWARD_ALLOW?: string;

  get databaseUrl(): string {
    return this.DATABASE_URL ?? `sqlite:${resolve(this.DATA_DIR, 'rapport.db')}`;
  }
  get database(): DatabaseSettings {
    return { url: this.databaseUrl, replicaUrls: this.DATABASE_REPLICA_URLS?.split(',') ?? [], tls: this.DATABASE_TLS, socket: this.DATABASE_SOCKET ?? null };
  }
  get dataDir(): string {
    return resolve(this.DATA_DIR);
  }
  get setupToken(): string | null {
    return this.SETUP_TOKEN ?? null;
  }
  get signingKeyFile(): string | null {
    return this.JWT_KEY_FILE ?? null;
  }
  get masterKey(): string | null {
    return this.MASTER_KEY ?? null;
  }
  get nextMasterKey(): string | null {
    return this.MASTER_KEY_NEXT ?? null;
  }
  get masterKeyFile(): string | null {
    return this.MASTER_KEY_FILE ?? null;
  }
  get insecureCookies(): boolean {
    return this.ALLOW_INSECURE_COOKIES === '1';
  }
  get trustProxy(): boolean | number | string {
    return this.TRUST_PROXY === '0' ? false : this.TRUST_PROXY === '1' ? 1 : this.TRUST_PROXY;
  }
  get corsOrigins(): string[] {
    return this.CORS_ORIGINS?.split(',') ?? [];
  }
  get operationsApart(): boolean {
    return this.OPS_PORT !== undefined;
  }
  get metricsToken(): string | null {
    return this.METRICS_TOKEN ?? null;
  }
  get outwardAllowed(): string[] {
    return this.OUTWARD_ALLOW?.split(',') ?? [];
  }
  get publicUrl(): string {
    return this.PUBLIC_URL ?? `http://localhost:${this.PORT}`;
  }
}

const NUMBERS = ['PORT', 'REQUESTS_PER_MINUTE', 'OPS_PORT'];
export const NAMES: readonly string[] = [
  ...Object.keys(new Config()), 'DATABASE_URL', 'DATABASE_REPLICA_URLS', 'DATABASE_SOCKET', 'RESTORE_DATABASE_URL', 'CA_FILE', 'PUBLIC_URL', 'SETUP_TOKEN', 'JWT_KEY_FILE', 'MASTER_KEY', 'MASTER_KEY_NEXT', 'MASTER_KEY_FILE', 'MARIADB_BIN', 'CORS_ORIGINS', 'OPS_PORT', 'METRICS_TOKEN', 'OUTWARD_ALLOW',
]; // prettier-ignore

/** Reads the environment. Throws one line that names the variable which is wrong or misspelt. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const misspelt = Object.keys(environment).find((name) => !NAMES.includes(name) && similar(name));
  if (misspelt) throw new Error(`${misspelt} is no variable of Rapport; did you mean ${similar(misspelt)}?`);
  const config = new Config();
  for (const name of NAMES) {
    const value = environment[name];
    if (value !== undefined && value !== '') Object.assign(config, { [name]: NUMBERS.includes(name) ? Number(value) : value });
  }
  const [fault] = validateSync(config);
  if (fault) throw new Error(`${fault.property} is not valid: ${Object.values(fault.constraints ?? {}).join('; ')}.`);
  for (const name of ['JWT_KEY_FILE', 'MASTER_KEY_FILE', 'CA_FILE'] as const) {
    const file = config[name];
    if (file && !existsSync(file)) throw new Error(`${name}: ${file} does not exist.`);
  }
  if (config.DATABASE_SOCKET && config.DATABASE_REPLICA_URLS) throw new Error('DATABASE_SOCKET and DATABASE_REPLICA_URLS exclude each other: replicas are on other machines.');
  return config;
}

/** The variable a name was probably meant to be: at most two letters away, or ours under a RAPPORT_ prefix. */
function similar(name: string): string | undefined {
  const bare = name.replace(/^RAPPORT_/, '');
  if (bare !== name) return NAMES.find((known) => known === bare) ?? 'one without the prefix RAPPORT_';
  return name.length < 7 ? undefined : NAMES.find((known) => known.length >= 7 && distance(known, name) <= 2);
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
