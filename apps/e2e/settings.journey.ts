import { expect, test } from './guarded.ts';
import { Client } from './client.ts';
import { setUp } from './pages.ts';
import { startServer } from './server.ts';

test('a company starts with the sample company, makes the words its own, finds help, and goes on without it', async ({ page }) => {
  const server = await startServer();
  await setUp(page, server.url, { samples: true });
  await expect(page.getByText('This workspace holds a sample company.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'First steps' })).toHaveCount(0);
  await page.goto(`${server.url}/opportunities`);
  await expect(page.locator('.count')).toHaveText('150');
  await page.goto(`${server.url}/reports/sales`);
  await expect(page.getByText('NaN')).toHaveCount(0);

  await page.goto(`${server.url}/settings`);
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('reasons');
  await page.getByRole('link', { name: /Option sets/ }).click();
  await page.getByRole('button', { name: /^Sources/ }).click();
  await page.getByRole('textbox', { name: 'Add a word, English' }).fill('Harbour fair');
  await page.getByRole('textbox', { name: 'Add a word, Chinese' }).fill('港口展会');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'English Harbour fair' })).toHaveValue('Harbour fair');
  await page.goto(`${server.url}/customers?create=1`);
  await page.getByRole('combobox', { name: 'Source' }).click();
  await expect(page.getByRole('option', { name: 'Harbour fair' })).toBeVisible();

  await page.goto(`${server.url}/customers`);
  await page.locator('h1').click();
  await page.keyboard.press('?');
  await page.getByRole('link', { name: 'About this page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible();

  await page.goto(`${server.url}/settings/company`);
  await page.getByRole('textbox', { name: 'Company' }).fill('Blue Lamp');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The settings are saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText(/The sample company is gone/)).toBeVisible();
  await page.goto(`${server.url}/`);
  await expect(page.getByRole('heading', { name: 'Blue Lamp' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add your first customer' })).toBeVisible();
  const client = new Client(server);
  await client.signIn();
  expect((await client.request('GET', '/customers'))['total']).toBe(0);
  await server.stop();
});
