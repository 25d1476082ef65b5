// A fresh workspace to try things on: its server, and a client that speaks to it as the administrator.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import { SERVER } from './server.mjs';

export const PASSWORD = 'correct horse battery staple';
export const TOKEN = 'p'.repeat(40);

async function startServer(data) {
  const env = { ...process.env, DATA_DIR: data, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', SETUP_TOKEN: TOKEN };
  const server = spawn(process.execPath, SERVER, { env, stdio: ['ignore', 'pipe', 'inherit'] });
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

/** The administrator's recovery codes: each opens one second step. */
const CODES = [];

/** Speaks to a server as somebody; signs in again when the token runs out. */
export class Client {
  #token = '';
  #until = 0;
  #cookie = '';
  constructor(address, username = 'root', setupToken = TOKEN) {
    this.address = address;
    this.username = username;
    this.setupToken = setupToken;
  }
  /** The header that says who asks. */
  async authorization() {
    if (Date.now() > this.#until) await this.signIn();
    return `Bearer ${this.#token}`;
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
  /** Renews the session, or opens one: with a recovery code, where there is a second step. */
  async signIn() {
    const renewed = this.#cookie ? await this.#enter('/auth/refresh', undefined).catch(() => null) : null;
    const first = renewed ?? (await this.#enter('/auth/login', { username: this.username, password: PASSWORD }));
    if (first.factor) await this.#enter('/auth/factor', { token: first.factor.token, code: CODES.shift() });
  }
  /** Sets up a second factor: what administers rests without one. */
  async protect() {
    const { secret } = await this.request('POST', '/me/security/totp');
    const { codes } = await this.#enter('/me/security/totp/confirm', { code: generateSync({ secret }) });
    CODES.splice(0, CODES.length, ...codes);
  }
  async #enter(path, body) {
    const headers = { 'x-rapport': '1', cookie: this.#cookie, authorization: `Bearer ${this.#token}`, ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(this.address + path, { method: 'POST', headers, body: body && JSON.stringify(body) });
    const found = await answer.json();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(found)}`);
    const cookie = answer.headers.getSetCookie().find((one) => one.includes('rapport-refresh'));
    if (cookie) this.#cookie = cookie.split(';')[0];
    if (found.accessToken) [this.#token, this.#until] = [found.accessToken, Date.now() + found.expiresIn * 900];
    return found;
  }
}

/** Waits until an import has come that far. */
async function settled(client, id, until) {
  for (;;) {
    const found = await client.request('GET', `/imports/${id}`);
    if (found.state === until) return found;
    if (found.state === 'failed') throw new Error(`The import failed: ${JSON.stringify(found.report)}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** Imports a file by a mapping: upload, dry run, run. Answers the seconds of the run; throws what the dry run found. */
export async function bring(client, kind, bytes, mapping) {
  const form = new FormData();
  form.append('file', new Blob([bytes], { type: 'text/csv' }), `${kind}.csv`);
  const { id, rows } = await client.request('POST', `/imports?kind=${kind}`, form);
  await client.request('PUT', `/imports/${id}/mapping`, mapping);
  await client.request('POST', `/imports/${id}/check`);
  const { report } = await settled(client, id, 'checked');
  if (report.error > 0) throw new Error(`${kind}: ${JSON.stringify(report.groups)}`);
  const start = Date.now();
  await client.request('POST', `/imports/${id}/run`);
  const done = await settled(client, id, 'done');
  const seconds = (Date.now() - start) / 1000;
  process.stderr.write(`${kind}: ${rows} rows, ${done.report.create} created, ${done.report.error} with problems, ${seconds.toFixed(1)} s\n`);
  return seconds;
}

/** Names the company and makes the administrator, with a second factor. */
export async function setUp(client, settings = {}) {
  await client.request('POST', '/setup', { token: client.setupToken, name: 'Root', username: 'root', password: PASSWORD, workspace: 'Proof', language: 'en', timeZone: 'UTC', currency: 'USD', ...settings });
  await client.protect();
}

/** Does something in a fresh workspace and leaves nothing of it behind. */
export async function inWorkspace(settings, work) {
  const data = mkdtempSync(join(tmpdir(), 'rapport-workspace-'));
  const { server, address } = await startServer(data);
  try {
    const client = new Client(address);
    await setUp(client, settings);
    return await work(client);
  } finally {
    server.kill('SIGTERM');
    await new Promise((end) => server.once('exit', end));
    rmSync(data, { recursive: true, force: true });
  }
}
