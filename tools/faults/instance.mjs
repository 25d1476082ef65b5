import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER, SERVER_ENVIRONMENT } from '../server.mjs';
import { end, runs, start } from './children.mjs';

const CLOCK = new URL('./faulty-clock.mjs', import.meta.url).href;

/** One process of the built server, on a port that stays the same. */
export class Instance {
  #child = null;
  #log;
  #clock;
  constructor(name, { folder, port, environment }) {
    Object.assign(this, { name, port, environment, folder });
    this.#log = join(folder, `${name}.log`);
    this.#clock = join(folder, `${name}.clock`);
  }
  get url() {
    return `http://127.0.0.1:${this.port}`;
  }
  get alive() {
    return runs(this.#child);
  }
  /** What it has written into its log. */
  get log() {
    return existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : '';
  }

  /** Puts its clock so many seconds ahead of everybody's; less than nothing is behind. */
  set clock(seconds) {
    writeFileSync(this.#clock, String(seconds));
  }

  /** Starts it, and waits until it says that it is ready. */
  async start() {
    const log = openSync(this.#log, 'a');
    const env = { ...process.env, ...SERVER_ENVIRONMENT, HOST: '127.0.0.1', PORT: String(this.port), LOG_LEVEL: 'warn', REQUESTS_PER_MINUTE: '0', FAULTY_CLOCK: this.#clock, ...this.environment };
    this.#child = start(process.execPath, ['--import', CLOCK, ...SERVER], { env, stdio: ['ignore', log, log] });
    for (let tries = 0; tries < 2400; tries++) {
      if (!runs(this.#child)) throw new Error(`${this.name} did not start: ${this.log.slice(-600)}`);
      if ((await this.ready()) && runs(this.#child)) return this;
      await new Promise((next) => setTimeout(next, 50));
    }
    throw new Error(`${this.name} is not ready after two minutes: ${this.log.slice(-600)}`);
  }
  ready() {
    return fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2000) }).then(({ ok }) => ok, () => false);
  }
  kill() {
    return end(this.#child, 'SIGKILL');
  }
  /** Asks it to leave; answers what it exits with. */
  leave() {
    return end(this.#child, 'SIGTERM');
  }
  freeze() {
    process.kill(this.#child.pid, 'SIGSTOP');
  }
  thaw() {
    if (this.alive) process.kill(this.#child.pid, 'SIGCONT');
  }
}
