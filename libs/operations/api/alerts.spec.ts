import { createHmac } from 'node:crypto';
import { renameSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anotherInstance, House, SmtpSink } from '#house';
import { Clock, Database, Jobs, newId, toStoredMoment, UnitOfWork, type Principal } from '#kernel/api';
import { Alerts } from './alerts.service.ts';
import { Notices } from './notices.service.ts';

interface Call {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}
/** Another system that hears of alerts. */
class Receiver {
  readonly calls: Call[] = [];
  status = 204;
  private readonly server: Server = createServer((request, reply) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString())).on('end', () => {
      if (this.status < 300) this.calls.push({ headers: request.headers, text });
      reply.writeHead(this.status).end();
    }); // prettier-ignore
  });
  async start(): Promise<number> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return (this.server.address() as AddressInfo).port;
  }
  stop = (): Promise<unknown> => new Promise((end) => this.server.close(end));
}

describe.each(['sqlite', 'mariadb'] as const)('alerts on %s', (kind) => {
  const house = new House(kind);
  const [sink, receiver] = [new SmtpSink(), new Receiver()];
  const instances: NestFastifyApplication[] = [];
  let operator: Principal;
  let secret = '';
  let mailPort = 0;
  const to = 'ops@example.com';
  const each = <T>(work: (app: NestFastifyApplication) => Promise<T>) => Promise.all(instances.map(work));
  const look = () => each((app) => app.get(Alerts, { strict: false }).look());
  /** Whatever is due is sent. */
  const deliver = () => each((app) => app.get(Notices, { strict: false }).deliver());
  const waiting = async () => (await house.get(Database).read("SELECT `id` FROM `alert_notice` WHERE `state` = 'waiting'")).length;
  /** Until nothing waits any more, as if hours passed. */
  const settle = async () => {
    for (const app of instances) vi.spyOn(app.get(Clock, { strict: false }), 'now').mockImplementation(() => new Date(Date.now() + 3 * 3_600_000));
    for (let tries = 0; tries < 20 && (await waiting()) > 0; tries++) await deliver();
    vi.restoreAllMocks();
  };
  const mails = () => sink.received.splice(0).map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1] ?? '');
  const calls = () => receiver.calls.splice(0).map(({ text }) => `${JSON.parse(text).type} ${JSON.parse(text).data.alert}`);
  const loseKey = () => renameSync(join(house.folder, 'master-key'), join(house.folder, 'master-key.away'));
  const putBackKey = () => renameSync(join(house.folder, 'master-key.away'), join(house.folder, 'master-key'));
  const mailBy = (port: number) => house.request(operator, 'PUT', '/mail-settings', { host: '127.0.0.1', port, security: 'none', username: null, password: null, sender: 'crm@example.com' });

  beforeAll(async () => {
    await house.start();
    const port = await receiver.start();
    mailPort = await sink.start();
    // A file is for one instance; of three on a server one shows the pages.
    for (let n = 0; n < (kind === 'sqlite' ? 1 : 3); n++) instances.push(await anotherInstance(house, { OUTWARD_ALLOW: `127.0.0.1:${port}` }));
    house.app = ((await house.app.close(), instances[0]) as NestFastifyApplication);
    operator = await house.person('Op', ['administrator']);
    await mailBy(mailPort);
    const { status, body } = await house.request(operator, 'PUT', '/alerts', { recipients: [to], webhook: `http://127.0.0.1:${port}/alerts` });
    expect(status).toBe(200);
    secret = body.secret;
  });
  afterAll(async () => {
    for (const app of instances.slice(1)) await app.close();
    await house.stop();
    await Promise.all([sink.stop(), receiver.stop()]);
  });

  it('B12: keeps who is told sealed, and shows the secret once', async () => {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const [row] = await house.get(Database).read<{ value: string }>("SELECT `value` FROM `setting` WHERE `name` = 'alert'");
    expect([row?.value.includes(to), row?.value.includes(secret.slice(6))]).toEqual([false, false]);
    const { body } = await house.request(operator, 'GET', '/alerts');
    expect([body.settings, JSON.stringify(body).includes(secret.slice(6))]).toEqual([{ recipients: [to], webhook: body.settings.webhook, hasSecret: true }, false]);
  });

  it('B12: takes a webhook alone, and keeps its secret as long as it stays the same', async () => {
    const { body: now } = await house.request(operator, 'GET', '/alerts');
    const { webhook } = now.settings;
    expect((await house.request(operator, 'PUT', '/alerts', { webhook })).body).toMatchObject({ settings: { recipients: [], webhook, hasSecret: true }, secret: null });
    expect((await house.request(operator, 'PUT', '/alerts', { recipients: [to], webhook })).body.secret).toBe(null);
  });

  it('B12: one test is taken by both ways, signed as the receiver expects it', async () => {
    const { body } = await house.request(operator, 'POST', '/alerts/test', {});
    expect(body.results).toEqual([{ channel: 'mail', sent: true, reason: null }, { channel: 'webhook', sent: true, reason: null }]);
    const [{ headers, text } = { headers: {}, text: '' }] = receiver.calls.splice(0);
    const signed = createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signed}`);
    expect(mails()).toHaveLength(1);
  });

  it('B12: tells each turn once by both ways, however many instances look, and tells when all is well again', async () => {
    await look();
    loseKey();
    for (let n = 0; n < 3; n++) await look();
    await deliver();
    expect([mails().length, calls()]).toEqual([1, ['alert.firing keys']]);
    putBackKey();
    for (let n = 0; n < 3; n++) await look();
    await deliver();
    expect([mails().length, calls()]).toEqual([1, ['alert.quiet keys']]);
    expect((await house.request(operator, 'GET', '/alerts')).body.alerts).toMatchObject([{ name: 'keys', state: 'quiet' }]);
  });

  it('B12: tells of jobs that nobody takes, and of an audit that was changed', async () => {
    const [db, ends] = [house.get(Database), [] as (() => void)[]];
    await each(async (app) => app.get(Jobs).define('spec-held', () => new Promise<void>((end) => void ends.push(end))));
    const due = toStoredMoment(new Date(Date.now() - 1_200_000).toISOString());
    await house.get(UnitOfWork).run(async () => {
      await db.insert('job', ['id', 'kind', 'state', 'payload', 'progress', 'total', 'attempts', 'fence', 'until', 'createdAt'], Array.from({ length: instances.length + 1 }, () => [newId(), 'spec-held', 'ready', '{}', 0, 0, 0, 0, due, due]));
      await db.put('setting', { name: 'audit-verdict' }, { value: JSON.stringify({ whole: false, at: new Date().toISOString(), rows: 1, head: 1, first: null, gap: 0, pending: 0, older: 0, checkpoint: null, removed: null }) });
    });
    const held = each((app) => app.get(Jobs).runDue());
    while (ends.length < instances.length) await new Promise((later) => setTimeout(later, 20));
    await look();
    await deliver();
    expect(calls().sort()).toEqual(['alert.firing audit', 'alert.firing jobs']);
    const finished = setInterval(() => ends.splice(0).forEach((end) => end()), 10);
    await house.get(UnitOfWork).run(() => db.write("DELETE FROM `setting` WHERE `name` = 'audit-verdict'"));
    await held;
    clearInterval(finished);
    await look();
    await deliver();
    expect([calls().sort(), mails().length]).toEqual([['alert.quiet audit', 'alert.quiet jobs'], 4]);
  });

  it.each(['mail', 'webhook'] as const)('B12: a dead %s is told by the other way and on the page, and its return too', async (dead) => {
    if (dead === 'mail') await mailBy(1);
    else receiver.status = 500;
    loseKey();
    const clocks = instances.map((app) => vi.spyOn(app.get(Clock, { strict: false }), 'now'));
    for (let n = 0; n <= 3; n++) {
      // Settings are known for two seconds.
      for (const clock of clocks) clock.mockReturnValue(new Date(Date.now() + 5000 + n * 600_000));
      if (n === 0) await look();
      await deliver();
    }
    for (const clock of clocks) clock.mockRestore();
    const [said, called] = [mails(), calls()];
    if (dead === 'mail') expect([said, called]).toEqual([[], ['alert.firing keys', 'alert.firing channel-mail']]);
    else expect([said.length, called]).toEqual([2, []]);
    const page = (await house.request(operator, 'GET', '/alerts')).body;
    expect(page.channels.find(({ channel }: { channel: string }) => channel === dead).error).toBeTypeOf('string');
    expect(page.alerts.find(({ name }: { name: string }) => name === `channel-${dead}`).state).toBe('firing');
    if (dead === 'mail') await mailBy(mailPort);
    else receiver.status = 204;
    putBackKey();
    await look();
    await settle();
    expect((await house.request(operator, 'GET', '/alerts')).body.alerts.filter(({ state }: { state: string }) => state === 'firing')).toEqual([]);
    mails();
    calls();
  });
});
