import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Builds the server and the UI into dist; what has not changed comes from Nx's cache. Returns false when it failed. */
export function build() {
  // An incremental build that lost its output must start over.
  const options = { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' };
  const run = spawnSync('nx', ['run-many', '-t', 'build', '--projects=api,web', '--outputStyle=stream'], options);
  if (run.status !== 0 || !existsSync('dist/web/index.html')) process.stderr.write(`${run.stdout}\n${run.stderr}\n`);
  return run.status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = build() ? 0 : 1;
