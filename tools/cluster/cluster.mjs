import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setDefaultCACertificates } from 'node:tls';
import { listens } from '../database/mariadb.mjs';
import { end, start } from '../faults/children.mjs';
import { Instance } from '../faults/instance.mjs';
import { quietPorts } from '../faults/ports.mjs';
import { Node } from './node.mjs';
import { preparePrograms } from './packages.mjs';

const PASSWORD = randomBytes(12).toString('hex');
/** What the image of MariaDB does at its first start, and what is shipped beside it. */
const FIRST = ['CREATE DATABASE rapport CHARACTER SET utf8mb4', `CREATE USER rapport@'%' IDENTIFIED BY '${PASSWORD}'`, "GRANT ALL ON rapport.* TO rapport@'%'"];

/** What docker/compose.cluster.yaml starts, on loopback: three nodes, a proxy by the shipped rules, two instances. */
export class Cluster {
  folder = mkdtempSync(join(tmpdir(), 'rapport-cluster-'));
  nodes = [];
  instances = [];
  setupToken = randomBytes(32).toString('hex');
  #proxy = null;

  static async start() {
    const cluster = new Cluster();
    chmodSync(cluster.folder, 0o711);
    process.on('exit', () => rmSync(cluster.folder, { recursive: true, force: true }));
    const scripts = join(cluster.folder, 'scripts');
    // Where the nodes' own account may read them.
    cpSync(preparePrograms(), scripts, { recursive: true, filter: (file) => !/\/(?!wsrep_sst)[^/]+$/.test(file) || file.endsWith('bin') });
    const tls = join(cluster.folder, 'tls');
    const made = spawnSync('sh', ['docker/cluster-prepare', cluster.folder, 'localhost', 'localhost'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`No certificates: ${made.stderr}`);
    chmodSync(tls, 0o711);
    cluster.tls = tls;
    setDefaultCACertificates([readFileSync(join(tls, 'ca.pem'), 'utf8')]);
    const bases = [];
    while (bases.length < 3) bases.push(await quietPorts(4));
    const nodes = bases.map((base) => `127.0.0.1:${base}`);
    cluster.nodes = bases.map((base, n) => new Node({ name: `db${n + 1}`, folder: cluster.folder, base, nodes, tls, scripts }));
    await cluster.#startDatabase();
    await cluster.#startProxy();
    await cluster.#startInstances();
    return cluster;
  }
  get url() {
    return `https://localhost:${this.ports.crm}`;
  }
  get dataDir() {
    return join(this.folder, 'data');
  }

  async #startDatabase() {
    for (const node of this.nodes) {
      node.install();
      node.start();
    }
    for (const node of this.nodes) await node.synced();
    const [first] = this.nodes;
    const shipped = readFileSync('docker/cluster.sql', 'utf8').replace(/^--.*$/gm, '').split(';').map((one) => one.trim()).filter(Boolean);
    for (const statement of [...FIRST, ...shipped]) await first.query(statement);
  }

  async #startProxy() {
    this.ports = { crm: await quietPorts(), plain: await quietPorts(), database: await quietPorts(), api: [await quietPorts(), await quietPorts()] };
    const at = (port) => `127.0.0.1:${port}`;
    const env = {
      ...process.env, CRM_BIND: at(this.ports.crm), PLAIN_BIND: at(this.ports.plain), DATABASE_BIND: at(this.ports.database), CRM_PEM: join(this.tls, 'crm.pem'),
      ...Object.fromEntries(this.ports.api.map((port, n) => [`RAPPORT${n + 1}`, at(port)])), ...Object.fromEntries(this.nodes.map(({ port }, n) => [`DB${n + 1}`, at(port)])),
    }; // prettier-ignore
    const log = openSync(join(this.folder, 'proxy.log'), 'a');
    this.#proxy = start('haproxy', ['-db', '-f', 'docker/haproxy.cfg'], { env, stdio: ['ignore', log, log] });
    for (let tries = 0; tries < 100 && !(await listens(this.ports.database)); tries++) await sleep(50);
    for (let tries = 0; tries < 100; tries++, await sleep(100)) if ((await this.writer()) !== null) return;
    throw new Error(`The proxy finds no node: ${readFileSync(join(this.folder, 'proxy.log'), 'utf8').slice(-1000)}`);
  }
  /** The node that the proxy sends writes to now; null while there is none. */
  async writer() {
    const node = Object.assign(Object.create(Node.prototype), { port: this.ports.database });
    const [row] = await node.query('SELECT @@wsrep_node_name AS `name`').catch(() => []);
    return row ? this.nodes.find(({ address }) => address === row.name) : null;
  }

  async #startInstances() {
    mkdirSync(this.dataDir, { mode: 0o700 });
    this.instances = this.ports.api.map((port, n) => new Instance(`rapport${n + 1}`, { folder: this.folder, port, environment: this.environment() }));
    // Both at once, on an empty database: one of them makes the tables.
    await Promise.all(this.instances.map((one) => one.start()));
  }
  /** How an instance finds its database: behind the proxy, or on one node alone. */
  environment(port = this.ports.database) {
    return {
      NODE_ENV: 'production', DATA_DIR: this.dataDir, DATABASE_URL: `mariadb://rapport:${PASSWORD}@localhost:${port}/rapport`, DATABASE_TLS: 'on', CA_FILE: join(this.tls, 'ca.pem'),
      PUBLIC_URL: this.url, TRUST_PROXY: '1', SETUP_TOKEN: this.setupToken,
    }; // prettier-ignore
  }

  async stop() {
    await Promise.all(this.instances.map((one) => one.kill()));
    await end(this.#proxy, 'SIGKILL');
    await Promise.all(this.nodes.map((node) => node.kill()));
  }
}
