import { spawnSync } from 'node:child_process';
import { build } from './build.mjs';

process.exitCode = build()
  ? (spawnSync(process.execPath, ['dist/apps/api/src/cli.js', ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1)
  : 1;
