import { createServer } from 'node:http';
import { createServer as listen, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test, type Page } from '@playwright/test';
import { nextCode, setUp } from './pages.ts';
import { startServer } from './server.ts';

/** A port nobody listens on, for a server that must know its own address. */
const freePort = () => new Promise<number>((found) => {
  const probe = listen().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo;
    probe.close(() => found(port));
  });
}); // prettier-ignore
/** A page of another origin. */
async function elsewhere() {
  const server = createServer((_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<p>elsewhere</p>'));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
const kept = (page: Page) =>
  page.evaluate<string>('indexedDB.databases().then((all) => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, all]))');

test('S3: scripts find no token in the browser, and six tabs share one session', async ({ page, context }) => {
  const server = await startServer();
  await setUp(page, server.url);
  expect(await kept(page)).not.toMatch(/eyJ|refresh|[\w-]{40,}/);
  const cookies = await context.cookies();
  expect(cookies.map(({ name, httpOnly, secure, sameSite, path }) => [name, httpOnly, secure, sameSite, path]).sort()).toEqual([
    ['__Host-rapport-device', true, true, 'Strict', '/'], ['__Host-rapport-refresh', true, true, 'Strict', '/'],
  ]); // prettier-ignore
  const tabs = await Promise.all(Array.from({ length: 6 }, () => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(`${server.url}/customers`)));
  await Promise.all(tabs.map((tab) => tab.reload()));
  for (const tab of tabs) await expect(tab.getByRole('heading', { name: 'Customers' })).toBeVisible();
  const file = new SqliteDatabase(join(server.folder, 'rapport.db'), { readonly: true });
  expect(file.prepare("SELECT COUNT(*) AS n FROM session WHERE revokedAt IS NULL").get()).toEqual({ n: 1 });
  expect(file.prepare("SELECT COUNT(*) AS n FROM session WHERE reason = 'token-reuse'").get()).toEqual({ n: 0 });
  file.close();
  await server.stop();
});

test('S8: signing out leaves nothing behind, in no tab, not even while the server is down', async ({ page, context }) => {
  const server = await startServer();
  await setUp(page, server.url);
  const other = await context.newPage();
  await other.goto(`${server.url}/customers`);
  await page.evaluate("localStorage.setItem('rapport.columns.customer', 'name'); sessionStorage.setItem('seen', 'secret')");
  await server.kill();
  await page.getByRole('button', { name: 'Lin Root' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForTimeout(1000);
  const again = await startServer(server.folder, { PORT: new URL(server.url).port });
  await page.goto(`${again.url}/customers`);
  await expect(page).toHaveURL(/sign-in/);
  expect(await page.evaluate("[Object.keys(localStorage).filter((key) => key.includes('columns')), sessionStorage.length]")).toEqual([[], 0]);
  await page.goBack().catch(() => null);
  await expect(page.getByText('Anyuan')).toHaveCount(0);
  await other.goto(`${again.url}/customers`);
  await expect(other).toHaveURL(/sign-in/);
  await again.stop();
});

test('A11: a passkey signs in alone; a replay and a strange origin do not', async ({ page, context }) => {
  const port = await freePort();
  const server = await startServer(undefined, { PORT: String(port), PUBLIC_URL: `http://localhost:${port}` });
  await setUp(page, server.url);
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } as const;
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  await page.goto(`${server.url}/settings/security`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('Passkey 1')).toBeVisible();
  await page.getByRole('button', { name: 'Lin Root' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/sign-in/);
  const sent = page.waitForRequest((request) => request.url().endsWith('/auth/passkey'));
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('heading', { name: 'Anyuan' }).waitFor();
  await expect(page.getByText('rest until you have a second factor')).toHaveCount(0);

  const post = (path: string, body: unknown) => fetch(`http://127.0.0.1:${port}/api/v1/auth/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect((await post('passkey', (await sent).postDataJSON())).status).toBe(401);
  const strange = await elsewhere();
  const question = (await (await post('passkey/question', {})).json()) as { challenge: string; rpId: string };
  await page.goto(strange.url);
  const response = await page.evaluate<string>(`(async ({ challenge, rpId }) => {
    const bytes = Uint8Array.from(atob(challenge.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
    return JSON.stringify((await navigator.credentials.get({ publicKey: { challenge: bytes, rpId, userVerification: 'required' } })).toJSON());
  })(${JSON.stringify(question)})`);
  expect((await post('passkey', { response })).status).toBe(401);
  strange.close();
  await server.stop();
});

test('a stale sign-in is asked for once more, and nothing that was written is lost', async ({ page }) => {
  const server = await startServer();
  await setUp(page, server.url);
  await page.goto(`${server.url}/users?create=1`);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ann Wang');
  await page.getByRole('textbox', { name: 'User name' }).fill('ann');
  await page.getByRole('checkbox', { name: 'Sales', exact: true }).check();
  const file = new SqliteDatabase(join(server.folder, 'rapport.db'));
  file.prepare("UPDATE session SET provenAt = '2026-01-01 00:00:00.000'").run();
  file.close();
  await page.waitForTimeout(1000);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Is it you?' })).toBeVisible();
  await page.getByRole('dialog').getByLabel('Code').fill('000000');
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('The code is wrong')).toBeVisible();
  await page.getByRole('dialog').getByLabel('Code').fill(nextCode());
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Ann Wang is created.')).toBeVisible();
  await server.stop();
});

test('A2: a password is typed unseen, can be shown and pasted', async ({ page }) => {
  const server = await startServer();
  await page.goto(`${server.url}/setup`);
  const field = page.getByLabel('Password');
  await expect(field).toHaveAttribute('type', 'password');
  await expect(field).toHaveAttribute('autocomplete', 'new-password');
  await field.focus();
  expect(await page.evaluate("document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: new DataTransfer(), cancelable: true, bubbles: true }))")).toBe(true);
  await page.getByRole('button', { name: 'Show what is typed' }).first().click();
  await expect(field).toHaveAttribute('type', 'text');
  await server.stop();
});

test('S9: pages of another origin change nothing', async ({ page }) => {
  const server = await startServer();
  await setUp(page, server.url);
  const strange = await elsewhere();
  await page.goto(strange.url);
  const file = new SqliteDatabase(join(server.folder, 'rapport.db'), { readonly: true });
  const state = () => JSON.stringify(['session', 'refresh_token', 'user', 'customer', 'audit'].map((table) => file.prepare(`SELECT * FROM "${table}"`).all()));
  const before = state();
  await page.evaluate(`(async (url) => {
    const tried = (work) => work().catch(() => null);
    for (const path of ['/api/v1/auth/logout', '/api/v1/auth/refresh', '/api/v1/customers', '/api/v1/me/password']) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) await tried(() => fetch(url + path, { method: 'POST', mode: 'no-cors', credentials: 'include', headers: { 'content-type': type }, body: '{"name":"x"}' }));
      await tried(() => fetch(url + path, { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json', 'X-Rapport': '1' }, body: '{}' }));
      await tried(() => fetch(url + path, { method: 'HEAD', mode: 'no-cors', credentials: 'include' }));
      await new Promise((loaded) => Object.assign(new Image(), { onload: loaded, onerror: loaded, src: url + path }));
      const frame = Object.assign(document.createElement('iframe'), { name: 'f' + path });
      document.body.append(frame);
      const form = Object.assign(document.createElement('form'), { action: url + path, method: 'post', target: frame.name, enctype: 'text/plain' });
      document.body.append(form);
      form.submit();
    }
    await new Promise((later) => setTimeout(later, 500));
  })(${JSON.stringify(server.url)})`);
  expect(state()).toBe(before);
  file.close();
  strange.close();
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Anyuan' }).waitFor();
  await server.stop();
});
