import { Problem, type Invalid } from '#kernel/api';

export const DEPTH = 12;
export const KEYS = 5000;
export const LIST = 10_000;
const STRING = /"(?:[^"\\]|\\.)*"/g;
/** NUL and its kin; tab and line ends are text. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a text has control characters or half a character in it. */
export const isUnclean = (text: string): boolean => CONTROL.test(text) || !text.isWellFormed();

/** Reads JSON that means one thing only: no key twice, bounded depth and size, clean texts. Throws a Problem. */
export function strictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, 'malformed');
  }
  const count = { keys: 0 };
  walk(value, '', 1, count);
  // Outside of strings, each key has one colon: a key that came twice was read once.
  const colons = text.replace(STRING, '').split(':').length - 1;
  if (colons !== count.keys) throw new Problem(400, 'duplicate-key');
  return value;
}

function walk(value: unknown, pointer: string, depth: number, count: { keys: number }): void {
  if (typeof value === 'string' && isUnclean(value)) throw fault(pointer, 'control');
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEPTH) throw new Problem(400, 'too-deep');
  if (Array.isArray(value)) {
    if (value.length > LIST) throw new Problem(400, 'too-many-keys');
    value.forEach((entry, index) => walk(entry, `${pointer}/${index}`, depth + 1, count));
    return;
  }
  for (const [name, entry] of Object.entries(value)) {
    if (++count.keys > KEYS) throw new Problem(400, 'too-many-keys');
    if (POISON.has(name)) throw fault(`${pointer}/${name}`, 'unknown');
    if (isUnclean(name)) throw fault(pointer, 'control');
    walk(entry, `${pointer}/${name}`, depth + 1, count);
  }
}

const fault = (pointer: string, code: string): Problem | Invalid => new Problem(400, 'invalid', { count: 1 }, [{ pointer, code }]);
