import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Client } from './client.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';

test('an administrator finds a person by the last digits of a phone, hands over what is held, and erases them for good', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  const { id } = await client.request('POST', '/contacts', { name: 'Wang Hai', phones: ['13812345678'], privateEmail: 'hai@home.cn', title: 'CTO' });
  const { id: held } = await client.request('POST', '/contacts', { name: 'Wang Hai', phones: ['13812345678'] });
  await client.request('POST', '/opportunities', { name: 'A deal that stays', contactId: id });
  await signIn(page, server.url);

  await page.goto(`${server.url}/settings`);
  await page.getByRole('main').getByRole('link', { name: /Personal data/ }).click();
  await page.getByLabel('Phone or its last four digits').fill('5678');
  await page.getByRole('button', { name: 'Search' }).click();
  const finder = page.locator('crm-person-finder');
  await expect(finder.getByText('2 chosen')).toBeVisible();

  await finder.getByRole('listitem').filter({ hasNotText: 'hai@home.cn' }).getByRole('button', { name: 'Hold' }).click();
  await page.getByLabel('Reason, such as').fill('Contract 17');
  await page.getByLabel('Until').fill('2099-12-31');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await expect(page.locator('crm-hold-list').getByText('Contract 17')).toBeVisible();
  await finder.getByRole('checkbox').nth(await finder.getByRole('listitem').evaluateAll((all) => all.findIndex(({ textContent }) => textContent.includes('Held')))).uncheck();

  await finder.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), finder.getByRole('button', { name: 'File to read' }).click()]);
  expect(readFileSync(await file.path(), 'utf8')).toContain('hai@home.cn');

  await finder.getByRole('button', { name: 'Erase' }).click();
  const gone = page.getByRole('button', { name: 'Erase for good' });
  await expect(gone).toBeDisabled();
  await page.getByLabel('Case number').fill('C-17');
  await page.getByLabel('Type “Wang Hai” to erase.').fill('Wang Hai');
  await gone.click();
  await expect(page.locator('crm-tombstone-list').getByText('C-17').first()).toBeVisible({ timeout: 20_000 });

  expect(await client.request('GET', `/contacts/${id}`)).toMatchObject({ name: 'Erased person', phones: [], privateEmail: null, title: null });
  expect(await client.request('GET', `/contacts/${held}`)).toMatchObject({ name: 'Wang Hai' });
  await page.goto(`${server.url}/contacts/${id}`);
  await expect(page.getByRole('heading', { name: 'Erased person' })).toBeVisible();
  await expect(page.getByText('A deal that stays')).toBeVisible();
  await server.stop();
});
