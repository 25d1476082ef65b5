import { expect, it } from 'vitest';
import { scaled } from '#house';
import { hashOf, newSecret } from './tokens.ts';

it('C9: no secret comes twice, each has 128 random bits at least, and its hash does not tell it', () => {
  const times = scaled(100_000, 1_000_000);
  const secrets = new Set<string>();
  for (let count = 0; count < times; count++) secrets.add(newSecret());
  expect(secrets.size).toBe(times);
  const [secret = ''] = secrets;
  expect(Buffer.from(secret, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
  expect(hashOf(secret)).toMatch(/^[0-9a-f]{64}$/);
}, 60_000);
