// The two processes that are compared: Rapport as it is shipped, and the bare handler.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SERVER, SERVER_ENVIRONMENT } from '../server.mjs';

const BARE = fileURLToPath(new URL('./bare.mjs', import.meta.url));

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a program and waits for the address it prints. `took` are the milliseconds until its first answer. */
async function start(args, env, first) {
  const began = performance.now();
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const address = await new Promise((ready, fail) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const found = /ready at (http:\S+)/.exec(said)?.[1];
      if (found) ready(found);
    });
    child.on('exit', (code) => fail(new Error(`The server ended with ${code}: ${said}`)));
  });
  await fetch(address.replace('localhost', '127.0.0.1') + first);
  const took = performance.now() - began;
  const stop = async () => {
    child.removeAllListeners('exit');
    const gone = new Promise((end) => child.once('exit', end));
    child.kill('SIGTERM');
    await gone;
    running.delete(child);
  };
  return { pid: child.pid, address: address.replace('localhost', '127.0.0.1'), took, stop };
}

export const startRapport = ({ url, data, token }) =>
  start(SERVER, { ...SERVER_ENVIRONMENT, DATABASE_URL: url, DATA_DIR: data, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', SETUP_TOKEN: token, REQUESTS_PER_MINUTE: '0' }, '/health/ready');
export const startBare = ({ url, settings }) => start([BARE, url, JSON.stringify(settings)], {}, '/health');
