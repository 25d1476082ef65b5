// Compiles the server as it changes, restarts it, and serves the UI with live reload at http://localhost:4200.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = 'dist/apps/api/src/main.js';
const children = [];
const start = (command, args, options = {}) => {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  children.push(child);
  return child;
};
const stop = () => children.forEach((child) => child.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);

mkdirSync('dist', { recursive: true });
const compiler = start('tsc', ['-p', 'tsconfig.server.json', '--watch', '--preserveWatchOutput']);
compiler.on('exit', stop);
while (!existsSync(MAIN)) await sleep(200);
start(process.execPath, ['--watch-path=dist/apps', '--watch-path=dist/libs', '--watch-preserve-output', MAIN], { env: { ...process.env, PORT: '3000', PUBLIC_URL: 'http://localhost:4200' } });
const { PORT: _, ...env } = process.env;
start('ng', ['serve', '--port', '4200'], { cwd: 'apps/web', env });
