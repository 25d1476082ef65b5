import { readFileSync } from 'node:fs';
import { expect, test } from './guarded.ts';
import { Client } from './client.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';

test('a quote is written by keyboard, approved, sent, revised, compared, and taken along as a PDF', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp('en');
  const { id: customer } = await client.request('POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' });
  const products: string[] = [];
  for (const [code, name, price] of [['L-1', 'Lamp', 1_000_000], ['C-1', 'Cable', 50_000]] as const) products.push((await client.request('POST', '/products', { code, name, price, currency: 'CNY', onSale: true, taxRate: 1300 }))['id'] as string);
  await signIn(page, server.url);

  await page.goto(`${server.url}/quotes/new?customerId=${customer as string}`);
  const cell = (row: number, column: string) => page.locator(`[data-row="${row}"] [data-column="${column}"]`);
  await page.getByRole('button', { name: 'Add row' }).click();
  await cell(0, 'what').pressSequentially('Lamp');
  await page.getByRole('option', { name: /Lamp/ }).click();
  await expect(cell(0, 'price')).toHaveValue('100');
  await cell(0, 'quantity').fill('3');
  await cell(0, 'quantity').press('Enter');
  await cell(1, 'what').pressSequentially('Travel');
  await cell(1, 'what').press('Tab');
  await cell(1, 'price').fill('80');
  await cell(1, 'price').press('Alt+ArrowUp');
  await expect(cell(0, 'what')).toHaveValue('Travel');
  await cell(0, 'price').press('Control+d');
  await expect(page.locator('[data-row]')).toHaveCount(3);
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'C-1\\t10\\t\\nSpare parts\\t1\\t25');
    document.querySelector('[data-row="2"] input').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);
  await expect(page.locator('[data-row]')).toHaveCount(5);
  await expect(cell(3, 'price')).toHaveValue('5');
  await page.getByRole('textbox', { name: 'Discount on the whole in percent' }).fill('20');
  await page.getByRole('textbox', { name: 'Discount on the whole in percent' }).press('Tab');
  await expect(page.getByText('needs an approval before it is sent')).toBeVisible();
  await page.keyboard.press('Control+s');

  await expect(page.getByRole('heading', { name: 'Harbour Ltd' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mark as sent' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await page.getByRole('button', { name: /^(Agree|Approve)$/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^(Agree|Approve)$/ }).click({ timeout: 3000 }).catch(() => undefined);
  await page.getByRole('button', { name: 'Mark as sent' }).click();
  await page.getByRole('button', { name: 'New version' }).click();
  await cell(0, 'quantity').fill('2');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Compare versions' }).click();
  await expect(page.getByText('Quantity: 1 → 2')).toBeVisible();

  await page.goBack();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PDF' }).click().then(() => page.getByRole('menuitem', { name: 'English' }).click())]);
  expect(readFileSync(await file.path()).subarray(0, 5).toString()).toBe('%PDF-');

  // A bundle gets its components, a price beside the others, and is taken apart on the lines of a quote.
  const { id: kit } = await client.request('POST', '/products', { code: 'K-1', name: 'Starter kit', price: 1_900_000, currency: 'CNY', onSale: true, bundling: 'own', parts: [{ productId: products[0], quantity: 2000 }] });
  await page.goto(`${server.url}/products/${kit as string}`);
  await page.getByRole('button', { name: 'Add a component' }).click();
  await page.getByRole('group', { name: 'Component 2' }).getByRole('combobox').fill('Cable');
  await page.getByRole('option', { name: 'Cable' }).click();
  await page.getByRole('button', { name: 'Save components' }).click();
  await expect(page.locator('crm-bundle-rows li').last()).toContainText('190.00');
  await client.request('POST', '/price-books', { name: 'Autumn', kind: 'list', currency: 'CNY', active: true });
  await page.goto(`${server.url}/price-books/side-by-side`);
  await page.getByRole('textbox', { name: 'Starter kit · Autumn' }).fill('180.01');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('row', { name: /Starter kit/ }).locator('td.best')).toContainText('This price holds');
  await expect(page.getByRole('button', { name: 'Save 1 prices' })).toHaveCount(0);
  await page.goto(`${server.url}/quotes/new?customerId=${customer as string}`);
  await page.getByRole('button', { name: 'Add row' }).click();
  await cell(0, 'what').pressSequentially('Starter');
  await page.getByRole('option', { name: /Starter kit/ }).click();
  await expect(page.locator('[data-row]')).toHaveCount(2);
  await expect(page.locator('crm-line-totals')).toContainText('180.01');
  await server.stop();
});
