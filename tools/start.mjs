import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { SERVER, SERVER_ENVIRONMENT } from './server.mjs';

/** The server asks to be started again: on a database that was restored. */
const AGAIN = 75;

/** Builds what changed and serves it until told to stop. */
if (build()) {
  let server;
  const serve = () => {
    server = spawn(process.execPath, SERVER, { stdio: 'inherit', env: { ...SERVER_ENVIRONMENT, ...process.env } });
    server.on('exit', (code) => (code === AGAIN ? serve() : (process.exitCode = code ?? 1)));
  };
  serve();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
} else process.exitCode = 1;
