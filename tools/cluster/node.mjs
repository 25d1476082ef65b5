import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { end, runs, signal, start } from '../faults/children.mjs';

/** Copying as root is refused by rsync: the nodes belong to nobody. */
const asNobody = process.getuid?.() === 0;
const OWN = resolve('docker/galera.cnf');

/** One node of a cluster, started by the script that is shipped for it. */
export class Node {
  #child = null;
  /** `base` and the port after it are the provider's, the next two the database's and the copier's. */
  constructor({ name, folder, base, nodes, tls, scripts }) {
    Object.assign(this, { name, folder, nodes, tls, scripts, address: `127.0.0.1:${base}`, base, port: base + 2 });
    this.data = join(folder, name);
    this.log = join(folder, `${name}.log`);
  }
  get alive() {
    return runs(this.#child);
  }
  get pid() {
    return this.#child.pid;
  }

  install() {
    mkdirSync(this.data, { recursive: true, mode: 0o755 });
    execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${this.data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...this.#user], { stdio: 'ignore' });
  }
  /** Starts it; it is not part of the cluster yet. */
  start() {
    const log = openSync(this.log, 'a');
    this.#child = start('bash', this.#command, { env: this.#environment, stdio: ['ignore', log, log], detached: true });
  }
  get #command() {
    return [
      'docker/galera-node', 'mariadbd', `--defaults-file=${OWN}`, ...this.#user, `--datadir=${this.data}`, `--port=${this.port}`, '--bind-address=127.0.0.1', `--socket=${join(this.data, 'server.sock')}`,
      `--pid-file=${join(this.data, 'server.pid')}`, '--innodb-buffer-pool-size=64M', '--innodb-log-file-size=16M', '--skip-name-resolve', '--max-connections=200', `--wsrep-sst-receive-address=127.0.0.1:${this.base + 3}`,
    ]; // prettier-ignore
  }
  get #environment() {
    const provider = `base_host=127.0.0.1;base_port=${this.base};gmcast.listen_addr=ssl://${this.address};ist.recv_addr=127.0.0.1:${this.base + 1};gcache.size=32M`;
    return { ...process.env, PATH: `${this.scripts}:/usr/sbin:${process.env.PATH}`, NODE: this.address, NODES: this.nodes.join(','), DATADIR: this.data, TLS: this.tls, KEYS: join(this.folder, `${this.name}-key`), RUN_AS: 'nobody', MORE: provider };
  }
  /** Waits until it has what the others have and answers; answers the seconds that took. */
  async synced(withinMs = 60_000) {
    const begun = Date.now();
    while (Date.now() - begun < withinMs) {
      if (!this.alive) throw new Error(`${this.name} has ended: ${this.tail}`);
      if ((await this.state()) === 'Synced') return (Date.now() - begun) / 1000;
      await sleep(100);
    }
    throw new Error(`${this.name} is ${await this.state()} after ${withinMs / 1000} s: ${this.tail}`);
  }
  async state() {
    const [row] = await this.query("SHOW STATUS LIKE 'wsrep_local_state_comment'").catch(() => []);
    return row?.Value ?? 'away';
  }
  get tail() {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').slice(-1500) : '';
  }

  async kill() {
    await end(this.#child, 'SIGKILL');
    signal(this.#child, 'SIGKILL');
  }
  stop() {
    return end(this.#child, 'SIGTERM');
  }

  /** Where its data ends, asked of the data themselves. */
  position() {
    const { stdout, stderr } = spawnSync('bash', [...this.#command, '--wsrep-recover'], { env: this.#environment, encoding: 'utf8' });
    const found = /Recovered position:? [0-9a-f-]{36}:(\d+)/.exec(stdout + stderr)?.[1];
    if (!found) throw new Error(`${this.name} does not say where it ends: ${stderr.slice(-500)}`);
    return Number(found);
  }
  /** Lets it begin the cluster anew, because nobody has more than it. */
  allowBootstrap() {
    const file = join(this.data, 'grastate.dat');
    writeFileSync(file, readFileSync(file, 'utf8').replace('safe_to_bootstrap: 0', 'safe_to_bootstrap: 1'));
  }
  /** Takes away what it remembers of the others. */
  forget() {
    rmSync(join(this.data, 'gvwstate.dat'), { force: true });
  }

  async query(text, params = [], database = '') {
    const connection = await createConnection({ host: '127.0.0.1', port: this.port, user: 'root', dateStrings: true, connectTimeout: 2000, ...(database ? { database } : {}) });
    try {
      return (await connection.query({ sql: text, timeout: 20_000 }, params))[0];
    } finally {
      connection.destroy();
    }
  }
  get #user() {
    return asNobody ? ['--user=nobody'] : [];
  }
}
