import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { scaled } from '../api/spec/scale.ts';
import { Client } from './client.ts';
import { Fleet } from './fleet.ts';
import { load } from './load.ts';
import { PASSWORD } from './pages.ts';
import type { Server } from './server.ts';

test.describe('two instances', () => {
  let fleet: Fleet;
  test.beforeAll(async () => {
    fleet = await Fleet.start();
  });
  test.afterAll(() => fleet.stop());

  test('S7: what is taken from somebody at one process is taken at the other within a second', async () => {
    const { root } = fleet;
    const events: Record<string, (user: { id: string; role: { id: string; version: number } }) => Promise<unknown>> = {
      'a role changes': ({ role }) => root.request('PATCH', `/roles/${role.id}`, { grants: [] }, { 'if-match': `"${role.version}"` }),
      'a person gets another role': async ({ id }) => root.request('PATCH', `/users/${id}`, { roles: ['operations'] }, { 'if-match': `"${(await root.request('GET', `/users/${id}`))['version']}"` }),
      'a person is turned off': async ({ id }) => root.request('POST', `/users/${id}/deactivate`, undefined, { 'if-match': `"${(await root.request('GET', `/users/${id}`))['version']}"` }),
      'their sessions are ended': ({ id }) => root.request('POST', `/users/${id}/sessions/end`),
    };
    let worst = 0;
    for (const [index, [what, act]] of Object.entries(events).entries()) {
      const role = await root.request('POST', '/roles', { key: `readers-${index}`, name: `Readers ${index}`, clearance: 1, grants: [{ permission: 'customer.read', reach: 'all' }], fields: [] });
      const user = await root.request('POST', '/users', { name: `Eve ${index}`, username: `eve${index}`, roles: [role['key'] as string] });
      const { url } = await root.request('POST', `/users/${user['id']}/invite`);
      await root.request('POST', '/auth/password-by-token', { token: new URL(url as string).searchParams.get('token'), password: PASSWORD });
      const eve = new Client(fleet.servers[1] as Server);
      await eve.enter(`eve${index}`);
      const may = () => eve.request('GET', '/customers?size=1').then(() => true, () => false); // prettier-ignore
      // A role that was just made is known there within a second, too.
      await expect.poll(may, { message: what, timeout: 2000, intervals: [50] }).toBe(true);
      await act({ id: user['id'] as string, role: role as { id: string; version: number } });
      const start = performance.now();
      while ((await may()) && performance.now() - start < 5000) await sleep(20);
      worst = Math.max(worst, performance.now() - start);
      expect([what, worst < 1000]).toEqual([what, true]);
    }
    test.info().annotations.push({ type: 'worst', description: `${Math.round(worst)} ms` });
  });

  test('R2: an instance that is told to leave is not ready at once, ends what it began, and exits with 0; the second time it goes at once', async () => {
    const [, second] = fleet.servers as [Server, Server];
    const connection = await fleet.connect();
    await connection.query('LOCK TABLES customer WRITE');
    const headers = { authorization: `Bearer ${fleet.key}` };
    const slow = fetch(`${second.url}/api/v1/customers?size=1`, { headers });
    await sleep(200);
    const left = second.leave();
    await sleep(100);
    const ready = await fetch(`${second.url}/health/ready`);
    expect([ready.status, ready.headers.get('connection'), (await fetch(`${second.url}/health/live`)).status]).toEqual([503, 'close', 200]);
    await sleep(2500);
    expect(await fetch(`${second.url}/health/live`).then(() => 'answers', () => 'gone')).toBe('gone'); // prettier-ignore
    await connection.query('UNLOCK TABLES');
    await connection.end();
    expect((await slow).status).toBe(200);
    expect(await left).toBe(0);
    await fleet.again(1);
    const hung = await fleet.connect();
    await hung.query('LOCK TABLES customer WRITE');
    const lost = fetch(`${(fleet.servers[1] as Server).url}/api/v1/customers?size=1`, { headers }).catch(() => null);
    await sleep(200);
    void (fleet.servers[1] as Server).leave();
    await sleep(1200);
    expect(await (fleet.servers[1] as Server).leave()).toBe(1);
    await hung.query('UNLOCK TABLES');
    await hung.end();
    expect(await lost).toBeNull();
    await fleet.again(1);
  });

  test('R2: instances are restarted one after the other under load, and no request fails', async () => {
    const restarts = scaled(2, 10);
    test.setTimeout(scaled(60_000, 300_000));
    let busy = true;
    const working = load(fleet, () => busy);
    for (let round = 0; round < restarts; round++) {
      await sleep(500);
      expect(await (fleet.servers[round % 2] as Server).leave()).toBe(0);
      await fleet.again(round % 2);
    }
    await sleep(500);
    busy = false;
    const { failures, requests } = await working;
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(100);
    test.info().annotations.push({ type: 'load', description: `${restarts} restarts, ${requests} requests, 0 failed` });
  });
});
