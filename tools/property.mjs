import { spawnSync } from 'node:child_process';

// Whatever may happen, in whatever order, on every database: npm run test:property -- --seed 7 --runs 10000
// The same sentences with few runs are part of `npm test`. A failure names its seed and the shortest way there.
const asked = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : otherwise;
};
const [seed, runs] = [asked('seed', String(Date.now() % 2 ** 31)), asked('runs', '1000')];
if (![seed, runs].every((value) => /^\d{1,10}$/.test(value ?? ''))) {
  console.error('npm run test:property -- [--seed <number>] [--runs <number>]');
  process.exit(1);
}
console.log(`Seed ${seed}, ${runs} runs of each on every database.`);
const env = { ...process.env, PROPERTY_SEED: seed, PROPERTY_RUNS: runs };
const specs = ['libs/receivables/api/money-property.spec.ts', 'libs/stock/api/stock-property.spec.ts', 'libs/approvals/api/random-runs.spec.ts'];
process.exitCode = spawnSync('vitest', ['run', ...specs], { stdio: 'inherit', env }).status ?? 1;
