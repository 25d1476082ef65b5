import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House, scaled, type Answer } from '#house';
import { Mail } from '#mail/api';
import { Database, PATIENCE, type Principal } from '#kernel/api';
import { Pressure } from '../src/http/pressure.ts';
import { startMariadb, type PrivateMariadb } from '../../../tools/database/mariadb.mjs';

/** Takes connections and never says a word. */
class Silence {
  private readonly sockets: Socket[] = [];
  private readonly server: Server = createServer((socket) => void this.sockets.push(socket.on('error', () => undefined)));
  async start(): Promise<number> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return (this.server.address() as AddressInfo).port;
  }
  get callers(): number {
    return this.sockets.length;
  }
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((end) => this.server.close(end));
  }
}

describe('while others are out of order', () => {
  const house = new House('mariadb');
  let database: PrivateMariadb;
  let root: Principal;
  const get = async (url: string) => (await house.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${await house.token(root)}` } })).statusCode;
  const busy = ({ status, body, headers }: Answer) => status === 503 && body.code === 'busy' && Number(headers['retry-after']) > 0;
  const until = async (holds: () => Promise<boolean>) => {
    for (let tries = 0; tries < 200 && !(await holds()); tries++) await sleep(25);
    return holds();
  };

  beforeAll(async () => {
    database = await startMariadb();
    house.server = database.url;
    await house.start();
    root = await house.person('Root', ['administrator']);
    await house.token(root);
  });
  afterAll(async () => {
    await house.stop();
    await database.stop();
  });

  /** The work of every day. */
  const work = async () => {
    const { body, status } = await house.request(root, 'POST', '/customers', { name: 'Anyuan', kind: 'company', status: 'active' });
    const { status: changed } = await house.request(root, 'PATCH', `/customers/${body.id}`, { employees: 5 }, { 'if-match': '"1"' });
    return [status, changed, (await house.request(root, 'GET', '/customers?size=5')).status];
  };

  it('R4: a mail server that says nothing holds nobody up, and is left alone for a while', async () => {
    const silence = new Silence();
    const port = await silence.start();
    expect((await house.request(root, 'PUT', '/mail-settings', { host: '127.0.0.1', port, security: 'starttls', username: null, password: null, sender: 'crm@example.com' })).status).toBe(200);
    const mail = house.get(Mail);
    for (let n = 0; n < 5; n++) await mail.queue({ to: `p${n}@example.com`, name: 'P', language: 'en', key: 'test' });
    const sending = mail.deliver();
    expect(await until(async () => silence.callers > 0)).toBe(true);
    let done = false;
    void sending.then(() => (done = true));
    for (let n = 0; n < 20; n++) expect(await work()).toEqual([201, 200, 200]);
    expect(done).toBe(false);
    await silence.stop();
    await sending;
    await mail.deliver();
    const waiting = await house.get(Database).read<{ attempts: number }>("SELECT `attempts` FROM `mail_message` WHERE `state` = 'waiting'");
    expect(waiting.map(({ attempts }) => Number(attempts)).sort()).toEqual([0, 0, 1, 1, 1]);
  }, 60_000);

  it('R4: a sign-in provider that says nothing holds nobody up, and is asked once for all who wait', async () => {
    const silence = new Silence();
    const issuer = `http://127.0.0.1:${await silence.start()}`;
    await house.request(root, 'PUT', '/provider-settings', { issuer, clientId: 'rapport', clientSecret: 'provider-secret', name: 'Company' });
    const entering = Promise.all(Array.from({ length: 30 }, () => house.request(null, 'POST', '/auth/sso/start', {}, { 'x-rapport': '1' })));
    expect(await until(async () => silence.callers > 0)).toBe(true);
    for (let n = 0; n < 20; n++) expect(await work()).toEqual([201, 200, 200]);
    expect(silence.callers).toBe(1);
    await silence.stop();
    expect((await entering).map(({ status, body }) => `${status} ${body.code}`)).toEqual(Array(30).fill('422 provider-unreachable'));
    expect((await house.request(null, 'POST', '/auth/sso/start', {}, { 'x-rapport': '1' })).body.code).toBe('provider-unreachable');
  }, 60_000);

  it('R4: with every connection held, others are told to come back, and afterwards all is well by itself', async () => {
    const pool = house.get(DataSource);
    const held = await Promise.all(Array.from({ length: 20 }, async () => {
      const runner = pool.createQueryRunner();
      await runner.connect();
      return runner;
    })); // prettier-ignore
    try {
      const over = Date.now() + scaled(4000, 30_000);
      while (Date.now() < over) {
        const answers = await Promise.all(Array.from({ length: 30 }, () => house.request(root, 'GET', '/customers?size=5')));
        expect(answers.every(busy)).toBe(true);
        expect([await get('/health/live'), await get('/health/ready')]).toEqual([200, 503]);
      }
    } finally {
      for (const runner of held) await runner.release();
    }
    expect(await work()).toEqual([201, 200, 200]);
    expect(await get('/health/ready')).toBe(200);
  }, scaled(30_000, 90_000));

  it('R2: a database that stands still makes the server not ready within a second and a half, alive all the time, and ready again by itself', async () => {
    process.kill(database.pid, 'SIGSTOP');
    await sleep(100);
    const start = performance.now();
    const ready = await get('/health/ready');
    const waited = performance.now() - start;
    const live = await get('/health/live');
    process.kill(database.pid, 'SIGCONT');
    expect([ready, live, waited < 1500]).toEqual([503, 200, true]);
    expect(await until(async () => (await get('/health/ready')) === 200)).toBe(true);
    expect(await work()).toEqual([201, 200, 200]);
  });

  it('R4: nobody waits for a database that has gone silent: its connections are given up, and new ones work once it speaks', async () => {
    const connections = async () => (await Promise.all(Array.from({ length: 20 }, () => house.get(Database).read<{ id: number }>('SELECT CONNECTION_ID() AS `id`, SLEEP(0.1)')))).map(([row]) => Number(row?.id));
    const [before, silent] = [{ ...PATIENCE }, new Set(await connections())];
    Object.assign(PATIENCE, { connectionMs: 500, silenceMs: 700 });
    process.kill(database.pid, 'SIGSTOP');
    const answers = await Promise.all(Array.from({ length: 40 }, () => house.request(root, 'GET', '/customers?size=5')));
    process.kill(database.pid, 'SIGCONT');
    expect(answers.every(busy)).toBe(true);
    expect(await until(async () => (await get('/api/v1/customers?size=5')) === 200)).toBe(true);
    Object.assign(PATIENCE, before);
    // One on which nothing waited while the database was silent may stay.
    expect((await connections()).filter((id) => silent.has(id)).length).toBeLessThan(silent.size / 2);
    for (let n = 0; n < 30; n++) expect(await work()).toEqual([201, 200, 200]);
  }, 60_000);

  it('R4: a process that was deaf for seconds sheds what piled up, stays alive, and gets over it by itself', async () => {
    const end = performance.now() + 2700;
    while (performance.now() < end);
    const answers = await Promise.all(Array.from({ length: 150 }, () => house.request(root, 'GET', '/customers?size=5')));
    const [well, told] = [answers.filter(({ status }) => status === 200).length, answers.filter(busy).length];
    expect([well >= 50, told >= 20, well + told]).toEqual([true, true, 150]);
    expect(await get('/health/live')).toBe(200);
    expect(await until(async () => (await get('/api/v1/customers?size=5')) === 200)).toBe(true);
  });

  it('R4: a process whose memory is full says that it is busy until there is room again', async () => {
    let heap = 0.5;
    const pressure = new Pressure(() => heap);
    expect(pressure.full).toBe(false);
    heap = 0.97;
    expect(await until(async () => pressure.full)).toBe(true);
    heap = 0.6;
    expect(await until(async () => !pressure.full)).toBe(true);
    pressure.stop();
  });
});
