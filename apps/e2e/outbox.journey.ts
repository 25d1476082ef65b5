import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './guarded.ts';

test('what was committed when the process was killed is told by the next one, once and in order', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-crash-'));
  const heard = join(folder, 'heard.txt');
  const run = (way: string) => spawnSync(process.execPath, ['apps/e2e/crash.mjs', way, folder, heard], { encoding: 'utf8', timeout: 60_000 });
  const killed = run('die');
  expect(killed.signal, killed.stderr).toBe('SIGKILL');
  expect(existsSync(heard)).toBe(false);
  for (let again = 0; again < 2; again++) expect(run('live').status).toBe(0);
  expect(readFileSync(heard, 'utf8')).toBe('1\n2\n3\n');
  rmSync(folder, { recursive: true, force: true });
});
