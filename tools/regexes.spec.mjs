import { describe, expect, it } from 'vitest';
import { isLinear, regexesBelow } from './regexes.mjs';

const SERVER = /^(libs\/[\w-]+\/(api|model)|apps\/api\/src)\/.*\.ts$/;
/** Expressions that could take more than linear time, and why they never do. */
const CAPPED = {
  'libs/accounts/api/password-rules.service.ts /^[\\d\\W_]+|[\\d\\W_]+$/gu': 'a password is short',
  'libs/accounts/api/password-rules.service.ts /^(.{3,}?)\\1+$/u': 'a password is short',
  'libs/imports/api/files/vcard.ts /(?:[^;"]|"[^"]*")+/g': 'the head of a line, in which every quote is closed',
  'libs/kernel/api/database/driver-errors.ts /(\\w+)\\.(\\w+)/g': 'names of columns, as the driver tells them',
  "libs/kernel/api/database/driver-errors.ts /'(?:[^'\\\\]|''|\\\\.)*'/g": 'a statement of the program without its values',
  'apps/api/src/production.ts /(^|,)(0\\.0\\.0\\.0\\/0|::\\/0|[0-9a-f.:]+\\/0)(,|$)/i': 'a variable of the environment, read once',
  'libs/backups/api/logs/log-rules.ts /^(?:\\/\\*[!M](?:(?!\\*\\/)[^])*\\*\\/)+$/': 'a conditional comment of less than a thousand characters',
  'libs/backups/api/restore/dump-rules.ts /^\\/\\*!50003 CREATE\\*\\/ (?:\\/\\*!50017 DEFINER=`[^`]*`@`[^`]*`\\*\\/ )?\\/\\*!50003 TRIGGER `(\\w+)` (.*?)\\s*\\*\\/$/s': 'a trigger of less than ten thousand characters',
  'libs/backups/api/s3-target.ts /^\\/+|\\/+$/g': 'the prefix of a place, as an administrator typed it',
  'libs/backups/api/sftp-target.ts /=+$/': 'the end of a digest',
  'libs/backups/api/sftp-target.ts /\\/+$/': 'the path of a place, as an administrator typed it',
  'libs/backups/api/targets.service.ts /[/\\\\]+$/': 'the path of a place, as an administrator typed it',
  "libs/operations/api/slow-statements.ts /'(?:[^'\\\\]|''|\\\\.)*'/g": 'the first four thousand characters of a statement',
  'libs/operations/api/slow-statements.ts /\\b\\d{4,}\\b/g': 'the first four thousand characters of a statement',
  'apps/api/src/http/strict-json.ts /"(?:[^"\\\\]|\\\\.)*"/g': 'text that was parsed as JSON already: every quote is closed',
};
/** Expressions made while the program runs: none of what anybody types. */
const MADE = ['new RegExp(PLAIN_TEXT, ', 'new RegExp(`(?:\\\\\\\\[^]?|[^${by}\\\\\\\\])*(?:${by}|$)`', 'new RegExp(`\\`${column.name}\\`'];

const { literals, made } = regexesBelow(['libs', 'apps/api/src'], (file) => SERVER.test(file) && !/\.spec\.ts$|\/testing\//.test(file));

describe('the regular expressions of the server', () => {
  it.each([
    ['/^(a+)+$/', false], ['/^(a|a)*$/', false], ['/^(a|b+)+$/', false], ['/\\s+$/', false], ['/^\\d*\\d*x$/', false], ['/\\s*,\\s*/', false], ['/^.*a.*b$/', false], ['/(?:\\\\.|[^;\\\\])*(?:;|$)/g', false], ['/<[^>]*>/', false],
    ['/\\s+/g', true], ['/^\\d+-\\d+$/', true], ['/^(\\d{1,3}\\.){3}\\d{1,3}$/', true], ['/x(?=y)/', true], ['/^[a-z]+(-[a-z]+)*$/', true], ['/"[^"]*"/g', true],
  ])('V5: %s is told to be linear or not: %s', (text, linear) => {
    expect(isLinear(text)).toBe(linear);
  }); // prettier-ignore

  it('V5: all of them are linear, but those on texts that are short', () => {
    expect(literals.length).toBeGreaterThan(150);
    const slow = [...new Set(literals.filter(({ text }) => !isLinear(text)).map(({ file, text }) => `${file} ${text}`))];
    expect(slow.sort()).toEqual(Object.keys(CAPPED).sort());
  });

  it('V5: none is made of what people send', () => {
    expect(made.filter(({ text }) => !MADE.some((known) => text.startsWith(known)))).toEqual([]);
  });
});
