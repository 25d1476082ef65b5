import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, TOKEN } from '../workspace.mjs';
import { Mariadb, Sqlite } from './database.mjs';
import { furnish } from './furnish.mjs';
import { Gate } from './gate.mjs';
import { Instance } from './instance.mjs';
import { Mailbox } from './mailbox.mjs';
import { quietPorts } from './ports.mjs';
import { Room } from './room.mjs';

/** A disk that is roomy for a workspace and quickly filled. */
const DISK_MB = 900;

/** An installation to be treated badly: its database, its instances, and wires between everybody. */
export class World {
  instances = [];
  /** What stands in front of each instance. */
  fronts = [];
  #turn = 0;

  static async start(kind) {
    const world = new World();
    world.room = new Room(DISK_MB);
    world.database = kind === 'sqlite' ? new Sqlite(world.room.folder) : new Mariadb(world.room.folder);
    mkdirSync(world.dataDir, { recursive: true, mode: 0o700 });
    await world.database.start();
    world.mailbox = await new Mailbox().open();
    world.post = await new Gate(world.mailbox.port).open();
    // SQLite has one writer: one process serves it.
    for (let n = 1; n <= (kind === 'sqlite' ? 1 : 2); n++) await world.#add(`instance-${n}`);
    await world.instances[0].start();
    world.client = new Client(`${world.fronts[0].url}/api/v1`);
    world.given = await furnish(world.client, world.post.port);
    for (const instance of world.instances.slice(1)) await instance.start();
    await world.refresh();
    return world;
  }
  get kind() {
    return this.database.kind;
  }
  get dataDir() {
    return join(this.room.folder, 'data');
  }

  /** The address of an instance, one after the other. */
  door() {
    return this.fronts[this.#turn++ % this.fronts.length].url;
  }
  /** Records are worked on with a key, goods moved by somebody who signed in. */
  authorizationFor({ path }) {
    return path.startsWith('/stock') || path.startsWith('/imports') || path.startsWith('/me') ? this.session : `Bearer ${this.given.key}`;
  }
  /** Renews the session, so that it lasts through the next fault. */
  async refresh() {
    this.session = await this.client.authorization();
  }
  query(text, params) {
    return this.database.query(text, params);
  }

  /** Waits until every instance is ready; answers how many milliseconds that took, null when they never were. */
  async recovered(withinMs = 30_000) {
    const begun = performance.now();
    while (performance.now() - begun < withinMs) {
      const ready = await Promise.all(this.instances.map((one) => one.ready()));
      if (ready.every(Boolean)) return performance.now() - begun;
      await new Promise((next) => setTimeout(next, 50));
    }
    return null;
  }
  /** Starts whatever does not run, as the one who watches over services does. */
  async supervise() {
    await this.database.supervise?.();
    for (const instance of this.instances) if (!instance.alive) await instance.start();
  }

  /** Runs the command line on this installation; answers its exit code and what it said. */
  cli(...args) {
    const { environment } = this.instances[0];
    const child = spawn(process.execPath, ['dist/apps/api/src/cli.js', ...args], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    return new Promise((done) => child.once('exit', (code) => done({ code, said })));
  }

  async stop() {
    for (const instance of this.instances) {
      instance.thaw();
      await instance.kill();
    }
    for (const gate of [...this.fronts, this.post]) await gate.close();
    await this.mailbox.close();
    await this.database.stop();
    this.room.close();
  }

  async #add(name) {
    const port = await quietPorts();
    const environment = { DATA_DIR: this.dataDir, DATABASE_URL: await this.database.addressFor(), SETUP_TOKEN: TOKEN };
    this.instances.push(new Instance(name, { folder: this.room.folder, port, environment }));
    const front = await new Gate(port).open();
    front.url = `http://127.0.0.1:${front.port}`;
    this.fronts.push(front);
  }
}
