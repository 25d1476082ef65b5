import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, TOKEN } from '../workspace.mjs';
import { Mariadb, Sqlite } from './database.mjs';
import { furnish } from './furnish.mjs';
import { Gate } from './gate.mjs';
import { Inhabited } from './inhabited.mjs';
import { Instance } from './instance.mjs';
import { Mailbox } from './mailbox.mjs';
import { quietPorts } from './ports.mjs';
import { Room } from './room.mjs';

/** A disk that is roomy for a workspace and quickly filled. */
const DISK_MB = 900;

/** An installation to be treated badly: its database, its instances, and wires between everybody. */
export class World extends Inhabited {
  instances = [];
  /** What stands in front of each instance. */
  fronts = [];

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

  get doors() {
    return this.fronts.map(({ url }) => url);
  }
  get environment() {
    return this.instances[0].environment;
  }

  query(text, params) {
    return this.database.query(text, params);
  }

  /** Starts whatever does not run, as the one who watches over services does. */
  async supervise() {
    await this.database.supervise?.();
    for (const instance of this.instances) if (!instance.alive) await instance.start();
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
