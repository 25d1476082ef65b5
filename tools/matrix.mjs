import { spawnSync } from 'node:child_process';

// Who may do what, for every route and everybody, on every database; `npm test` replays it on SQLite alone.
const env = { ...process.env, MATRIX: 'whole' };
process.exitCode = spawnSync('vitest', ['run', 'apps/api/spec/matrix.spec.ts', ...process.argv.slice(2)], { stdio: 'inherit', env }).status ?? 1;
