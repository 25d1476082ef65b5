// Runs the proofs of the requirements on security at the size they ask: a million encryptions, a hundred thousand rows rotated under load, …
// All of them, or the parts that are named: api, rotation, instances.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';

const SPECS = ['libs/kernel/api/keys/key-ring.spec.ts', 'libs/accounts/api/sessions.spec.ts', 'libs/accounts/api/tokens.spec.ts', 'apps/api/spec/unit-of-work.spec.ts', 'apps/api/spec/outages.spec.ts', 'apps/api/spec/retries.spec.ts', 'libs/backups/api/consistent.spec.ts', 'apps/api/spec/good-backups.spec.ts', 'apps/api/spec/killed-switch.spec.ts'];
const STORIES = { rotation: 'rotation.proof', instances: 'instances.journey' };
const folder = mkdtempSync(join(tmpdir(), 'rapport-proof-'));
const report = join(folder, 'journeys.json');
const env = { ...process.env, PROOF: 'whole', PLAYWRIGHT_JSON_OUTPUT_NAME: report };
const run = (command, args) => spawnSync(command, args, { stdio: 'inherit', env }).status === 0;

/** What tests say about what they measured. */
const measured = (suite) => [
  ...(suite.specs ?? []).map(({ title, ok, tests }) => `${ok ? '✓' : '✗'} ${title}${tests.flatMap(({ annotations }) => annotations).map(({ description }) => `\n    ${description}`).join('')}`),
  ...(suite.suites ?? []).flatMap(measured),
];

const asked = process.argv.slice(2);
const wants = (part) => asked.length === 0 || asked.includes(part);
let whole = true;
if (wants('api')) whole = run('vitest', ['run', '--reporter=verbose', '-t', '^.*(B1|B5|B10|C1|C9|S5|D6|R1|R2|R4): ', ...SPECS]) && whole;
const stories = Object.keys(STORIES).filter(wants).map((part) => STORIES[part]);
if (stories.length > 0) {
  whole = build() && run('playwright', ['test', '-c', 'apps/e2e/playwright.config.ts', '--reporter=line,json', ...stories]) && whole;
  for (const line of JSON.parse(readFileSync(report, 'utf8')).suites.flatMap(measured)) process.stdout.write(`${line}\n`);
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(whole ? 'Every proof holds at its whole size.\n' : 'A proof failed.\n');
process.exitCode = whole ? 0 : 1;
