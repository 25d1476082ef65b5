import { globSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Dictionary } from '#kernel/api';
import { letterOf } from '#mail/api';

const ROOT = new URL('../../../', import.meta.url).pathname;

/** The dump and the log of the database's own programs, and this program beside itself. */
const PROGRAMS = ['apps/api/src/errands.ts', 'apps/api/src/rehearsal.ts', 'libs/backups/api/database-programs.ts', 'libs/backups/api/dump-worker.ts', 'libs/backups/api/logs/log-shipping.service.ts'];

describe('other ways in and out', () => {
  onEachDatabase((house) => {
    it('S11: there is no socket to be opened, whoever asks for one and wherever', async () => {
      await house.app.listen(0, '127.0.0.1');
      const { port } = house.app.getHttpServer().address() as { port: number };
      const ann = await house.token(await house.person('Ann', ['administrator']));
      const upgrade = (path: string, authorization: string) =>
        new Promise<number>((done, fail) => {
          const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', authorization };
          const asked = request({ host: '127.0.0.1', port, path, headers }, (answer) => done(answer.resume().statusCode ?? 0));
          asked.on('upgrade', () => done(101)).on('error', fail).end();
        });
      for (const path of ['/', '/ws', '/socket.io/', '/api/v1', '/api/v1/customers', '/api/v1/events']) {
        for (const authorization of ['', `Bearer ${ann}`]) expect(await upgrade(path, authorization), path).not.toBe(101);
      }
    });

    it('V7: a line break in a name adds no header to a mail', () => {
      const message = { to: 'ann@example.com', name: 'Ann\r\nBcc: all@example.com', language: 'en', key: 'reset', path: '/reset?token=x' } as const;
      const { subject, text } = letterOf(message, 'Anyuan\nBcc: all@example.com', 'http://localhost:3000', house.get(Dictionary));
      expect(subject).not.toMatch(/[\r\n]/);
      expect(text).not.toMatch(/^Bcc:/m);
    });
  });

  it('V7: only what backs up and restores starts other programs, with lists of arguments and no shell', () => {
    const files = globSync(['libs/*/api/**/*.ts', 'apps/api/src/**/*.ts'], { cwd: ROOT }).filter((file) => !file.endsWith('.spec.ts'));
    expect(files.length).toBeGreaterThan(200);
    const starting = files.filter((file) => /child_process|worker_threads.*eval/.test(readFileSync(ROOT + file, 'utf8')));
    expect(starting.filter((file) => !PROGRAMS.includes(file))).toEqual([]);
    const texts = starting.map((file) => readFileSync(ROOT + file, 'utf8'));
    expect(texts.filter((text) => /shell:|(?<!\.)\b(exec|execFile|execSync|fork)\(/.test(text))).toEqual([]);
    for (const text of texts) expect(text).toMatch(/import \{ spawn(, type ChildProcess)? \} from 'node:child_process'/);
  });
});
