// Imports a real sales book over HTTP into a fresh workspace and prints each figure beside what the book's README says.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { bring, inWorkspace } from './workspace.mjs';

const FILES = [['user', 'sales_teams.csv'], ['customer', 'accounts.csv'], ['product', 'products.csv'], ['opportunity', 'sales_pipeline.csv']];
const WANTED = {
  opportunities: 8800, won: 4238, lost: 2473, engaging: 1589, prospecting: 500, 'without a customer': 1425, users: 41, teams: 9, customers: 85, products: 7,
  'won revenue (USD)': '10005534.00', 'win rate (%)': '63.15', 'mean cycle (days)': '51.78', 'median cycle (days)': '57', 'average won (USD)': '2360.91',
};
const mappings = JSON.parse(readFileSync(new URL('./proof/mappings.json', import.meta.url), 'utf8'));

/** A pipeline as the book has it: Prospecting 10, Engaging 50. */
async function preparePipeline(client) {
  const { items } = await client.request('GET', '/stages');
  const [first, ...others] = items;
  for (const stage of others) await client.request('DELETE', `/stages/${stage.id}`, undefined, { 'if-match': `"${stage.version}"` });
  await client.request('POST', '/stages', { pipelineId: first.pipelineId, name: 'Engaging', position: 2, probability: 5000, forecastCategory: 'pipeline', requiredFields: [] });
}

async function figures(client) {
  const total = async (path) => (await client.request('GET', `${path}${path.includes('?') ? '&' : '?'}size=1`)).total;
  const { items: stages } = await client.request('GET', '/stages');
  const inStage = (name) => total(`/opportunities?status=open&stageId=${stages.find((stage) => stage.name === name).id}`);
  const report = await client.request('GET', '/reports/sales');
  return {
    opportunities: await total('/opportunities'), won: report.won.count, lost: report.lost, engaging: await inStage('Engaging'), prospecting: await inStage('Prospecting'),
    'without a customer': await total('/opportunities?customerId.empty=true'), users: (await total('/users')) - 1, teams: await total('/teams'), customers: await total('/customers'), products: await total('/products'),
    'won revenue (USD)': (report.won.amount / 100).toFixed(2), 'win rate (%)': (report.winRate * 100).toFixed(2), 'mean cycle (days)': report.cycle.mean.toFixed(2),
    'median cycle (days)': String(report.cycle.median), 'average won (USD)': (report.averageWon / 100).toFixed(2),
  }; // prettier-ignore
}

const folder = process.argv[2];
if (!folder) {
  process.stderr.write('npm run proof -- <folder of the sales book>\n');
  process.exit(1);
}
if (!build()) process.exit(1);
const wrong = await inWorkspace({}, async (client) => {
  await preparePipeline(client);
  for (const [kind, file] of FILES) await bring(client, kind, readFileSync(join(resolve(folder), file)), mappings[kind]);
  const found = await figures(client);
  return Object.entries(WANTED).filter(([name, wanted]) => {
    const right = String(found[name]) === String(wanted);
    process.stdout.write(`${right ? '✓' : '✗'} ${name.padEnd(22)} ${String(found[name]).padStart(14)}   README ${wanted}\n`);
    return !right;
  }).length;
});
process.stdout.write(wrong === 0 ? 'Every figure is what the book says.\n' : `${wrong} figures differ.\n`);
process.exitCode = wrong === 0 ? 0 : 1;
