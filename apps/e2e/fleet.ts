import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { startMariadb, type PrivateMariadb } from '../../tools/database/mariadb.mjs';
import { Client } from './client.ts';
import { startServer, type Server } from './server.ts';

export interface Heard {
  readonly status: number;
  readonly json: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any
  /** Whether one instance was gone and another one answered. */
  readonly again: boolean;
}

/** Two instances of one installation, processes of their own on one MariaDB, and a proxy's way of asking: whoever is gone is passed over. */
export class Fleet {
  readonly servers: Server[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'rapport-fleet-'));
  root!: Client;
  /** A key of the administrator's, for work on records. */
  key = '';
  private database!: PrivateMariadb;
  private turn = 0;

  static async start(): Promise<Fleet> {
    const fleet = new Fleet();
    fleet.database = await startMariadb();
    const connection = await fleet.connect('');
    await connection.query('CREATE DATABASE fleet CHARACTER SET utf8mb4');
    await connection.end();
    fleet.servers.push(await fleet.instance());
    fleet.servers.push(await fleet.instance());
    fleet.root = new Client(fleet.servers[0] as Server);
    await fleet.root.setUp();
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    fleet.key = (await fleet.root.request('POST', '/me/keys', { name: 'Fleet', scopes: ['customer.write', 'contact.write'], addresses: [], until }))['key'] as string;
    return fleet;
  }
  async stop(): Promise<void> {
    for (const server of this.servers) await server.leave();
    await this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  connect(schema = 'fleet'): Promise<Connection> {
    return createConnection(`${this.database.url.replace('mariadb', 'mysql')}${schema}`);
  }
  /** The same instance again, where it was. */
  async again(at: number): Promise<void> {
    const { port } = new URL((this.servers[at] as Server).url);
    this.servers[at] = await this.instance({ PORT: port });
  }

  /** Asks one instance after the other until one answers. */
  async ask(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Heard> {
    let fault: unknown;
    for (let tries = 0; tries < 20; tries++) {
      const { url } = this.servers[this.turn++ % this.servers.length] as Server;
      try {
        const answer = await fetch(`${url}/api/v1${path}`, {
          method, headers: { authorization: `Bearer ${this.key}`, ...(body ? { 'content-type': 'application/json' } : {}), ...headers }, ...(body ? { body: JSON.stringify(body) } : {}),
        }); // prettier-ignore
        const text = await answer.text();
        return { status: answer.status, json: text ? (JSON.parse(text) as Heard['json']) : {}, again: tries > 0 };
      } catch (error) {
        fault = error;
        if (tries > 1) await new Promise((next) => setTimeout(next, 100));
      }
    }
    throw fault;
  }

  private instance(more: Record<string, string> = {}): Promise<Server> {
    return startServer(this.folder, { DATABASE_URL: `${this.database.url}fleet`, REQUESTS_PER_MINUTE: '0', ...more });
  }
}
