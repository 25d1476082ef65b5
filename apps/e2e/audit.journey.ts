import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Client } from './client.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';

test('T4: an administrator sees who changed what, follows one record, has the chain verified and takes the log along', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  const { id } = await client.request('POST', '/customers', { name: 'Harbour Tools', kind: 'company', status: 'potential' });
  await client.request('PATCH', `/customers/${id}`, { name: 'Harbour Tools Group', status: 'active' }, { 'if-match': '"1"' });
  await client.request('POST', '/teams', { name: 'North' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, server.url);

  await page.goto(`${server.url}/settings`);
  await page.getByRole('main').getByRole('link', { name: /Audit log/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  const changed = page.getByRole('row', { name: /changed it.*Harbour Tools Group/ });
  await expect(async () => {
    await page.reload();
    await expect(changed).toBeVisible({ timeout: 2000 });
  }).toPass();
  await changed.getByRole('button', { name: 'changed it' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Name: Harbour Tools → Harbour Tools Group' })).toBeVisible();
  await page.getByRole('button', { name: 'Everything about this record' }).click();
  await expect(page).toHaveURL(new RegExp(`recordId=${id}`));
  await expect(page.locator('tr.entry')).toHaveCount(2);

  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText(/Chain verified \(Today/)).toBeVisible({ timeout: 20_000 });
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
  expect(readFileSync(await file.path(), 'utf8').trim().split('\r\n')).toHaveLength(3);

  // The log is chained a moment after the fact: the page is looked at again until it is there.
  await expect(async () => {
    await page.goto(`${server.url}/audit?sensitive=true`);
    await expect(page.getByRole('row', { name: /exported records.*Sensitive/ })).toBeVisible({ timeout: 2000 });
  }).toPass();
  await server.stop();
});
