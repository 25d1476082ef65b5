import SqliteDatabase from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { startMariadb } from '../database/mariadb.mjs';
import { Gate } from './gate.mjs';

const OPTIONS = ['--innodb-flush-log-at-trx-commit=1', '--innodb-log-file-size=16M', '--innodb-buffer-pool-size=64M'];
/** The server's account has the rights to its own database alone. */
const ACCOUNT = ['CREATE DATABASE rapport CHARACTER SET utf8mb4', "CREATE USER rapport@'%'", "GRANT ALL ON rapport.* TO rapport@'%'"];

/** The embedded file: it lives and dies with its process. */
export class Sqlite {
  kind = 'sqlite';
  constructor(folder) {
    this.file = join(folder, 'data', 'rapport.db');
  }
  async start() {}
  async stop() {}
  /** Where an instance finds it. */
  async addressFor() {
    return `sqlite:${this.file}`;
  }
  async query(text, params = []) {
    const db = new SqliteDatabase(this.file, { readonly: true });
    try {
      return db.prepare(text).all(...params);
    } finally {
      db.close();
    }
  }
}

/** A private MariaDB; each instance reaches it over a wire of its own. */
export class Mariadb {
  kind = 'mariadb';
  gates = [];
  #server = null;
  #leave = () => this.#server && signal(this.#server.pid, 'SIGKILL');
  constructor(folder) {
    this.folder = join(folder, 'mariadb');
    process.on('exit', this.#leave);
  }
  get pid() {
    return this.#server.pid;
  }
  get #port() {
    return Number(new URL(this.#server.url).port);
  }

  async start() {
    const fresh = !existsSync(this.folder);
    this.#server = await startMariadb({ folder: this.folder, options: OPTIONS });
    if (fresh) for (const statement of ACCOUNT) await this.#ask('', statement);
    for (const gate of this.gates) gate.target = this.#port;
  }
  /** Ends it as a power cut does. */
  async kill() {
    const { pid } = this;
    signal(pid, 'SIGCONT');
    signal(pid, 'SIGKILL');
    while (signal(pid, 0)) await sleep(20);
  }
  /** Starts it again when it has ended by itself, as the one who watches over services does. */
  async supervise() {
    if (!signal(this.pid, 0)) await this.start();
  }
  async stop() {
    process.off('exit', this.#leave);
    for (const gate of this.gates) await gate.close();
    await this.#server?.stop();
  }
  /** Where an instance finds it: at the near end of its wire. */
  async addressFor() {
    const gate = await new Gate(this.#port).open();
    this.gates.push(gate);
    return `mariadb://rapport@127.0.0.1:${gate.port}/rapport`;
  }
  query(text, params = []) {
    return this.#ask('rapport', text, params);
  }
  /** A connection past all wires, for those who disturb. */
  connect() {
    return createConnection({ host: '127.0.0.1', port: this.#port, user: 'root', database: 'rapport', dateStrings: true });
  }
  async #ask(database, text, params = []) {
    const connection = await createConnection({ host: '127.0.0.1', port: this.#port, user: 'root', dateStrings: true, ...(database ? { database } : {}) });
    try {
      return (await connection.query(text, params))[0];
    } finally {
      await connection.end();
    }
  }
}

function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
