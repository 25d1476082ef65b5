import { describe, expect, it, vi } from 'vitest';
import { onEachDatabase, PASSWORD } from '#house';
import { Setup } from '#accounts/api';
import { Clock } from '#kernel/api';

describe('accounts', () => {
  onEachDatabase((house) => {
    const cookieOf = (headers: Record<string, unknown>) => String(headers['set-cookie']).split(';')[0] ?? '';
    const login = (username: string, password: string) => house.request(null, 'POST', '/auth/login', { username, password });
    const refresh = (cookie: string, headers: Record<string, string> = { 'x-rapport': '1' }) => house.request(null, 'POST', '/auth/refresh', undefined, { cookie, ...headers });
    const bearer = (token: string) => house.app.inject({ method: 'GET', url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } });

    it('begin with a set-up that works once, for whoever holds the secret', async () => {
      expect((await house.request(null, 'GET', '/auth/ways')).body).toEqual({ setup: true, provider: null, mail: false });
      expect(await house.get(Setup).address()).toBe(`/setup?token=${'x'.repeat(40)}`);
      const form = { token: 'wrong', name: 'Root', username: 'Root', password: PASSWORD, workspace: 'Anyuan', language: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY' };
      expect((await house.request(null, 'POST', '/setup', form)).status).toBe(403);
      const short = await house.request(null, 'POST', '/setup', { ...form, password: 'short', timeZone: 'Mars' });
      expect(short.body.errors.map((error: any) => `${error.pointer} ${error.code}`)).toEqual(['/password password-too-short', '/timeZone time-zone']);
      expect((await house.request(null, 'POST', '/setup', { ...form, token: 'x'.repeat(40) })).status).toBe(204);
      const { body } = await login('root', PASSWORD);
      expect(body).toMatchObject({ expiresIn: 300, user: { name: 'Root', language: 'zh-CN' } });
      const me = JSON.parse((await bearer(body.accessToken)).body);
      expect(me).toMatchObject({ workspace: { name: 'Anyuan' }, permissions: { 'customer.delete': 'all' }, suspended: true });
      expect(me.permissions['user.update']).toBeUndefined();
      const { body: flows } = await house.request(await house.person('Second', ['administrator']), 'GET', '/approval-flows');
      expect(flows.items).toEqual([expect.objectContaining({ kind: 'quote', name: '报价审批' })]);
    });

    it('renew a session by rotating tokens, and end it when one is used twice', async () => {
      const username = await house.letSignIn(await house.person('Tab', ['sales']));
      const first = cookieOf((await login(username, PASSWORD)).headers);
      expect((await refresh(first, {})).status).toBe(403);
      const second = await refresh(first);
      expect(second.status).toBe(200);
      const raced = await refresh(first);
      expect([raced.status, cookieOf(raced.headers)]).toEqual([200, cookieOf(second.headers)]);
      const later = new Date(Date.now() + 60_000);
      const clock = vi.spyOn(house.get(Clock), 'now').mockReturnValue(later);
      expect((await refresh(first)).status).toBe(401);
      expect((await refresh(cookieOf(second.headers))).status).toBe(401);
      clock.mockRestore();
      expect((await bearer(second.body.accessToken)).statusCode).toBe(401);
    });

    it('let people in by a link, once, and out at once', async () => {
      const root = await house.person('Boss', ['administrator']);
      const { body: made } = await house.request(root, 'POST', '/users', { name: 'New', username: `new-${house.kind}`, roles: ['sales'] });
      expect(made.status).toBe('invited');
      const { body: invitation } = await house.request(root, 'POST', `/users/${made.id}/invite`);
      const token = new URL(invitation.url).searchParams.get('token');
      expect((await house.request(null, 'POST', '/auth/password-by-token', { token, password: PASSWORD })).status).toBe(204);
      expect((await house.request(null, 'POST', '/auth/password-by-token', { token, password: PASSWORD })).status).toBe(422);
      const { body: session } = await login(made.username, PASSWORD);
      expect((await bearer(session.accessToken)).statusCode).toBe(200);
      const { body: now } = await house.request(root, 'GET', `/users/${made.id}`);
      expect((await house.request(root, 'POST', `/users/${made.id}/deactivate`, undefined, { 'if-match': `"${now.version}"` })).body.status).toBe('inactive');
      expect((await bearer(session.accessToken)).statusCode).toBe(401);
      expect((await login(made.username, PASSWORD)).status).toBe(401);
    });

    it('keep their last administrator, and roles that exist', async () => {
      const sales = await house.person('Sales', ['sales']);
      expect((await house.request(sales, 'GET', '/users')).status).toBe(403);
      const root = await house.person('Root', ['administrator']);
      const bad = await house.request(root, 'POST', '/users', { name: 'X', username: 'x-y', roles: ['king'] });
      expect(bad.body.errors).toEqual([{ pointer: '/roles/0', code: 'role-unknown' }]);
      const { body: admins } = await house.request(root, 'GET', '/users?roles=administrator&status=active&size=200');
      const answers = [];
      for (const { id, version } of admins.items) if (id !== root.id) answers.push((await house.request(root, 'POST', `/users/${id}/deactivate`, undefined, { 'if-match': `"${version}"` })).status);
      expect(answers.every((status) => status === 200)).toBe(true);
      const { body: me } = await house.request(root, 'GET', `/users/${root.id}`);
      const last = await house.request(root, 'PATCH', `/users/${root.id}`, { roles: ['sales'] }, { 'if-match': `"${me.version}"` });
      expect([last.status, last.body.code]).toEqual([422, 'last-administrator']);
    });
  });
});
