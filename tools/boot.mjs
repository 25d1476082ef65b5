// The door of every command: installs what the lock file names, then runs the task under the pinned Node.
// Runs on any Node from 20 on, without dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.rapport-stamp');
const lock = join(root, '.rapport-install.lock');

function wanted() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', '.npmrc']) if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** One installer at a time; a lock whose process is gone counts for nothing. */
async function takeLock() {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch {
      const holder = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
      if (holder && alive(holder)) await new Promise((wake) => setTimeout(wake, 500));
      else rmSync(lock, { force: true });
    }
  }
}

async function install() {
  const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
  if (installed()) return 0;
  await takeLock();
  try {
    if (installed()) return 0;
    console.error('Installing dependencies …');
    const npm = (...args) =>
      spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32',
      }).status; // prettier-ignore
    if (npm('ci', '--include=dev') !== 0 && npm('install', '--no-save', '--include=dev') !== 0) return 1;
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted());
    return 0;
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The pinned Node of this platform, else the user's own when it is new enough. */
function runtime() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const pinned = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(pinned)) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 15) ? process.execPath : null;
}

async function main([task = 'start', ...args]) {
  const failed = await install();
  if (failed) return failed;
  const node = runtime();
  if (!node) {
    console.error(`Rapport needs Node 24.15 or newer on ${process.platform}-${process.arch}; this is ${process.versions.node}.`);
    return 1;
  }
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, [join(root, 'tools', `${task}.mjs`), ...args], {
    cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path, NG_CLI_ANALYTICS: 'false', NX_TUI: 'false' },
  }); // prettier-ignore
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000);
  const code = await new Promise((end) => child.on('exit', (status, signal) => end(signal ? 1 : (status ?? 1))));
  clearInterval(watch);
  return code;
}

process.exitCode = await main(process.argv.slice(2));
