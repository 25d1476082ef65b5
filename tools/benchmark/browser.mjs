// What people wait for in the browser: scripts, lists, records, and the first sign that something was understood. Measured in Chromium on the company of the run.
import { chromium } from '@playwright/test';
import { findChromium } from '../chromium.mjs';
import { LIMITS, sizesOf } from '../pack.mjs';
import { PASSWORD } from '../workspace.mjs';
import { CHIEF } from './company.mjs';
import { FRAGMENTS } from './random.mjs';
import { waiting } from './waiting.mjs';

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const LISTS = ['customers', 'contacts', 'opportunities'];
const ROOMS = ['', ...LISTS, 'opportunities/board', 'products', 'reports/sales', 'imports', 'users', 'teams', 'settings', 'help'];
const WORDS = FRAGMENTS.slice(0, 10);
const ROW = 'crm-list-table [aria-busy=false] tr.mat-mdc-row';
const RECORD = { selector: 'crm-record-page crm-facts' };

/** Compressed bytes of each script as it came over the wire, without its headers, by its name. */
async function scriptsOf(page) {
  const sizes = new Map();
  const names = new Map();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, type, response }) => type === 'Script' && names.set(requestId, response.url.split('/').at(-1)));
  // What comes out of the browser's cache has no bytes.
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => names.has(requestId) && sizes.set(names.get(requestId), (sizes.get(names.get(requestId)) ?? 0) + encodedDataLength));
  return sizes;
}

async function signIn(page, address) {
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('User name').fill(CHIEF);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(`${address}/`);
}

/** A search in each list by words that find something else than those before. */
async function filtering(page, address, took, felt) {
  for (const list of LISTS) {
    await page.goto(`${address}/${list}`);
    await page.waitForSelector(ROW);
    const search = page.locator('crm-record-list input[type=search]');
    for (const word of WORDS) {
      await search.fill(list === 'opportunities' ? word.slice(0, 2) : word);
      const waited = await waiting(page, { selector: 'crm-record-list', answer: `/api/v1/${list}?` }, () => search.press('Enter'));
      took.push(waited.done);
      felt.push(waited.first);
    }
  }
}

/** The first records of each list, opened by a click on the name. */
async function opening(page, address, took, felt) {
  for (const list of LISTS) {
    for (let row = 0; row < 8; row++) {
      await page.goto(`${address}/${list}`);
      const link = page.locator(`${ROW} a.name`).nth(row);
      await link.waitFor();
      const waited = await waiting(page, RECORD, () => link.click());
      took.push(waited.done);
      felt.push(waited.first);
    }
  }
}

const p75 = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.75)];

/** Says one result for each budget of the browser. */
export async function browsing(address, say) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('The budgets of the browser are measured in Chromium: install it, or name it in CHROMIUM_BIN');
  const browser = await chromium.launch({ executablePath, args: ARGS });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })).newPage();
    const scripts = await scriptsOf(page);
    await signIn(page, address);
    for (const room of ROOMS) {
      await page.goto(`${address}/${room}`);
      await page.waitForLoadState('networkidle');
    }
    const { first, excused } = sizesOf();
    const initial = [...first].reduce((sum, name) => sum + (scripts.get(name) ?? 0), 0);
    const [largest, size] = [...scripts].filter(([name]) => !first.has(name) && !excused(name)).toSorted(([, a], [, b]) => b - a)[0];
    const [filtered, opened, felt] = [[], [], []];
    await filtering(page, address, filtered, felt);
    await opening(page, address, opened, felt);
    say({ id: 'B1', name: 'initial JavaScript', size: initial, limitSize: LIMITS.initial, note: `${first.size} files` });
    say({ id: 'B2', name: 'largest route chunk', size, limitSize: LIMITS.chunk, note: largest });
    say({ id: 'B3', name: 'a list answers a filter, p75', took: p75(filtered), limitTook: 400, note: `${filtered.length} filters` });
    say({ id: 'B4', name: 'a record opens, p75', took: p75(opened), limitTook: 500, note: `${opened.length} records` });
    say({ id: 'B5', name: 'feedback, p75', took: p75(felt), limitTook: 100, note: `${felt.length} acts` });
  } finally {
    await browser.close();
  }
}
