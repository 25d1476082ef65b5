import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FakeProvider, onEachDatabase, PASSWORD, type Lie } from '#house';
import { UserService } from '#accounts/api';
import { as, Clock, Database, SYSTEM } from '#kernel/api';

describe('a sign-in provider', () => {
  const provider = new FakeProvider();
  beforeAll(() => provider.start());
  afterAll(() => provider.stop());

  onEachDatabase((house) => {
    const own = { 'x-rapport': '1' };
    const cookieOf = (headers: Record<string, unknown>) => [headers['set-cookie']].flat().map((one) => String(one).split(';')[0]).find((one) => one?.startsWith('rapport-sso')) ?? '';
    const begin = async (body: object = {}) => {
      const answer = await house.request(null, 'POST', '/auth/sso/start', body, own);
      return { url: answer.body.url as string, cookie: cookieOf(answer.headers) };
    };
    const finish = (query: URLSearchParams | string, cookie: string) => house.request(null, 'POST', '/auth/sso/finish', { query: String(query) }, { ...own, cookie });
    const walk = async (body: object = {}) => {
      const { url, cookie } = await begin(body);
      return finish(provider.authorize(url), cookie);
    };
    const sessions = async () => (await house.get(Database).read('SELECT 1 FROM `session`')).length;

    it('is set up by its address and a secret that never comes back', async () => {
      const root = await house.person('Root', ['administrator']);
      expect((await house.request(null, 'POST', '/auth/sso/start', {}, own)).body.code).toBe('provider-not-set-up');
      const settings = { issuer: provider.issuer, clientId: 'rapport', clientSecret: 'provider-secret', name: 'Company account' };
      const { body } = await house.request(root, 'PUT', '/provider-settings', settings);
      expect(body.settings).toEqual({ issuer: provider.issuer, clientId: 'rapport', name: 'Company account', hasSecret: true, callback: expect.stringMatching(/\/sso$/) });
      expect((await house.request(root, 'PUT', '/provider-settings', { ...settings, issuer: 'http://example.com' })).status).toBe(400);
      const stored = JSON.stringify(await house.get(Database).read("SELECT * FROM `setting` WHERE `name` = 'provider'"));
      expect(stored).not.toContain('provider-secret');
      expect((await house.request(null, 'GET', '/auth/ways')).body.provider).toBe('Company account');
    });

    it('A12: asks by code and PKCE, with a state and a nonce of this browser', async () => {
      const { url } = await begin({ to: '/customers' });
      const asked = new URL(url).searchParams;
      expect([asked.get('response_type'), asked.get('code_challenge_method'), asked.get('redirect_uri')?.endsWith('/sso')]).toEqual(['code', 'S256', true]);
      for (const name of ['state', 'nonce', 'code_challenge']) expect((asked.get(name) ?? '').length).toBeGreaterThanOrEqual(43);
    });

    it('A12: a stranger is nobody, whatever e-mail the provider tells; signing in oneself connects the account', async () => {
      const root = await house.person('Chief', ['administrator']);
      await as(SYSTEM, () => house.get(UserService).change(root.id as string, 'update', null, (user) => void (user.email = 'chief@example.com')));
      provider.who = { sub: `stranger-${house.kind}`, email: 'chief@example.com', email_verified: false, preferred_username: house.names.get(root.id as string) };
      for (const verified of [false, true]) {
        provider.who = { ...provider.who, email_verified: verified };
        const { body, headers } = await walk();
        expect([Object.keys(body), [headers['set-cookie']].flat().some((one) => String(one).includes('refresh'))]).toEqual([['consent', 'to'], false]);
      }
      const ann = await house.person('Ann', ['sales']);
      const username = await house.letSignIn(ann);
      const { body } = await walk();
      expect((await house.request(null, 'POST', '/auth/login', { username, password: 'wrong', consent: body.consent.token })).status).toBe(401);
      expect((await house.request(null, 'POST', '/auth/login', { username, password: PASSWORD, consent: body.consent.token })).status).toBe(200);
      const again = await walk({ to: '/reports' });
      expect(again.body).toMatchObject({ accessToken: expect.any(String), user: { username }, to: '/reports' });
      expect((await house.request(null, 'POST', '/auth/login', { username, password: PASSWORD, consent: body.consent.token })).status).toBe(422);
    });

    it('A12: an invitation connects its own account, once', async () => {
      const invited = await as(SYSTEM, () => house.get(UserService).add({ name: 'New', username: `new-${house.kind}`, roles: ['sales'] }));
      const token = await as(SYSTEM, () => house.get(UserService).invite(invited));
      provider.who = { sub: `new-${house.kind}` };
      expect((await walk({ invitation: token })).body.user.username).toBe(`new-${house.kind}`);
      provider.who = { sub: `thief-${house.kind}` };
      expect((await walk({ invitation: token })).status).toBe(422);
    });

    it('A12: the provider’s word for two factors counts; without it what is privileged rests', async () => {
      const root = await house.person('Boss', ['administrator']);
      const username = await house.letSignIn(root);
      provider.who = { sub: `boss-${house.kind}` };
      const { body: first } = await walk();
      await house.request(null, 'POST', '/auth/login', { username, password: PASSWORD, consent: first.consent.token });
      const suspended = async () => {
        const { accessToken } = (await walk()).body;
        return (await house.app.inject({ method: 'GET', url: '/api/v1/me', headers: { authorization: `Bearer ${accessToken}` } })).json().suspended;
      };
      expect(await suspended()).toBe(true);
      provider.who = { ...provider.who, amr: ['pwd', 'mfa'] };
      expect(await suspended()).toBe(false);
    });

    it('A12: fourteen bad answers open nothing', async () => {
      provider.who = { sub: `boss-${house.kind}`, amr: ['mfa'] };
      const now = Math.floor(Date.now() / 1000);
      const lies: Record<string, Lie> = {
        'alg none': { unsigned: true, header: { alg: 'none' } }, 'no signature': { unsigned: true }, 'hmac by the client secret': { hmac: true, header: { alg: 'HS256' } }, 'a strange key': { key: provider.strange },
        'another audience': { claims: { aud: 'another' } }, 'another issuer': { claims: { iss: 'https://example.com' } }, 'another nonce': { claims: { nonce: 'x' } }, 'no nonce': { claims: { nonce: undefined } },
        over: { claims: { exp: now - 600, iat: now - 1200 } }, 'no subject': { claims: { sub: undefined } }, 'no id token': { noIdToken: true },
      }; // prettier-ignore
      const before = await sessions();
      for (const [name, lie] of Object.entries(lies)) {
        provider.lie = lie;
        expect([name, (await walk()).body.code]).toEqual([name, 'provider-refused']);
      }
      provider.lie = {};
      const [mine, theirs] = [await begin(), await begin()];
      const refused = async (name: string, query: URLSearchParams | string, cookie: string) => expect([name, (await finish(query, cookie)).body.code]).toEqual([name, 'provider-refused']);
      await refused('state of another browser', provider.authorize(theirs.url), mine.cookie);
      const mixed = provider.authorize(mine.url);
      mixed.set('iss', 'https://mix-up.example.com');
      await refused('an answer of another provider', mixed, mine.cookie);
      const answer = provider.authorize(mine.url);
      expect((await finish(answer, mine.cookie)).status).toBe(200);
      await refused('a code used twice', answer, mine.cookie);
      await refused('no cookie', provider.authorize(mine.url), '');
      await refused('a cookie of one’s own making', provider.authorize(mine.url), 'rapport-sso=v1.secret-1.AAAA');
      const clock = vi.spyOn(house.get(Clock), 'now').mockReturnValue(new Date(Date.now() + 11 * 60_000));
      await refused('a cookie that is over', provider.authorize(mine.url), mine.cookie);
      clock.mockRestore();
      expect(await sessions()).toBe(before + 1);
    });
  });
});
