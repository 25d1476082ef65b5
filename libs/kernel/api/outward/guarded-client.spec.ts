import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createHttp } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../installation.ts';
import { GuardedClient, OutwardRefused } from './guarded-client.ts';
import { isAllowed, isPublic } from './networks.ts';

describe('calls outward', () => {
  let door = 0;
  let mute = 0;
  const servers: Pick<Server, 'close'>[] = [];
  const client = () => new GuardedClient({ outwardAllowed: [`127.0.0.0/8:${door}`, `127.0.0.1:${mute}`] } as unknown as Installation);
  beforeAll(async () => {
    const web = createHttp((request, reply) => {
      if (request.url === '/away') reply.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      else if (request.url === '/flood') for (let n = 0; n < 200 && !reply.destroyed; n++) reply.write('x'.repeat(10_000));
      else reply.end(`${request.method} ${request.headers.host}`);
    });
    const silent = createServer(() => undefined);
    for (const server of [web, silent]) await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    [door, mute] = [web, silent].map((server) => (server.address() as AddressInfo).port) as [number, number];
    servers.push(web, silent);
  });
  afterAll(() => servers.forEach((server) => server.close()));

  it('W1: goes to no address of the own house, in whatever spelling', async () => {
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '[fd00:ec2::254]', '10.0.0.1', '[64:ff9b::a00:1]', '0.0.0.0']) {
      await expect(client().call(`http://${host}:9/`, { method: 'GET' }), host).rejects.toThrow(OutwardRefused);
    }
    for (const address of ['file:///etc/passwd', 'gopher://127.0.0.1/', 'http://a:b@127.0.0.1/', 'no address']) await expect(client().call(address, { method: 'GET' })).rejects.toThrow(OutwardRefused);
    expect(['1.1.1.1', '2606:4700::1111', '203.0.113.9', '192.168.1.1', 'x'].map(isPublic)).toEqual([true, true, false, false, false]);
  });

  it('W1: goes where it is allowed to, at that port alone, and follows nobody elsewhere', async () => {
    expect(await client().call(`http://127.0.0.1:${door}/a`, { method: 'POST', body: 'x' })).toEqual({ status: 200, text: `POST 127.0.0.1:${door}` });
    expect((await client().call(`http://127.0.0.1:${door}/away`, { method: 'GET' })).status).toBe(302);
    expect([isAllowed('10.1.2.3', 443, ['10.1.0.0/16:443']), isAllowed('10.1.2.3', 80, ['10.1.0.0/16:443']), isAllowed('fd00::1', 80, ['[fd00::]/8:80']), isAllowed('10.2.0.1', 443, ['10.1.0.0/16:443'])]).toEqual([true, false, true, false]);
  });

  it('W1: takes no more than it wants, and waits for nobody long', async () => {
    expect((await client().call(`http://127.0.0.1:${door}/flood`, { method: 'GET' })).text.length).toBeLessThanOrEqual(64 * 1024);
    await expect(client().call(`http://127.0.0.1:${mute}/`, { method: 'GET', timeoutMs: 100 })).rejects.toThrow();
  });
});
