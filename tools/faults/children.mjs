import { spawn } from 'node:child_process';

/** Every process that was started here and still runs; none outlives this one. */
const living = new Set();
process.on('exit', () => {
  for (const child of living) signal(child, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** Signals a program, and what it started when it leads a group of its own. */
export function signal(child, name) {
  try {
    return process.kill(child.leads ? -child.pid : child.pid, name);
  } catch {
    return false;
  }
}

/** Starts a program that ends with this one at the latest. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, options);
  child.leads = options.detached === true;
  living.add(child);
  child.once('exit', () => living.delete(child));
  child.once('error', () => living.delete(child));
  return child;
}

export const runs = (child) => child !== null && child.exitCode === null && child.signalCode === null;

/** Sends a signal and waits for the end; answers what the program exits with. */
export async function end(child, name) {
  if (!runs(child)) return child?.exitCode ?? null;
  const gone = new Promise((done) => child.once('exit', (code) => done(code)));
  signal(child, name);
  return gone;
}
