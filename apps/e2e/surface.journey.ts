import { Client } from './client.ts';
import { expect, test } from './guarded.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';
import { walkTo } from './walk.ts';

const BOMB = 'document.title="owned";alert(1)';
/** What has become script in other systems when a name was shown. */
const PAYLOADS = [
  `<script>${BOMB}</script>`, `<img src=x onerror='${BOMB}'>`, `<svg onload='${BOMB}'>`, `<svg><script>${BOMB}</script></svg>`, `"><script>${BOMB}</script>`, `'><img src=x onerror=${BOMB}>`, `</title><script>${BOMB}</script>`,
  `</textarea><script>${BOMB}</script>`, `</style><script>${BOMB}</script>`, `<iframe srcdoc="<script>parent.${BOMB}</script>">`, `<iframe src="javascript:${BOMB}">`, `<a href="javascript:${BOMB}">x</a>`, `<object data="javascript:${BOMB}">`, `<embed src="javascript:${BOMB}">`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${BOMB}>`, `<details open ontoggle='${BOMB}'>`, `<video src=x onerror='${BOMB}'>`, `<audio src=x onerror='${BOMB}'>`, `<body onload='${BOMB}'>`, `<input autofocus onfocus='${BOMB}'>`, `<select autofocus onfocus='${BOMB}'>`,
  `<marquee onstart='${BOMB}'>`, `<meta http-equiv="refresh" content="0;url=javascript:${BOMB}">`, `<base href="//evil.example/">`, `<link rel=stylesheet href="//evil.example/x.css">`, `<form action="javascript:${BOMB}"><button>x`, `<isindex action=javascript:${BOMB}>`, `<x onclick='${BOMB}' style="position:fixed;inset:0">`,
  '{{constructor.constructor("document.title=\'owned\'")()}}', '{{7*7}}', '${document.title="owned"}', `#{${BOMB}}`, `[[${BOMB}]]`, '<%= 7*7 %>', `javascript:${BOMB}`, `data:text/html,<script>${BOMB}</script>`, `&lt;script&gt;${BOMB}&lt;/script&gt;`, `&#60;script&#62;${BOMB}&#60;/script&#62;`, `\\x3cscript\\x3e${BOMB}\\x3c/script\\x3e`,
  `\\u003cscript\\u003e${BOMB}\\u003c/script\\u003e`, `%3Cscript%3E${BOMB}%3C/script%3E`, `<scr<script>ipt>${BOMB}</scr</script>ipt>`, `<<script>${BOMB}//<</script>`, `<SCRIPT/x>${BOMB}</SCRIPT>`, `<img src=x:x onerror\n=\n'${BOMB}'>`, `<svg/onload='${BOMB}'>`, `<svg><animate onbegin='${BOMB}' attributeName=x>`,
  `<svg><a xlink:href="javascript:${BOMB}"><text y=20>x</text></a></svg>`, `<style>@import "//evil.example/x.css";</style>`, `<p style="background:url(//evil.example/x)">`, `<noscript><p title="</noscript><img src=x onerror=${BOMB}>">`, `<template><script>${BOMB}</script></template>`, `<img src="//evil.example/x.png">`,
  `" onmouseover="${BOMB}" x="`, `' onfocus='${BOMB}' autofocus x='`, "`-alert(1)-`", `*/${BOMB}/*`, `-->${BOMB}<!--`, `]]>${BOMB}<![CDATA[`, '＜script＞alert(1)＜/script＞', '‮<b>x</b>', '__proto__', 'constructor',
]; // prettier-ignore

/** Sends a quote; answers the page of its customer. */
async function offer(client: Client, quote: string): Promise<string> {
  await client.request('POST', `/quotes/${quote}/send`, {}, { 'if-match': '"1"' });
  const { pathname, search } = new URL((await client.request('POST', `/quotes/${quote}/links`))['url'] as string);
  return `${pathname}${search}`;
}

test('F3, F1, V6: what people write stays text on every page', async ({ page }) => {
  test.setTimeout(300_000);
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const short = (text: string, max: number) => [...text].slice(0, max).join('').trim();
  const ids: Record<string, string> = {};
  for (const [index, text] of PAYLOADS.entries()) {
    const name = short(text, 200);
    const customer = await client.request('POST', '/customers', { name, kind: 'company', status: 'active', city: short(text, 50), address: short(text, 100), note: text, tags: [short(text, 40)] });
    ids['customers'] = customer['id'] as string;
    if (index % 4 > 0) continue;
    ids['contacts'] = (await client.request('POST', '/contacts', { name: short(text, 100) }))['id'] as string;
    ids['opportunities'] = (await client.request('POST', '/opportunities', { name, customerId: customer['id'], amount: 1000 + index }))['id'] as string;
    await client.request('POST', '/products', { code: `P${index}`, name, price: 1, currency: 'CNY', onSale: true });
    await client.request('POST', '/teams', { name: `${index} ${short(text, 60)}` });
    await client.request('POST', '/users', { name: short(text, 60), username: `user${index}`, roles: ['sales'] });
    await client.request('POST', '/views', { list: 'customers', name: short(text, 60), address: 'status=active', shared: true });
    await client.request('POST', '/option-sets/industry/options', { en: short(text, 60), zh: short(text, 60) });
    if (index % 16 > 0) continue;
    const title = `${short(text, 80)} ${index}`;
    const more: Record<string, object> = {
      competitors: { name: title, status: 'watched', tags: [short(text, 40)] }, categories: { name: title }, warehouses: { name: title, active: true }, 'price-books': { name: title, kind: 'list', currency: 'CNY', active: true },
      'contract-templates': { name: title, terms: text, active: true }, roles: { key: `role${index}`, name: short(text, 60), clearance: 0, grants: [], fields: [] }, 'invoice-titles': { customerId: customer['id'], kind: 'person', name: title, standard: true },
      quotes: { name: title, customerId: customer['id'], terms: text, lines: [{ description: short(text, 200), quantity: 1000, price: 10_000 }] }, contracts: { name: title, customerId: customer['id'], amount: 1000 + index, terms: text },
    }; // prettier-ignore
    for (const [list, body] of Object.entries(more)) ids[list] = (await client.request('POST', `/${list}`, body))['id'] as string;
    const form = new FormData();
    form.set('file', new Blob([`name,city\n"${text.replaceAll('"', '""')}",x\n`], { type: 'text/csv' }), `${short(text.replace(/[^\w(){}$=-]+/g, ' '), 60)}.csv`);
    ids['imports'] = (await client.request('POST', '/imports?kind=customer', form))['id'] as string;
  }
  await client.request('PATCH', '/workspace', { name: '<img src=x onerror=alert(1)>' });

  await signIn(page, server.url);
  const paths = ['/', '/customers', '/customers?create=1', '/contacts', '/opportunities', '/opportunities/board', '/products', '/reports/sales', '/imports', '/imports/new', '/users', '/teams', '/roles', '/pipelines', '/quotes', '/contracts', '/receivables', '/payments', '/invoices', '/invoice-titles', '/competitors', '/categories', '/price-books', '/warehouses', '/stock', '/contract-templates', '/approval-flows', '/audit', '/privacy', '/settings', '/settings/profile', '/settings/company', '/settings/options', '/help/lists'];
  for (const path of [...paths, ...Object.entries(ids).map(([list, id]) => `/${list}/${id}`), `/quotes/${ids['quotes']}/edit`, `/contracts/${ids['contracts']}/edit`, await offer(client, ids['quotes'] ?? '')]) {
    await walkTo(page, path);
    await page.mouse.move(400, 300);
    expect(await page.title(), path).not.toBe('owned');
    expect(await page.locator('crm-app script, crm-app iframe, crm-app object, crm-app embed, crm-app base, crm-app img[onerror], crm-app [onload]').count(), path).toBe(0);
  }
  await page.goto(`${server.url}/customers?name=${encodeURIComponent('{{7*7}}')}`);
  await expect(page.getByText('{{7*7}}').first()).toBeVisible();
  expect(dialogs).toEqual([]);
  await server.stop();
});

test('F1, F2, F6: every document has a fresh nonce and lets no text become script', async ({ request }) => {
  const server = await startServer();
  await new Client(server).setUp();
  const policies = [];
  for (const path of ['/', '/customers', '/sign-in', '/nowhere']) {
    const answer = await request.get(server.url + path);
    const policy = answer.headers()['content-security-policy'] ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    policies.push(nonce);
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(await answer.text()).toContain(`ngcspnonce="${nonce}"`);
    expect(answer.headers()).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'content-type': 'text/html; charset=utf-8' });
  }
  expect(new Set(policies).size).toBe(4);
  const files = [...(await (await request.get(server.url)).text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path as string);
  expect(files.length).toBeGreaterThan(2);
  for (const path of files) {
    const { 'content-type': type = '', ...headers } = (await request.get(server.url + path)).headers();
    expect(headers, path).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' });
    expect(type, path).toMatch(/^((text\/css|(text|application)\/javascript); charset=utf-8|image\/svg\+xml)/);
  }
  for (const path of ['/index.html', '/3rdpartylicenses.txt.map', '/.env', '/main.js.map', '/prerendered-routes.json', '/stats.json', '/customers~', '/sign-in~', '/customers.bak']) expect((await request.get(server.url + path)).status(), path).toBe(404);
  await server.stop();
});

test('D1: the pages of the API’s document run under their policy, and show every operation in its group', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  await signIn(page, server.url);
  const said = page.waitForResponse('**/api/openapi.json');
  await page.goto(`${server.url}/api/docs`);
  const { paths } = (await (await said).json()) as { paths: Record<string, Record<string, { tags: string[] }>> };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const groups = [...new Set(operations.flatMap(({ tags }) => tags))].toSorted();
  await expect(page.locator('.opblock-tag')).toHaveCount(groups.length);
  for (const group of ['contacts', 'health']) {
    await page.locator(`[data-tag="${group}"]`).click();
    await expect(page.locator(`[id^="operations-${group}-"]`)).toHaveCount(operations.filter(({ tags }) => tags.includes(group)).length);
  }
  await page.locator('#operations-health-HealthController_live .opblock-summary').click();
  await expect(page.getByRole('button', { name: 'Try it out' })).toBeVisible();
  await server.stop();
});
