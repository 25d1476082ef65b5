import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './guarded.ts';
import { drawer, setUp } from './pages.ts';
import { startServer } from './server.ts';

const file = (name: string) => join(import.meta.dirname, '../../tools/proof/fixture', `${name}.csv`);

async function upload(page: Page, kind: string, name: string): Promise<void> {
  await page.goto(new URL('/imports/new', page.url()).href);
  await page.getByRole('radio', { name: kind }).check();
  await page.locator('input[type=file]').setInputFiles(file(name));
  await page.getByRole('button', { name: 'Check all rows' }).waitFor();
}
/** The rule of a field, added when nothing suggested it. */
async function rule(page: Page, field: string): Promise<Locator> {
  const rules = page.locator('section.rule');
  for (const one of await rules.all()) {
    const chosen = await one.getByLabel('Field').evaluate((select: unknown) => (select as { selectedOptions: { label: string }[] }).selectedOptions[0]?.label ?? '');
    if (chosen.replace(' *', '') === field) return one;
  }
  const count = await rules.count();
  await page.getByRole('button', { name: 'Add a field' }).click();
  await expect(rules).toHaveCount(count + 1);
  const added = rules.last();
  const labels = await added.getByLabel('Field').locator('option').allTextContents();
  await added.getByLabel('Field').selectOption({ label: labels.find((label) => label.replace(' *', '') === field) ?? field });
  return added;
}
async function fixed(page: Page, field: string, text: string): Promise<void> {
  const own = await rule(page, field);
  await own.getByLabel('From').selectOption({ label: 'Fixed text…' });
  await own.getByRole('textbox', { name: 'Fixed text' }).fill(text);
}
async function replace(own: Locator, values: Record<string, string>): Promise<void> {
  for (const [from, to] of Object.entries(values)) {
    const count = await own.getByLabel('In the file').count();
    await own.getByRole('button', { name: 'Add a value' }).click();
    await expect(own.getByLabel('In the file')).toHaveCount(count + 1);
    await own.getByLabel('In the file').last().fill(from);
    await own.getByLabel('Here').last().fill(to);
    await own.getByLabel('Here').last().blur();
  }
}
async function checkAndRun(page: Page, rows: number): Promise<void> {
  const button = page.getByRole('button', { name: 'Check all rows' });
  if (await button.isVisible()) await button.click();
  await page.getByRole('button', { name: `Import ${rows} rows` }).click();
  await page.getByRole('link', { name: 'Show the records' }).waitFor();
}

test('a company brings in its sales book, works it, and reads true figures', async ({ page }) => {
  const server = await startServer();
  await setUp(page, server.url, { currency: 'USD' });
  await page.getByRole('link', { name: 'Pipelines' }).first().click();
  await page.getByRole('link', { name: 'Sales' }).last().click();
  await page.getByRole('button', { name: 'Add a stage' }).click();
  await drawer(page).getByRole('textbox', { name: 'Name', exact: true }).fill('Engaging');
  await drawer(page).getByLabel('Probability').fill('50');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Engaging is created.')).toBeVisible();

  await upload(page, 'Users and teams', 'sales_teams');
  await checkAndRun(page, 3);

  await upload(page, 'Customers', 'accounts');
  await fixed(page, 'Kind', 'company');
  await fixed(page, 'Status', 'active');
  await (await rule(page, 'Annual revenue')).getByLabel('Multiply by').fill('1000000');
  await page.getByRole('button', { name: 'Check all rows' }).click();
  await page.getByLabel('Replace by technolgy').fill('Technology');
  await page.getByLabel('Replace by forestry').fill('Other');
  await page.getByRole('button', { name: 'Replace and check again' }).click();
  await checkAndRun(page, 3);

  await upload(page, 'Products', 'products');
  await (await rule(page, 'Code')).getByLabel('From').selectOption('product');
  await (await rule(page, 'Category')).getByLabel('Create what is missing').check();
  await fixed(page, 'Currency', 'USD');
  await fixed(page, 'On sale', 'yes');
  await checkAndRun(page, 3);

  await upload(page, 'Opportunities', 'sales_pipeline');
  await fixed(page, 'Name', '{product} {account}');
  await replace(await rule(page, 'Stage'), { Won: 'Engaging', Lost: 'Engaging' });
  const status = await rule(page, 'Status');
  await status.getByLabel('From').selectOption('deal_stage');
  await replace(status, { Prospecting: 'open', Engaging: 'open' });
  await replace(await rule(page, 'Value of the product line'), { '0': '' });
  await page.getByRole('button', { name: 'Check all rows' }).click();
  await page.getByLabel('Replace by GTXPro').fill('GTX Pro');
  await page.getByRole('button', { name: 'Replace and check again' }).click();
  await checkAndRun(page, 6);

  await page.getByRole('link', { name: 'Reports' }).first().click();
  await page.getByRole('button', { name: 'All time' }).click();
  const figures = page.locator('.figures');
  await expect(figures).toContainText('$5,624.00');
  await expect(figures).toContainText('75.00%');
  await expect(figures).toContainText('mean 51.67 days, median 20');
  await page.locator('crm-chart-card', { hasText: 'Won by owner' }).getByRole('button', { name: 'As a table' }).click();
  await page.getByRole('button', { name: 'Wang Hai' }).click();
  await expect(page.getByRole('heading', { name: 'Opportunities' })).toBeVisible();
  await expect(page.locator('.count')).toHaveText('2');

  await page.getByRole('link', { name: 'Board' }).click();
  const card = page.locator('article', { hasText: 'MG Special' });
  await card.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.getByRole('region', { name: 'Negotiation' }).locator('article', { hasText: 'MG Special' })).toBeVisible();
  await card.hover();
  await card.getByRole('button', { name: 'Lost' }).click();
  await page.getByRole('combobox', { name: 'Reason' }).click();
  await page.getByRole('option', { name: 'Price' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lost' }).click();
  await expect(page.locator('article', { hasText: 'MG Special' })).toHaveCount(0);
  await server.stop();
});
