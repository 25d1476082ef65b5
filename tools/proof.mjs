// Imports a real sales book over HTTP into a fresh workspace and prints each figure beside what the book's README says.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';

const FILES = [['user', 'sales_teams.csv'], ['customer', 'accounts.csv'], ['product', 'products.csv'], ['opportunity', 'sales_pipeline.csv']];
const WANTED = {
  opportunities: 8800, won: 4238, lost: 2473, engaging: 1589, prospecting: 500, 'without a customer': 1425, users: 41, teams: 9, customers: 85, products: 7,
  'won revenue (USD)': '10005534.00', 'win rate (%)': '63.15', 'mean cycle (days)': '51.78', 'median cycle (days)': '57', 'average won (USD)': '2360.91',
};
const PASSWORD = 'correct horse battery staple';
const TOKEN = 'p'.repeat(40);
const mappings = JSON.parse(readFileSync(new URL('./proof/mappings.json', import.meta.url), 'utf8'));

async function startServer(data) {
  const env = { ...process.env, DATA_DIR: data, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', SETUP_TOKEN: TOKEN };
  const server = spawn(process.execPath, ['dist/apps/api/src/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((ready, fail) => {
    let said = '';
    server.stdout.on('data', (text) => {
      said += text;
      const found = /ready at (http:\S+)/.exec(said)?.[1];
      if (found) ready(found);
    });
    server.on('exit', () => fail(new Error(`The server did not start: ${said}`)));
  });
  return { server, address: `${address}/api/v1` };
}

class Client {
  #token = '';
  #until = 0;
  constructor(address) {
    this.address = address;
  }
  async request(method, path, body, headers = {}) {
    if (Date.now() > this.#until && !path.startsWith('/setup') && !path.startsWith('/auth')) await this.signIn();
    const raw = body instanceof FormData;
    const answer = await fetch(this.address + path, {
      method, body: raw ? body : body && JSON.stringify(body),
      headers: { ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}), ...(body && !raw ? { 'content-type': 'application/json' } : {}), ...headers },
    }); // prettier-ignore
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }
  async signIn() {
    const { accessToken, expiresIn } = await this.request('POST', '/auth/login', { username: 'root', password: PASSWORD });
    this.#token = accessToken;
    this.#until = Date.now() + expiresIn * 900;
  }
}

async function settled(client, id, until) {
  for (;;) {
    const found = await client.request('GET', `/imports/${id}`);
    if (found.state === until) return found;
    if (found.state === 'failed') throw new Error(`The import failed: ${JSON.stringify(found.report)}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

async function bring(client, kind, file) {
  const form = new FormData();
  form.append('file', new Blob([readFileSync(file)], { type: 'text/csv' }), `${kind}.csv`);
  const { id, rows } = await client.request('POST', `/imports?kind=${kind}`, form);
  await client.request('PUT', `/imports/${id}/mapping`, mappings[kind]);
  await client.request('POST', `/imports/${id}/check`);
  const { report } = await settled(client, id, 'checked');
  if (report.error > 0) throw new Error(`${kind}: ${JSON.stringify(report.groups)}`);
  const start = Date.now();
  await client.request('POST', `/imports/${id}/run`);
  const done = await settled(client, id, 'done');
  process.stdout.write(`${kind}: ${rows} rows, ${done.report.create} created, ${done.report.error} with problems, ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
}

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
const data = mkdtempSync(join(tmpdir(), 'rapport-proof-'));
const { server, address } = await startServer(data);
let wrong = 0;
try {
  const client = new Client(address);
  await client.request('POST', '/setup', { token: TOKEN, name: 'Root', username: 'root', password: PASSWORD, workspace: 'Proof', language: 'en', timeZone: 'UTC', currency: 'USD' });
  await preparePipeline(client);
  for (const [kind, file] of FILES) await bring(client, kind, join(resolve(folder), file));
  const found = await figures(client);
  for (const [name, wanted] of Object.entries(WANTED)) {
    const right = String(found[name]) === String(wanted);
    if (!right) wrong++;
    process.stdout.write(`${right ? '✓' : '✗'} ${name.padEnd(22)} ${String(found[name]).padStart(14)}   README ${wanted}\n`);
  }
} finally {
  server.kill('SIGTERM');
  await new Promise((end) => server.once('exit', end));
  rmSync(data, { recursive: true, force: true });
}
process.stdout.write(wrong === 0 ? 'Every figure is what the book says.\n' : `${wrong} figures differ.\n`);
process.exitCode = wrong === 0 ? 0 : 1;
