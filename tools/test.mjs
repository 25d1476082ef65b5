import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { provenBy, provenLine, testsOf } from './proven.mjs';
import { takeScratch } from './scratch.mjs';

const removeScratch = takeScratch();
const folder = mkdtempSync(join(tmpdir(), 'rapport-test-'));
const started = Date.now();
const score = { passed: 0, failed: 0 };
const tests = [];

const run = (command, args, options = {}) => new Promise((end) => spawn(command, args, { stdio: 'inherit', ...options }).on('error', () => end(false)).on('exit', (code) => end(code === 0)));
/** A step that counts as one test: it holds or it does not. */
const step = (name, holds) => {
  console.log(`${holds ? '✓' : '✗'} ${name}`);
  score[holds ? 'passed' : 'failed']++;
};
/** Adds what a runner reported; a runner that broke without a failed test counts as one failure. */
function add(name, ok, passed, failed) {
  score.passed += passed;
  score.failed += failed;
  if (!ok && failed === 0) score.failed++;
  console.log(`${ok ? '✓' : '✗'} ${name}: ${passed} passed, ${failed} failed`);
}
function report(file) {
  const found = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  tests.push(...testsOf(found));
  return found;
}

const parts = {
  lint: async () => step('lint and boundaries', await run('eslint', ['.', '--max-warnings=0'])),
  types: async () => step('types of the specs', await run('tsc', ['-p', 'tsconfig.json'])),
  build: async () => step('build', await run(process.execPath, ['tools/build.mjs'])),
  async api() {
    const file = join(folder, 'api.json');
    const ok = await run('vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
    const { numPassedTests = 0, numFailedTests = 0 } = report(file);
    add('unit and API, on SQLite and MariaDB', ok, numPassedTests, numFailedTests);
  },
  async ui() {
    const file = join(folder, 'ui.json');
    const ok = await run('ng', ['test', '--watch=false', '--reporters=dot', '--reporters=json', `--output-file=${file}`], { cwd: 'apps/web' });
    const { numPassedTests = 0, numFailedTests = 0 } = report(file);
    add('UI components', ok, numPassedTests, numFailedTests);
  },
  async e2e() {
    const chromium = findChromium();
    if (!chromium) return step('Chromium is missing: install the package chromium, or name it in CHROMIUM_BIN', false);
    const file = join(folder, 'e2e.json');
    const env = { ...process.env, CHROMIUM_BIN: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
    const ok = await run('playwright', ['test', '-c', 'apps/e2e/playwright.config.ts', '--reporter=line,json'], { env });
    const { expected = 0, unexpected = 0, flaky = 0 } = report(file).stats ?? {};
    add(`journeys in Chromium${flaky ? ` (${flaky} at the second try)` : ''}`, ok, expected + flaky, unexpected);
  },
};

const asked = process.argv.slice(2).filter((name) => name in parts);
const wants = (name) => asked.length === 0 || asked.includes(name);
// Lint and types need one core each; the others take both.
for (const together of [['lint', 'types'], ['build'], ['api'], ['ui'], ['e2e']]) {
  const begun = Date.now();
  const names = together.filter(wants);
  await Promise.all(names.map((name) => parts[name]()));
  if (names.length > 0) console.log(`${names.join(', ')}: ${Math.round((Date.now() - begun) / 1000)} s`);
}
removeScratch();
console.log(`Done in ${Math.round((Date.now() - started) / 1000)} s.`);
if (tests.length > 0) console.log(provenLine(provenBy(tests)));
console.log(`${score.passed} passed, ${score.failed} failed`);
process.exitCode = score.failed > 0 || score.passed === 0 ? 1 : 0;
