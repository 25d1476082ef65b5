import { expect, test } from '@playwright/test';
import { Client } from './client.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';

test('a list is as it was left, its records lead to each other, and what was deleted comes back', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  for (let index = 0; index < 120; index++) await client.request('POST', '/customers', { name: `Firm ${String(index).padStart(3, '0')}`, kind: 'company', status: 'active' });
  await signIn(page, server.url);
  await page.goto(`${server.url}/customers?status=active&sort=name`);
  const list = page.locator('cdk-virtual-scroll-viewport');
  await page.getByRole('link', { name: 'Firm 000' }).waitFor();
  await list.evaluate((element) => element.scrollTo(0, 1500));
  await expect(page.getByRole('link', { name: 'Firm 045' })).toBeVisible();
  await list.evaluate((element) => element.scrollTo(0, 3000));
  await page.getByRole('link', { name: 'Firm 070' }).click();
  await expect(page.getByText('71 / 120')).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { name: 'Firm 071' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Firm 070' })).toBeVisible();
  expect(await list.evaluate((element) => element.scrollTop)).toBeGreaterThan(2500);
  expect(page.url()).toContain('status=active&sort=name');

  await page.getByRole('link', { name: 'Firm 070' }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('Firm 070 is in the recycle bin.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'Firm 070' })).toBeVisible();

  await page.goto(`${server.url}/customers`);
  await page.getByRole('searchbox', { name: 'Search Customers' }).fill('Firm 011');
  await page.keyboard.press('Enter');
  await expect(page.locator('.count')).toHaveText('1');
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitem', { name: 'Status' }).click();
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Inactive' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Nothing matches these filters.')).toBeVisible();
  expect(page.url()).toContain('status=inactive');
  await server.stop();
});

test('two people edit one record: nobody overwrites the other unseen', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  const { id } = await client.request('POST', '/customers', { name: 'Shared', kind: 'company', status: 'active' });
  await signIn(page, server.url);
  await page.goto(`${server.url}/customers/${id}`);
  await page.getByRole('heading', { name: 'Shared' }).waitFor();
  await page.keyboard.press('e');
  const drawer = page.locator('crm-record-editor');
  await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Mine');
  await client.request('PATCH', `/customers/${id}`, { name: 'Theirs', city: 'Hangzhou' }, { 'if-match': '"1"' });
  await page.keyboard.press('Control+Enter');
  await expect(drawer.getByText('Both of you changed: Name. Saving keeps yours.')).toBeVisible();
  await expect(drawer.getByRole('textbox', { name: 'City' })).toHaveValue('Hangzhou');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'Mine' })).toBeVisible();
  await expect(page.getByText('Hangzhou').first()).toBeVisible();
  await server.stop();
});
