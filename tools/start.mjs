import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { SERVER, SERVER_ENVIRONMENT } from './server.mjs';

/** Builds what changed and serves it until told to stop. */
if (build()) {
  const server = spawn(process.execPath, ['--enable-source-maps', ...SERVER], { stdio: 'inherit', env: { ...SERVER_ENVIRONMENT, ...process.env } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
  server.on('exit', (code) => (process.exitCode = code ?? 1));
} else process.exitCode = 1;
