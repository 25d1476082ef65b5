// Takes the steps of the image without an engine: every stage is a clean folder, and what comes out of them is started and asked for its health.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commandOf, settingsOf, stagesOf } from './dockerfile.mjs';

const root = mkdtempSync(join(tmpdir(), 'rapport-image-'));
const say = (text) => process.stdout.write(`${text}\n`);
const folders = new Map();
/** Paths inside an image, as they lie in its folder here. */
const inside = (folder, path) => join(folder, path.startsWith('/') ? path : join('/app', path));
const freePort = () => new Promise((give) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => give(port)); }); }); // prettier-ignore

function take(folder, { word, rest }) {
  if (word === 'WORKDIR') return mkdirSync(inside(folder, rest), { recursive: true });
  if (word === 'RUN') {
    if (rest.startsWith('apt-get ')) return say(`RUN ${rest} is left to an engine: this machine's packages are not ours to choose`);
    say(`RUN ${rest}`);
    const line = rest.replace(/(?<![\w.])\/(app|data|usr)\b/g, `${folder}/$1`).replace(/&& chown \S+ \S+/, '');
    return execFileSync('sh', ['-c', line], { cwd: inside(folder, '/app'), stdio: ['ignore', 'ignore', 'inherit'] });
  }
  if (word !== 'COPY') return undefined;
  const [, from, source, target] = /^(?:--from=(\S+)\s+)?(\S+)\s+(\S+)$/.exec(rest);
  say(`COPY ${rest}`);
  if (!from) {
    const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).split('\0').filter(Boolean);
    for (const file of files) cpSync(file, join(inside(folder, target), file));
    return undefined;
  }
  const to = target.endsWith('/') ? join(inside(folder, target), source.split('/').at(-1)) : inside(folder, target);
  mkdirSync(dirname(to), { recursive: true });
  return cpSync(inside(folders.get(from), source), to, { recursive: true, verbatimSymlinks: true });
}

let server = null;
try {
  const stages = stagesOf('docker/Dockerfile');
  for (const [index, { name, steps }] of stages.entries()) {
    const folder = join(root, name ?? String(index));
    mkdirSync(folder, { recursive: true });
    folders.set(name ?? String(index), folder);
    for (const step of steps) take(folder, step);
  }
  const { steps } = stages.at(-1);
  const folder = folders.get(String(stages.length - 1));
  const port = await freePort();
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, ...settingsOf(steps), PORT: String(port), DATA_DIR: inside(folder, '/data') };
  const [, ...args] = commandOf(steps.find(({ word }) => word === 'CMD').rest);
  const [, ...health] = commandOf(steps.find(({ word }) => word === 'HEALTHCHECK').rest.replace(/^.*? CMD /, ''));
  server = spawn(process.execPath, args, { cwd: inside(folder, '/app'), env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready, fail) => server.stdout.on('data', (text) => String(text).includes('ready at') && ready()).on('close', () => fail(new Error('The server did not start')))); // prettier-ignore
  execFileSync(process.execPath, health, { env });
  const page = await fetch(`http://127.0.0.1:${port}/`);
  if (!page.ok || !(await page.text()).includes('<crm-app')) throw new Error('The UI is not served');
  const rapport = join(folder, 'rapport-here');
  writeFileSync(rapport, readFileSync(inside(folder, '/usr/local/bin/rapport'), 'utf8').replaceAll('/app/', `${folder}/app/`), { mode: 0o755 });
  for (const command of [['doctor'], ['sample-data', 'add'], ['sample-data', 'remove']]) say(execFileSync(rapport, command, { cwd: inside(folder, '/data'), env, encoding: 'utf8' }).trim());
  say('The image is healthy, serves its UI and answers on the command line.');
} finally {
  server?.kill('SIGTERM');
  await new Promise((end) => (server ? server.once('exit', end) : end()));
  rmSync(root, { recursive: true, force: true });
}
