import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Sessions } from '#accounts/api';
import { newId, type Installation } from '#kernel/api';
import { signingKey } from './signing-key.ts';
import { newSecret } from './tokens.ts';

const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url');
const parsed = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString());

describe('access tokens', () => {
  it('S2: a key that is none, of another curve or of another kind stops the start with one line', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rapport-key-'));
    const file = join(dataDir, 'key.pem');
    const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) => (key as never as { export(o: object): string }).export({ type: 'pkcs8', format: 'pem' });
    const wrong = ['', 'secret', 'x'.repeat(64), pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey as never), pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey as never)];
    for (const text of wrong) {
      writeFileSync(file, text);
      expect(() => signingKey({ dataDir, signingKeyFile: file } as Installation)).toThrow(/holds no P-256 private key/);
    }
    expect(signingKey({ dataDir, signingKeyFile: null } as Installation).publicKey).not.toBe(signingKey({ dataDir: mkdtempSync(join(tmpdir(), 'rapport-key-')), signingKeyFile: null } as Installation).publicKey);
  });

  onEachDatabase((house) => {
    const me = (token: string) => house.app.inject({ method: 'GET', url: '/api/v1/me', headers: { authorization: `Bearer ${token}` } });

    it('S1: an access token says who, which session and until when, and nothing personal', async () => {
      const ann = await house.person('Ann', ['sales']);
      const [header, claims] = (await house.token(ann)).split('.').map((one, index) => (index < 2 ? parsed(one) : null));
      expect(header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
      expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'nbf', 'sid', 'sub']);
      expect(claims).toMatchObject({ iss: 'rapport', aud: 'rapport-api', sub: ann.id });
      expect(claims.exp - claims.iat).toBeLessThanOrEqual(600);
    });

    it('S1: every other token is refused: thirty-one ways of being wrong', async () => {
      const ann = await house.person('Forger', ['sales']);
      const good = await house.token(ann);
      const [h, c, s] = good.split('.') as [string, string, string];
      const [header, claims] = [parsed(h), parsed(c)];
      const key = readFileSync(join(house.folder, 'access-token-key.pem'), 'utf8');
      const strange = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      const signed = (head: object, body: object, by: Parameters<typeof sign>[2] = { key, dsaEncoding: 'ieee-p1363' }) => {
        const text = `${part(head)}.${part(body)}`;
        return `${text}.${sign('sha256', Buffer.from(text), by).toString('base64url')}`;
      };
      const hmac = (secret: string) => {
        const text = `${part({ ...header, alg: 'HS256' })}.${c}`;
        return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
      };
      const foreign = { key: strange.privateKey, dsaEncoding: 'ieee-p1363' as const };
      const jwk = strange.publicKey.export({ format: 'jwk' });
      const now = Math.floor(Date.now() / 1000);
      const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([own]) => own !== name));
      const variants: Record<string, string> = {
        none: `${part({ ...header, alg: 'none' })}.${c}.`, None: `${part({ ...header, alg: 'None' })}.${c}.`, 'no signature': `${h}.${c}.`, 'two parts': `${h}.${c}`, 'five parts': `${good}.${s}.${s}`,
        hmac: hmac('secret'), 'hmac by the public key': hmac(strange.publicKey.export({ type: 'spki', format: 'pem' }).toString()), 'hmac by the private key': hmac(key),
        'strange key': signed(header, claims, foreign), 'key in the header': signed({ ...header, jwk }, claims, foreign), 'key by an address': signed({ ...header, jku: 'https://example.com/keys' }, claims, foreign),
        'certificate by an address': signed({ ...header, x5u: 'https://example.com/cert' }, claims, foreign), 'certificate in the header': signed({ ...header, x5c: ['MIIB'] }, claims, foreign),
        'another kid': signed({ ...header, kid: 'other' }, claims), 'a path as kid': signed({ ...header, kid: '../../dev/null' }, claims), 'no kid': signed({ alg: 'ES256', typ: 'at+jwt' }, claims),
        'typ JWT': signed({ ...header, typ: 'JWT' }, claims), 'no typ': signed({ alg: 'ES256', kid: header.kid }, claims), 'critical extension': signed({ ...header, crit: ['exp'] }, claims),
        rsa: signed({ ...header, alg: 'RS256' }, claims, rsa), 'another issuer': signed(header, { ...claims, iss: 'https://example.com' }), 'no issuer': signed(header, without('iss')),
        'another audience': signed(header, { ...claims, aud: 'another' }), 'no audience': signed(header, without('aud')), over: signed(header, { ...claims, exp: now - 60 }), 'without end': signed(header, without('exp')),
        'not yet': signed(header, { ...claims, nbf: now + 600 }), 'no nbf': signed(header, without('nbf')), 'another person': signed(header, { ...claims, sub: newId() }), 'another session': signed(header, { ...claims, sid: newId() }),
        'changed claims': `${h}.${part({ ...claims, sub: newId() })}.${s}`,
      }; // prettier-ignore
      expect(Object.keys(variants)).toHaveLength(31);
      expect((await me(good)).statusCode).toBe(200);
      expect((await me(signed(header, claims))).statusCode).toBe(200);
      for (const [name, token] of Object.entries(variants)) expect([name, (await me(token)).statusCode]).toEqual([name, 401]);
      const { refreshToken } = await house.get(Sessions).open({ userId: ann.id as string, ways: 'password', strong: false, remembered: false, device: null });
      for (const other of [refreshToken, newSecret(), 'rk_', `rk_${newSecret()}`, '', 'null']) expect((await me(other)).statusCode).toBe(401);
    });
  });
});
