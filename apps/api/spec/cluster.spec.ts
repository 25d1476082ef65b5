import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Config } from '../src/config.ts';
import { LONGEST_MS } from '../src/departure.ts';
import { headersOf } from '../src/http/headers.ts';
import { isLazyCluster } from '../src/production.ts';

const docker = fileURLToPath(new URL('../../../docker/', import.meta.url));
const text = (name: string) => readFileSync(join(docker, name), 'utf8');
const { services, volumes } = parse(text('compose.cluster.yaml'), { merge: true });
const variables = [...Object.keys(new Config()), 'DATABASE_URL', 'CA_FILE', 'PUBLIC_URL', 'SETUP_TOKEN'];
const nodes = ['db1', 'db2', 'db3'];
/** The lines of a section of the proxy's file, without comments. */
const section = (name: string) => (text('haproxy.cfg').split(/^(?=\S)/m).find((part) => part.startsWith(`${name}\n`)) ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));

describe('the cluster of docker/compose.cluster.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-certificates-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is three nodes, two instances that share keys and files, and a proxy', () => {
    expect(Object.keys(services).sort()).toEqual([...nodes, 'proxy', 'rapport1', 'rapport2']);
    expect(services.rapport1).toEqual(services.rapport2);
    const { build, environment, volumes: mounts, stop_grace_period: grace } = services.rapport1;
    expect([build.context, build.dockerfile]).toEqual(['..', 'docker/Dockerfile']);
    expect(Object.keys(environment).filter((key) => !variables.includes(key))).toEqual([]);
    expect(environment.DATABASE_URL).toMatch(new RegExp(`^mariadb://${services.db1.environment.MARIADB_USER}:.*@db:3306/${services.db1.environment.MARIADB_DATABASE}$`));
    expect([mounts[0], environment.CA_FILE, mounts[1], environment.TRUST_PROXY]).toEqual(['rapport-data:/data', '/tls/ca.pem', './tls/ca.pem:/tls/ca.pem:ro', '1']);
    expect(Number.parseInt(grace) * 1000).toBeGreaterThan(LONGEST_MS);
    expect(services.proxy.networks.default.aliases).toEqual(['db']);
    expect(Object.keys(volumes).sort()).toEqual(['db1-data', 'db2-data', 'db3-data', 'rapport-data']);
  });

  it.each(nodes)('%s knows who it is, and finds what it is started with', (name) => {
    const { environment, entrypoint, command, volumes: mounts } = services[name];
    expect([environment.NODE, environment.NODES]).toEqual([name, nodes.join(',')]);
    expect([entrypoint, command]).toEqual([['/usr/local/bin/galera-node', 'docker-entrypoint.sh'], ['mariadbd']]);
    expect(mounts[0]).toBe(`${name}-data:/var/lib/mysql`);
    const files = mounts.slice(1).map((mount: string) => mount.split(':')[0]?.slice(2) ?? '');
    expect(files.filter((file: string) => file !== 'tls' && !existsSync(join(docker, file)))).toEqual([]);
    expect(() => accessSync(join(docker, 'galera-node'), constants.X_OK)).not.toThrow();
  });

  it('M7: keeps on disk what it acknowledged, and takes rows alone from each other', () => {
    const settings = new Map(text('galera.cnf').split('\n').flatMap((line) => [/^([\w-]+) = (.*)$/.exec(line)?.slice(1, 3) ?? []]).filter((pair): pair is [string, string] => pair.length === 2));
    expect(isLazyCluster(new Map([['wsrep_on', settings.get('wsrep-on') ?? ''], ['innodb_flush_log_at_trx_commit', settings.get('innodb-flush-log-at-trx-commit') ?? '']]))).toBe(false);
    expect([settings.get('wsrep-on'), settings.get('binlog-format'), settings.get('innodb-autoinc-lock-mode'), settings.get('wsrep-sst-method')]).toEqual(['ON', 'ROW', '2', 'rsync']);
  });

  it('R2: is asked whether an instance is ready more often than one that leaves waits, and sends nothing twice', () => {
    const rules = section('backend instances');
    expect(rules).toContain('http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host localhost hdr Connection close');
    expect(rules).toEqual(expect.arrayContaining(['option redispatch 1', 'retry-on conn-failure']));
    expect(Number(/inter (\d+)ms .*fall 1 /.exec(rules.find((rule) => rule.startsWith('default-server')) ?? '')?.[1])).toBeLessThan(1000);
    expect(rules.filter((rule) => rule.startsWith('server ')).map((rule) => rule.split(' ')[1])).toEqual(['rapport1', 'rapport2']);
    for (const rule of rules.filter((one) => one.startsWith('http-error'))) expect(rule).toMatch(/content-type application\/problem\+json string '\{.*"code":"busy"\}' hdr Retry-After \d+$/);
  });

  it('has one node that writes, the others behind it, and asks each whether it is Synced', () => {
    const rules = section('listen database');
    expect(rules.filter((rule) => rule.startsWith('server ')).map((rule) => rule.split(' ').filter((_, at) => at === 1 || at === 3).join(' '))).toEqual(['db1', 'db2 backup', 'db3 backup']);
    expect(rules.filter((rule) => rule.startsWith('stick')).length).toBe(2);
    const [login = Buffer.alloc(4), question = Buffer.alloc(5)] = rules.filter((rule) => rule.startsWith('tcp-check send-binary')).map((rule) => Buffer.from(rule.split(' ')[2] ?? '', 'hex'));
    expect([login.readUIntLE(0, 3), question.readUIntLE(0, 3)]).toEqual([login.length - 4, question.length - 4]);
    expect([login.includes('haproxy\0'), question.subarray(5).toString()]).toEqual([true, "SHOW STATUS LIKE 'wsrep_local_state_comment'"]);
    expect(text('cluster.sql')).toMatch(/CREATE USER IF NOT EXISTS haproxy@'%';[\s\S]*ALTER USER IF EXISTS rapport@'%' REQUIRE SSL;/);
  });

  it('C11: speaks TLS of today to people and between its parts', () => {
    const [people, global] = [section('frontend people'), section('global')];
    expect(global).toContain('ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets');
    const ciphers = global.find((rule) => rule.startsWith('ssl-default-bind-ciphers'))?.split(' ')[1]?.split(':') ?? [];
    expect(ciphers.filter((cipher) => !/^ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM|CHACHA20)/.test(cipher))).toEqual([]);
    expect(people).toContain(`http-response set-header Strict-Transport-Security "${headersOf('https://x')['Strict-Transport-Security']}"`);
    expect(people).toEqual(expect.arrayContaining(['http-request set-header X-Forwarded-For %[src]', 'http-request set-header X-Forwarded-Proto https', 'http-request del-header Forwarded']));
    expect(section('frontend plain')).toContain('http-request redirect scheme https code 301');
  });

  it('gets its passwords and certificates by one command; each secret is for its owner alone', () => {
    const prepare = () => execFileSync('sh', [join(docker, 'cluster-prepare'), folder, 'crm.example.com']);
    const kept = () => readFileSync(join(folder, '.env'), 'utf8');
    prepare();
    const env = kept();
    prepare();
    expect(kept()).toBe(env);
    const asked = [...text('compose.cluster.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name);
    expect([...new Set(asked)].filter((name) => !env.includes(`${name}=`))).toEqual([]);
    const tls = join(folder, 'tls');
    const of = (name: string) => new X509Certificate(readFileSync(join(tls, name)));
    const authority = of('ca.pem');
    expect([of('db.pem').subjectAltName, of('crm.pem').subjectAltName]).toEqual(['DNS:db', 'DNS:crm.example.com']);
    expect([of('db.pem').verify(authority.publicKey), of('crm.pem').verify(authority.publicKey), authority.ca]).toEqual([true, true, true]);
    expect(readFileSync(join(tls, 'crm.pem'), 'utf8')).toMatch(/-----BEGIN CERTIFICATE-----[\s\S]*-----BEGIN PRIVATE KEY-----/);
    expect(['tls/ca.key', 'tls/db.key', 'tls/crm.pem', '.env'].map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual([0, 0, 0, 0]);
  });
});
