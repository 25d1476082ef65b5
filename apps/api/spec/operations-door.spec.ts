import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anotherInstance, House, PASSWORD } from '#house';
import { operates, routesOf, type Principal } from '#kernel/api';
import { OperationsDoor } from '../src/http/operations-door.ts';

describe('operations at an address of their own', () => {
  const house = new House('sqlite');
  let app: NestFastifyApplication;
  let root: Principal;
  let token = '';
  let ports = { public: 0, operations: 0 };
  beforeAll(async () => {
    await house.start();
    root = await house.person('Root', ['administrator']);
    token = await house.token(root);
    app = await anotherInstance(house, { OPS_PORT: '0', REQUESTS_PER_MINUTE: '0' });
    await app.listen(0, '127.0.0.1');
    ports = { public: (app.getHttpServer().address() as { port: number }).port, operations: await app.get(OperationsDoor).open(app) };
  });
  afterAll(async () => {
    await app.get(OperationsDoor).close();
    await app.close();
    await house.stop();
  });

  const ask = async (door: keyof typeof ports, path: string, method = 'GET', headers: Record<string, string> = { authorization: `Bearer ${token}` }) => {
    const answer = await fetch(`http://127.0.0.1:${ports[door]}${path}`, { method, headers });
    return { status: answer.status, text: (await answer.text()).replace(/"requestId":"[^"]*"/, '') };
  };
  const operations = () => routesOf(app).filter(({ needs }) => needs && operates(needs));

  it('Z16: none of their routes is found at the address for everybody, word for word like one that does not exist', async () => {
    const nothing = await ask('public', '/api/v1/nothing-here');
    expect(nothing.status).toBe(404);
    expect(operations().length).toBeGreaterThan(40);
    for (const { method, path } of operations()) {
      const address = path.replace(/:\w+/g, root.id as string);
      expect([method, path, await ask('public', address, method)]).toEqual([method, path, nothing]);
    }
    for (const spelt of ['/api/v1/%68ealth', '/metrics?x=1', '/metrics/', '//metrics', '/api/v1/alerts/']) expect((await ask('public', spelt)).status, spelt).toBe(404);
    expect((await ask('public', '/api/v1/health', 'HEAD')).status).toBe(404);
    const forged = { authorization: `Bearer ${token}`, host: `127.0.0.1:${ports.operations}`, 'x-forwarded-host': `127.0.0.1:${ports.operations}`, 'x-forwarded-port': String(ports.operations) };
    expect((await ask('public', '/api/v1/health', 'GET', forged)).status).toBe(404);
  });

  it('Z16: all of them are found at theirs, behind the same rights, and so is everything else', async () => {
    for (const { method, path } of operations().filter((route) => route.method === 'GET' && !route.path.includes(':'))) {
      expect([method, path, (await ask('operations', path, method)).status]).toEqual([method, path, 200]);
    }
    expect((await ask('operations', '/api/v1/health', 'GET', {})).status).toBe(401);
    expect((await ask('operations', '/api/v1/customers')).status).toBe(200);
    expect([(await ask('public', '/api/v1/customers')).status, (await ask('public', '/api/v1/users')).status, (await ask('public', '/health/ready')).status]).toEqual([200, 200, 200]);
  });

  it('Z16: pages are told what is to be had at their door', async () => {
    const may = async (door: keyof typeof ports) => Object.keys(JSON.parse((await ask(door, '/api/v1/me')).text).permissions);
    const [here, there] = [await may('public'), await may('operations')];
    expect([here.includes('health.read'), there.includes('health.read'), here.includes('customer.read'), here.some(operates)]).toEqual([false, true, true, false]);
  });

  it('Z16: metrics need no secret where nobody else comes in, and one where there is one', async () => {
    expect((await ask('operations', '/metrics', 'GET', {})).status).toBe(200);
    expect((await ask('operations', '/metrics', 'GET', { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await ask('operations', '/api/v1/people', 'GET', {})).status).toBe(401);
  });

  it('Z16: operations ask for a recent sign-in', async () => {
    const username = await house.letSignIn(root);
    const { body } = await house.request(null, 'POST', '/auth/login', { username, password: PASSWORD });
    expect(body.accessToken).toBeTypeOf('string');
    const suspended = await ask('operations', '/api/v1/health', 'GET', { authorization: `Bearer ${body.accessToken}` });
    expect([suspended.status, suspended.text.includes('second-factor-needed')]).toEqual([403, true]);
  });
});
