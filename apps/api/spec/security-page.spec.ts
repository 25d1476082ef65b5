import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PATIENCE, STATEMENT_SECONDS } from '#kernel/api';
import { MOST_A_DAY, MOST_BYTES } from '#documents/model';
import { LONGEST_SEARCH, MOST_CONDITIONS } from '#kernel/model';
import { Config } from '../src/config.ts';
import { ADDRESS, PARAMETERS } from '../src/http/gate.ts';
import { headersOf, pagePolicy } from '../src/http/headers.ts';
import { SHARE } from '../src/http/rate-limit.ts';
import { DEPTH, KEYS, LIST } from '../src/http/strict-json.ts';
import { BODY_MS, MOST_AT_ONCE, MOST_WHEN_BEHIND } from '../src/http/traffic.ts';
import { LONGEST_MS } from '../src/departure.ts';
import { LIMITS } from '../src/limits.ts';

const page = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
const number = (value: number) => value.toLocaleString('en-US');

describe('the page on security', () => {
  it.each([
    `${LIMITS.body / 1024 ** 2} MB of JSON, ${DEPTH} levels, ${number(KEYS)} keys, ${number(LIST)} entries`, `${LIMITS.upload / 1024 ** 2} MB; its content`, `${number(ADDRESS)} characters, ${LIMITS.headers / 1024} KB; ${PARAMETERS} parameters`,
    `200 records, ${MOST_CONDITIONS} filters, 200 values of a filter, ${LONGEST_SEARCH} characters`, `${STATEMENT_SECONDS} s; SQLite`, `${number(new Config().REQUESTS_PER_MINUTE)} a minute for each process; a change counts as ${SHARE.write}, long work as ${SHARE.heavy}`,
    `${number(MOST_AT_ONCE)} for each process, ${MOST_WHEN_BEHIND} while it is seconds behind`, `${LIMITS.headersMs / 1000} s, ${BODY_MS / 1000} s, ${LIMITS.requestMs / 1000} s`,
    `${PATIENCE.connectionMs / 1000} s for a free connection, ${PATIENCE.silenceMs / 1000} s for an answer`, `files of one person on records | ${MOST_BYTES / 1024 ** 2} MB each, ${MOST_A_DAY / 1024 ** 3} GB a day`, `so long may requests under way last when a server is told to stop | ${LONGEST_MS / 1000} s`,
  ])('G5: says what the code does: %s', (text) => expect(page).toContain(text)); // prettier-ignore

  it('G5: names every header of an answer', () => {
    for (const name of Object.keys(headersOf('https://x')).filter((one) => one !== 'Content-Security-Policy')) expect(page).toContain(name);
    expect(pagePolicy('n')).not.toContain('unsafe');
  });

  it('G5: grants what the test of the grants grants', () => {
    expect(page).toContain(/GRANTS = '([^']+)'/.exec(readFileSync(new URL('grants.spec.ts', import.meta.url), 'utf8'))?.[1]);
  });
});
