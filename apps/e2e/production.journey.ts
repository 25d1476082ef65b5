import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './guarded.ts';

interface End {
  readonly code: number | null;
  readonly said: string;
  readonly ready: boolean;
}
/** Starts the built server as a container does, and waits until it is ready or gone. */
function start(folder: string, own: Record<string, string>): Promise<End> {
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production', DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', SETUP_TOKEN: randomBytes(32).toString('hex'), LOG_LEVEL: 'error', ...own };
  const server = spawn(process.execPath, ['dist/apps/api/src/main.js'], { env: env as NodeJS.ProcessEnv });
  return new Promise((done) => {
    let said = '';
    const hear = (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes('Rapport is ready')) server.kill('SIGTERM');
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.on('exit', (code) => done({ code, said, ready: said.includes('Rapport is ready') }));
  });
}
const folderOf = () => mkdtempSync(join(tmpdir(), 'rapport-production-'));

const BAD: readonly (readonly [string, Record<string, string>, RegExp])[] = [
  ['plain http for others', { PUBLIC_URL: 'http://crm.example.org' }, /PUBLIC_URL is plain http/],
  ['a debug log', { LOG_LEVEL: 'debug' }, /LOG_LEVEL=debug/],
  ['a token of an example', { SETUP_TOKEN: 'journeys-journeys-journeys-journeys' }, /SETUP_TOKEN is an example/],
  ['a token of one letter', { SETUP_TOKEN: 'x'.repeat(40) }, /SETUP_TOKEN is an example or too simple/],
  ['a token for metrics of one letter', { METRICS_TOKEN: 'x'.repeat(40) }, /METRICS_TOKEN is an example or too simple/],
  ['a short token', { SETUP_TOKEN: 'k3J9x' }, /SETUP_TOKEN is not valid/],
  ['a master key of zeros', { MASTER_KEY: Buffer.alloc(32).toString('base64') }, /MASTER_KEY is an example/],
  ['half a master key', { MASTER_KEY: randomBytes(16).toString('base64') }, /MASTER_KEY is not valid/],
  ['a misspelt variable', { MASTER_KEYS: randomBytes(32).toString('base64') }, /did you mean MASTER_KEY/],
  ['several statements at once', { DATABASE_URL: 'mariadb://u:p@127.0.0.1:1/r?multipleStatements=true' }, /DATABASE_URL has options \(multipleStatements\)/],
  ['tables made from models', { DATABASE_URL: 'mariadb://u:p@127.0.0.1:1/r?synchronize=true' }, /DATABASE_URL has options \(synchronize\)/],
  ['a database that is spoken to in clear', { DATABASE_URL: 'mariadb://u:p@db.example.org/r', DATABASE_TLS: 'off' }, /DATABASE_TLS=off would send everything to db\.example\.org in clear text/],
  ['a database without a name', { DATABASE_URL: 'mariadb://u:p@192.0.2.7/r' }, /named as its certificate names it/],
  ['certificates that nobody checks', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /NODE_TLS_REJECT_UNAUTHORIZED=0 takes any certificate/],
  ['a switch of the library', { TYPEORM_SYNCHRONIZE: 'true' }, /TYPEORM_… variables/],
  ['trust in any proxy', { TRUST_PROXY: '0.0.0.0/0' }, /TRUST_PROXY trusts everybody/],
  ['a wildcard for proxies', { TRUST_PROXY: '*' }, /TRUST_PROXY is not valid/],
  ['a wildcard for sites', { CORS_ORIGINS: '*' }, /CORS_ORIGINS is not valid/],
  ['a site of plain http', { CORS_ORIGINS: 'http://app.example.org' }, /CORS_ORIGINS has a site of plain http/],
];

test.describe.configure({ mode: 'parallel' });

for (const [what, environment, says] of BAD) {
  test(`G1, S2: a server for real people does not start with ${what}`, async () => {
    const folder = folderOf();
    const { code, said } = await start(folder, environment);
    expect(code).toBe(1);
    expect(said).toMatch(says);
    expect(said.trim().split('\n')).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });
}

test('G1: a server for real people starts, keeps its files to itself, and does not start once others can read them', async () => {
  const folder = folderOf();
  expect(await start(folder, {})).toMatchObject({ ready: true });
  for (const file of ['rapport.db', 'master-key', 'access-token-key.pem']) {
    expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
    chmodSync(join(folder, file), 0o644);
    const { code, said } = await start(folder, {});
    expect([code, said], file).toEqual([1, expect.stringContaining(`${file} can be read by`)]);
    chmodSync(join(folder, file), 0o600);
  }
  const key = join(folder, 'other-key');
  writeFileSync(key, randomBytes(32).toString('base64'), { mode: 0o640 });
  chmodSync(key, 0o640);
  expect((await start(folder, { MASTER_KEY_FILE: key })).said).toContain('other-key can be read by others');
  rmSync(folder, { recursive: true });
});

test('G1: plain http in a network of one’s own is a decision that is said out loud', async () => {
  const folder = folderOf();
  expect(await start(folder, { PUBLIC_URL: 'http://192.168.1.5:3000', ALLOW_INSECURE_COOKIES: '1' })).toMatchObject({ ready: true });
  rmSync(folder, { recursive: true });
});
