import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from '#house';
import { KeyRing } from '#kernel/api';
import { historyText, secretsIn } from './history.mjs';

/** Examples in words for people. */
const EXAMPLES = ['mariadb://rapport:secret@localhost', 'mariadb://user:password@host'];

describe('what was ever committed', () => {
  let history = '';
  beforeAll(() => (history = historyText()));

  it('D1: holds no key, token or password', () => {
    expect(history.length).toBeGreaterThan(100_000);
    expect(secretsIn(history, EXAMPLES)).toEqual([]);
  });

  it.each([
    `-----BEGIN EC PRIVATE KEY-----\n${'MHcCAQEEIIGl'.repeat(3)}`, `AKIA${'ABCD'.repeat(4)}`, `ghp_${'a1B2'.repeat(9)}`, `mariadb://rapport:${'k9!x'.repeat(3)}@db.example`, `MASTER_KEY=${'q7Zp'.repeat(10)}abc=`, `rk_${'a1B2'.repeat(9)}`, `sk_${'live'}_${'a1B2'.repeat(6)}`,
  ])('D1: would be found out with %s in it', (secret) => {
    expect(secretsIn(`+const key = '${secret}';`)).toHaveLength(1);
  }); // prettier-ignore

  describe('against a fresh installation', () => {
    const house = new House('sqlite');
    beforeAll(() => house.start());
    afterAll(() => house.stop());

    it('S2: no word of it is a key: none signs a token, and none makes a keyed hash', async () => {
      const ann = await house.person('Ann', ['sales']);
      const [head, body, signature] = (await house.token(ann)).split('.');
      const keys = house.get(KeyRing);
      const told = new Map([[`${head}.${body}`, signature], ['some text', Buffer.from(keys.mac('audit', 'some text'), 'hex').toString('base64url')]]);
      const words = new Set(history.match(/[\w+/=.-]{16,}/g));
      expect(words.size).toBeGreaterThan(1000);
      const opening = [...words].filter((word) => [...told].some(([text, hash]) => [word, Buffer.from(word, 'base64')].some((key) => createHmac('sha256', key).update(text).digest('base64url') === hash)));
      expect(opening).toEqual([]);
    });
  });
});
