// npm run benchmark -- --scale S|M|L --database mariadb|sqlite [--only W1,W2,browser] [--seconds 3] [--rounds 3] [--keep folder] [--json file] [--seed 1]
// Rapport and a bare handler on the same database, in turns within one run, and Rapport's pages in Chromium.
import { parseArgs } from 'node:util';
import { build } from './build.mjs';

const options = Object.fromEntries(Object.entries({ scale: 'S', database: 'mariadb', only: '', seconds: '3', rounds: '3', keep: '', json: '', seed: '1' }).map(([name, usual]) => [name, { type: 'string', default: usual }]));
const { values: asked } = parseArgs({ options });
if (!['S', 'M', 'L'].includes(asked.scale) || !['mariadb', 'sqlite'].includes(asked.database)) throw new Error('--scale S, M or L, --database mariadb or sqlite');
if (!build()) process.exit(1);
// What measures uses what was built.
const { run } = await import('./benchmark/run.mjs');
await run(asked);
