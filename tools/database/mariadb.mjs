import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const PACKAGES = ['mariadb-server-core', 'mariadb-client-core', 'mariadb-client'];
const PROGRAMS = ['usr/sbin/mariadbd', 'usr/bin/mariadb-dump'];
const HINT = `The tests need MariaDB's server and client programs: install the packages ${PACKAGES.join(', ')}.`;
const isRoot = () => process.getuid?.() === 0;
const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/** Where the programs are: on the system, in the cache, or after fetching it. Throws one clear line when it cannot be had. */
export function findServer() {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rapport', 'mariadb');
  const look = () => ['/', cache].find((root) => PROGRAMS.every((program) => existsSync(join(root, program))));
  const found = look();
  if (found) return found;
  if (process.platform !== 'linux' || spawnSync('apt-get', ['--version'], quiet).status !== 0) throw new Error(HINT);
  if (isRoot()) {
    spawnSync('apt-get', ['update'], quiet);
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], quiet);
  } else {
    mkdirSync(cache, { recursive: true });
    spawnSync('apt-get', ['download', ...PACKAGES, 'mariadb-common', 'liburing2', 'libnuma1'], { ...quiet, cwd: cache });
    for (const file of readdirSync(cache).filter((name) => name.endsWith('.deb'))) spawnSync('dpkg', ['-x', join(cache, file), cache], quiet);
  }
  const installed = look();
  if (!installed) throw new Error(HINT);
  return installed;
}

const freePort = () =>
  new Promise((ready) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => ready(port));
    });
  });

export const listens = (port) =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => answer(!socket.destroy().connecting)).on('error', () => answer(false));
  });

/**
 * Starts a private MariaDB on loopback with its own data folder; nothing that happens to run is touched.
 * A folder that is given is kept, with what is in it.
 */
export async function startMariadb({ folder: kept = null, options = [] } = {}) {
  const root = findServer();
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'rapport-mariadb-'));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const socketPath = join(folder, 'server.sock');
  const user = userInfo().username;
  const env = { ...process.env, LD_LIBRARY_PATH: join(root, 'usr/lib/x86_64-linux-gnu') };
  const base = root === '/' ? [] : [`--basedir=${join(root, 'usr')}`, `--lc-messages-dir=${join(root, 'usr/share/mysql')}`];
  const install = ['--no-defaults', ...base, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', `--user=${user}`];
  if (!existsSync(data)) execFileSync(join(root, 'usr/bin/mariadb-install-db'), install, { stdio: 'ignore', env });
  const port = await freePort();
  const server = spawn(
    join(root, 'usr/sbin/mariadbd'),
    [
      '--no-defaults', ...base, `--datadir=${data}`, `--socket=${socketPath}`, `--tmpdir=${folder}`, `--port=${port}`, '--bind-address=127.0.0.1', `--user=${user}`,
      `--pid-file=${join(folder, 'server.pid')}`, '--character-set-server=utf8mb4', '--innodb-flush-log-at-trx-commit=2', '--innodb-buffer-pool-size=256M',
      '--max-connections=300', '--skip-name-resolve', '--innodb-lock-wait-timeout=5', ...options,
    ],
    { stdio: 'ignore', env },
  ); // prettier-ignore
  const stop = async () => {
    const gone = new Promise((end) => server.once('exit', end));
    if (server.exitCode === null && server.kill('SIGTERM')) await gone;
    if (!kept) rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300 && server.exitCode === null; tries++) {
    if (await listens(port)) return { url: `mariadb://root@127.0.0.1:${port}/`, pid: server.pid, socketPath, programs: join(root, 'usr/bin'), stop };
    await new Promise((wake) => setTimeout(wake, 100));
  }
  await stop();
  throw new Error('The private MariaDB did not start.');
}
