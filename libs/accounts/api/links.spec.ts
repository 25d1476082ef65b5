import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { onEachDatabase, PASSWORD, SmtpSink } from '#house';
import { Sessions, UserService } from '#accounts/api';
import { as, Clock, Database, Installation, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { Totp } from './totp.service.ts';

const NEW = 'a sentence nobody else knows';

describe('links by mail', () => {
  const sink = new SmtpSink();
  let port = 0;
  beforeAll(async () => {
    port = await sink.start();
  });
  afterAll(() => sink.stop());

  onEachDatabase((house) => {
    const users = () => house.get(UserService);
    const byToken = (token: unknown, password = NEW) => house.request(null, 'POST', '/auth/password-by-token', { token, password });
    const login = (username: string, password: string) => house.request(null, 'POST', '/auth/login', { username, password });
    const calm = () => as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Database).write('DELETE FROM `throttle`')));
    const tokenIn = (mail: string) => /\?token=([\w-]+)/.exec(mail)?.[1] ?? '';
    let root: Principal;
    const reader = async (name: string, language: 'en' | 'zh-CN' = 'en') => {
      const person = await house.person(name, ['sales']);
      const email = `${house.names.get(person.id as string)}@example.com`;
      await as(SYSTEM, () => users().change(person.id as string, 'update', null, (user) => void Object.assign(user, { email, language, name: `${name} <b>&"'` })));
      await house.letSignIn(person);
      return { person, email, username: house.names.get(person.id as string) as string };
    };

    it('a mail server is set up, its password never comes back, and a test mail arrives', async () => {
      root = await house.person('Root', ['administrator']);
      const settings = { host: '127.0.0.1', port, security: 'none', username: 'mailer', password: ' s3cret with spaces ', sender: 'crm@example.com' };
      expect((await house.request(root, 'POST', '/mail-settings/test', { to: 'root@example.com' })).body.code).toBe('mail-not-set-up');
      const saved = await house.request(root, 'PUT', '/mail-settings', { ...settings, username: null, password: null });
      expect(saved.body.settings).toEqual({ host: '127.0.0.1', port, security: 'none', username: null, sender: 'crm@example.com', hasPassword: false });
      expect((await house.request(root, 'POST', '/mail-settings/test', { to: 'root@example.com' })).status).toBe(204);
      expect(await sink.next('root@example.com')).toContain('Outgoing mail works.');
      const withPassword = await house.request(root, 'PUT', '/mail-settings', settings);
      expect(JSON.stringify(withPassword.body)).not.toContain('s3cret');
      expect(withPassword.body.settings.hasPassword).toBe(true);
      const [{ value } = { value: '' }] = await house.get(Database).read<{ value: string }>("SELECT `value` FROM `setting` WHERE `name` = 'mail'");
      expect(value).not.toContain('s3cret');
      await house.request(root, 'PUT', '/mail-settings', { ...settings, username: null, password: null });
      const ann = await house.person('Ann', ['sales']);
      expect((await house.request(ann, 'GET', '/mail-settings')).status).toBe(403);
    });

    it('A7: a forgotten password is set by a link, once; every session ends, the second factor stays, and nobody is signed in', async () => {
      const { person, email, username } = await reader('Forgetful', 'zh-CN');
      const before = await house.get(Sessions).open({ userId: person.id as string, ways: 'password', strong: false, remembered: false, device: null });
      await house.get(Totp).begin(person.id as string, username);
      await as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Database).write('UPDATE `totp` SET `secret` = `pending` WHERE `userId` = ?', [person.id])));
      expect((await house.request(null, 'POST', '/auth/forgot', { username: username.toUpperCase() })).body).toEqual({ asked: true });
      const mail = await sink.next(email);
      expect(mail).toContain('半小时内有效');
      const token = tokenIn(mail);
      expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
      const stored = JSON.stringify(await house.get(Database).read('SELECT * FROM `password_token`'));
      expect(stored).not.toContain(token);
      const answer = await byToken(token);
      expect([answer.status, answer.headers['set-cookie'], answer.body]).toEqual([204, undefined, '']);
      expect((await byToken(token)).body.code).toBe('link-expired');
      await expect(house.get(Sessions).refresh(before.refreshToken)).rejects.toThrow('session-ended');
      expect(Object.keys((await login(username, NEW)).body)).toEqual(['factor']);
      expect((await login(username, PASSWORD)).status).toBe(401);
      await calm();
    });

    it('A7: what is no secret opens nothing', async () => {
      for (const token of [null, '', [], {}, true, 1, ['x'], 'undefined', 'null', '*', '%', "' OR 1=1 --", undefined]) expect([400, 422]).toContain((await byToken(token)).status);
      await calm();
    });

    it('A7: a link is void after a newer one, after half an hour, a new password, another address, disabling or deleting, and for another purpose', async () => {
      const { person } = await reader('Void');
      const id = person.id as string;
      const link = () => as(SYSTEM, () => users().invite(id));
      const older = await link();
      await link();
      expect((await byToken(older)).status).toBe(422);
      const late = await link();
      const clock = vi.spyOn(house.get(Clock), 'now').mockReturnValue(new Date(Date.now() + 31 * 60_000));
      expect((await byToken(late)).status).toBe(422);
      clock.mockRestore();
      await calm();
      const change = (changes: object) => as(SYSTEM, () => users().change(id, 'update', null, (user) => void Object.assign(user, changes)));
      const ways: Record<string, () => Promise<unknown>> = {
        'a new password': () => house.letSignIn(person), 'another address': () => change({ email: 'other@example.com' }), disabling: () => change({ status: 'inactive' }), enabling: () => change({ status: 'active' }),
      }; // prettier-ignore
      for (const [name, act] of Object.entries(ways)) {
        const token = await link();
        await act();
        expect([name, (await byToken(token)).status]).toEqual([name, 422]);
        await calm();
      }
      expect((await house.request(null, 'POST', '/auth/email-by-token', { token: await link() })).status).toBe(422);
      const last = await link();
      await as(SYSTEM, async () => users().remove(id, (await users().get(id)).version));
      await as(SYSTEM, () => users().add({ name: 'Again', username: house.names.get(id), roles: ['sales'] }));
      expect((await byToken(last)).status).toBe(422);
      await calm();
    });

    it('A7: a link that many open at once sets one password', async () => {
      const { person } = await reader('Race');
      const token = await as(SYSTEM, () => users().invite(person.id as string));
      const tries = await Promise.all(Array.from({ length: 8 }, (_, n) => byToken(token, `${NEW} ${n}`)));
      expect(tries.filter(({ status }) => status === 204)).toHaveLength(1);
      await calm();
    });

    it('A8: links lead to the configured address, whatever the request says, and names are only text', async () => {
      const { email, username } = await reader('Eve');
      const origin = house.get(Installation).publicUrl;
      const lies: [string, Record<string, string>][] = [
        ['', { host: 'evil.example' }], ['', { host: 'evil.example:80' }], ['', { 'x-forwarded-host': 'evil.example' }], ['', { 'x-host': 'evil.example' }], ['', { forwarded: 'host=evil.example' }],
        ['', { 'x-forwarded-server': 'evil.example' }], ['', { 'x-original-url': 'http://evil.example/' }], ['', { referer: 'http://evil.example/' }], ['?next=http://evil.example', {}], ['?url=//evil.example&host=evil.example', { 'x-forwarded-proto': 'evil' }],
      ]; // prettier-ignore
      expect(lies).toHaveLength(10);
      for (const [query, headers] of lies) {
        await calm();
        const { status } = await house.request(null, 'POST', `/auth/forgot${query}`, { username }, headers);
        expect(status).toBe(query ? 400 : 202);
        if (query) continue;
        const mail = await sink.next(email);
        expect(mail).not.toContain('evil');
        const links = [...mail.matchAll(/https?:\/\/[^\s"<]+/g)].map(([link]) => new URL(link.replaceAll('&#38;', '&')).origin);
        expect(new Set(links)).toEqual(new Set([new URL(origin).origin]));
        const html = mail.slice(mail.indexOf('<!doctype'));
        expect(html).toContain('Eve &#60;b&#62;&#38;&#34;&#39;');
        expect(html).not.toContain('<b>');
      }
      await calm();
    });

    it('A8: a new address counts when its link was opened, and the old one is told', async () => {
      const { person, email } = await reader('Mover');
      expect((await house.request(person, 'PATCH', '/me', { email: 'x@example.com' })).status).toBe(400);
      expect((await house.request(person, 'POST', '/me/email', { email: `new-${email}` })).status).toBe(202);
      const token = tokenIn(await sink.next(`new-${email}`));
      expect((await as(SYSTEM, () => users().get(person.id as string))).email).toBe(email);
      expect((await byToken(token)).status).toBe(422);
      expect((await house.request(null, 'POST', '/auth/email-by-token', { token })).status).toBe(204);
      expect((await as(SYSTEM, () => users().get(person.id as string))).email).toBe(`new-${email}`);
      expect(await sink.next(email)).toContain('was changed');
      await calm();
    });

    it('A11: people are told of a new device, a new password and a copied session', async () => {
      const { person, email, username } = await reader('Told');
      await login(username, PASSWORD);
      await login(username, PASSWORD);
      expect(await sink.next(email)).toContain('a device you have not used before');
      await house.request(person, 'POST', '/me/password', { current: PASSWORD, password: NEW });
      expect(await sink.next(email)).toContain('password');
      const { refreshToken } = await house.get(Sessions).open({ userId: person.id as string, ways: 'password', strong: false, remembered: false, device: null });
      const child = await house.get(Sessions).refresh(refreshToken);
      await house.get(Sessions).refresh(child.refreshToken);
      await house.get(Sessions).refresh(refreshToken).catch(() => undefined);
      expect(await sink.next(email)).toContain('turned up elsewhere');
      await calm();
    });

    it('A13: an administrator starts a reset, and where mails leave never sees its link', async () => {
      const { person, email } = await reader('Helped');
      const answer = await house.request(root, 'POST', `/users/${person.id}/invite`);
      expect(answer.body).toEqual({ mailed: true, url: null });
      expect(tokenIn(await sink.next(email))).not.toBe('');
    });

    it('a mail that is not taken waits and leaves later; what it said is sealed meanwhile', async () => {
      const { person, email } = await reader('Later');
      sink.full = true;
      await house.request(root, 'POST', `/users/${person.id}/invite`);
      const waiting = async () => (await house.get(Database).read<{ state: string; sealed: string; error: string }>("SELECT * FROM `mail_message` WHERE `state` = 'waiting'"))[0];
      for (let tries = 0; tries < 100 && !(await waiting())?.error; tries++) await new Promise((next) => setTimeout(next, 25));
      expect(await waiting()).toMatchObject({ error: expect.stringContaining('450'), sealed: expect.stringMatching(/^v1\.secret/) });
      sink.full = false;
      const clock = vi.spyOn(house.get(Clock), 'now').mockReturnValue(new Date(Date.now() + 60_000));
      expect(tokenIn(await sink.next(email))).not.toBe('');
      clock.mockRestore();
    });
  });
});
