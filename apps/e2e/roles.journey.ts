import { expect, test } from '@playwright/test';
import { Client } from './client.ts';
import { PASSWORD, setUp } from './pages.ts';
import { startServer } from './server.ts';

test('an administrator makes a role, hides a field, shares a customer, and can say why somebody sees it', async ({ page }) => {
  const server = await startServer();
  await setUp(page, server.url);
  const client = new Client(server);
  await client.signIn();
  const harbour = await client.request('POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active', city: 'Ningbo' });

  await page.goto(`${server.url}/roles`);
  await page.getByRole('button', { name: 'New role' }).click();
  await page.getByLabel('Name').fill('Visitors');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Visitors' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Customers: Read' }).selectOption('Own');
  await page.getByRole('combobox', { name: 'City' }).selectOption('Hidden');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Visitors is saved.').or(page.getByText(/saved/i)).first()).toBeVisible();

  const eve = await client.request('POST', '/users', { name: 'Eve', username: 'eve', roles: ['visitors'] });
  const { url } = await client.request('POST', `/users/${eve['id']}/invite`);
  await client.request('POST', '/auth/password-by-token', { token: new URL(url).searchParams.get('token'), password: PASSWORD });

  await page.goto(`${server.url}/customers/${harbour['id']}`);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByLabel('Person').fill('Eve');
  await page.getByRole('option', { name: 'Eve' }).click();
  await page.locator('crm-share-card').getByRole('button', { name: 'Share' }).click();
  await expect(page.locator('crm-share-card')).toContainText('Eve');

  await page.goto(`${server.url}/roles/access?userId=${eve['id']}&kind=customer&recordId=${harbour['id']}`);
  await expect(page.getByRole('row', { name: /^Read/ })).toContainText('The record is shared');
  await expect(page.getByText('Hidden (Visitors)')).toBeVisible();

  const other = await page.context().browser()?.newContext();
  const hers = await other?.newPage();
  if (!hers) throw new Error('no second window');
  await hers.goto(`${server.url}/sign-in`);
  await hers.getByLabel('User name').fill('eve');
  await hers.getByLabel('Password').fill(PASSWORD);
  await hers.getByRole('button', { name: 'Sign in' }).click();
  await hers.waitForURL(`${server.url}/`);
  await hers.goto(`${server.url}/customers/${harbour['id']}`);
  await expect(hers.getByRole('heading', { level: 1, name: 'Harbour Ltd' })).toBeVisible();
  await expect(hers.getByText('Ningbo')).toHaveCount(0);
  await server.stop();
});
