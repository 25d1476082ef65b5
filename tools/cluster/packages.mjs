import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findServer } from '../database/mariadb.mjs';

const PROGRAMS = { '/usr/lib/galera/libgalera_smm.so': 'galera-4', '/usr/sbin/haproxy': 'haproxy', '/usr/bin/rsync': 'rsync', '/usr/bin/lsof': 'lsof', '/usr/bin/openssl': 'openssl', '/bin/ss': 'iproute2' };
const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/** Installs what a cluster needs from Debian's packages; answers the folder of the scripts by which nodes copy each other. Throws one clear line. */
export function preparePrograms() {
  if (findServer() !== '/') throw new Error('A cluster needs MariaDB on the system: install mariadb-server-core.');
  const missing = () => Object.entries(PROGRAMS).filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (missing().length > 0 && process.getuid?.() === 0) {
    spawnSync('apt-get', ['update'], quiet);
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing()], quiet);
  }
  if (missing().length > 0) throw new Error(`A cluster needs the packages ${missing().join(', ')}.`);
  return copyScripts();
}

/** Debian keeps these scripts in the package of the whole server, which would start one of its own: they are taken out of it. */
function copyScripts() {
  if (existsSync('/usr/bin/wsrep_sst_rsync')) return '/usr/bin';
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rapport', 'galera');
  const found = join(cache, 'usr/bin');
  if (!existsSync(join(found, 'wsrep_sst_rsync'))) {
    mkdirSync(cache, { recursive: true });
    spawnSync('apt-get', ['download', 'mariadb-server'], { ...quiet, cwd: cache });
    for (const file of readdirSync(cache).filter((name) => name.endsWith('.deb'))) spawnSync('dpkg', ['-x', join(cache, file), cache], quiet);
  }
  if (!existsSync(join(found, 'wsrep_sst_rsync'))) throw new Error('A cluster needs wsrep_sst_rsync, which is in the package mariadb-server.');
  return found;
}
