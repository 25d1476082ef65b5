import { spawn } from 'node:child_process';
import { Client } from '../workspace.mjs';
import { furnish } from '../faults/furnish.mjs';
import { Mailbox } from '../faults/mailbox.mjs';

/** A cluster as the people of the faults see it. */
export class ClusterWorld {
  kind = 'cluster';
  #turn = 0;
  constructor(cluster) {
    this.cluster = cluster;
    this.doors = [cluster.url];
  }
  get instances() {
    return this.cluster.instances;
  }
  get dataDir() {
    return this.cluster.dataDir;
  }

  async furnish() {
    this.mailbox = await new Mailbox().open();
    this.client = new Client(`${this.cluster.url}/api/v1`, 'root', this.cluster.setupToken);
    this.given = await furnish(this.client, this.mailbox.port);
    await this.refresh();
  }
  async refresh() {
    this.session = await this.client.authorization();
  }
  door() {
    return this.doors[this.#turn++ % this.doors.length];
  }
  authorizationFor({ path }) {
    return /^\/(stock|imports|me)/.test(path) ? this.session : `Bearer ${this.given.key}`;
  }
  /** Asks a node that is there, once it has what the others have. */
  query(text, params) {
    const node = this.cluster.nodes.find(({ alive }) => alive);
    return node.query(text, params, 'rapport');
  }
  async recovered(withinMs = 30_000) {
    const begun = performance.now();
    while (performance.now() - begun < withinMs) {
      const ready = await Promise.all(this.instances.map((one) => one.ready()));
      if (ready.every(Boolean)) return performance.now() - begun;
      await new Promise((next) => setTimeout(next, 50));
    }
    return null;
  }
  cli(...args) {
    const env = { ...process.env, ...this.cluster.environment() };
    const child = spawn(process.execPath, ['dist/apps/api/src/cli.js', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    return new Promise((done) => child.once('exit', (code) => done({ code, said })));
  }
}
