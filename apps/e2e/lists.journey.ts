import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { Client } from './client.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';

const firm = (index: number, more: object = {}) => ({ name: `Firm ${String(index).padStart(3, '0')}`, kind: 'company', status: 'active', ...more });
const cellOf = (page: Page, name: string, column: string) => page.getByRole('row', { name: new RegExp(name) }).locator(`.cdk-column-${column}`);

test('a list is made one’s own: columns, widths, totals, and a view that keeps them', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  for (let index = 0; index < 60; index++) await client.request('POST', '/customers', firm(index, { employees: index, revenue: 1_000_00, status: index % 2 ? 'active' : 'inactive' }));
  await signIn(page, server.url);
  await page.goto(`${server.url}/customers?sort=name`);
  await page.getByRole('link', { name: 'Firm 000' }).waitFor();

  await page.getByRole('button', { name: 'Columns' }).click();
  const chooser = page.getByRole('dialog', { name: 'Columns' });
  await chooser.getByRole('searchbox').fill('empl');
  await chooser.getByRole('checkbox', { name: 'Employees' }).check();
  await expect(chooser.getByRole('checkbox')).toHaveCount(1);
  await chooser.getByRole('searchbox').fill('');
  await chooser.getByRole('button', { name: 'Move up Employees' }).click();
  await expect(chooser.getByRole('button', { name: 'Move up Employees' })).toBeFocused();
  const handle = chooser.locator('.row', { hasText: 'City' }).locator('.handle');
  const [from, to] = [await handle.boundingBox(), await chooser.locator('.row', { hasText: 'Industry' }).boundingBox()];
  if (!from || !to) throw new Error('There is nothing to drag');
  await page.mouse.move(from.x + 8, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, to.y + 4, { steps: 12 });
  await page.mouse.up();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/columns=name,city,industry,status,level,ownerId,revenue,employees,createdAt/);

  const grip = page.getByRole('separator', { name: 'Width of Name' });
  const edge = await grip.boundingBox();
  if (!edge) throw new Error('There is no edge');
  const before = Number(await grip.getAttribute('aria-valuenow'));
  await page.mouse.move(edge.x + 6, edge.y + 12);
  await page.mouse.down();
  await page.mouse.move(edge.x + 106, edge.y + 12, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(new RegExp(`name:${before + 100},`));
  await grip.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(new RegExp(`name:${before + 90},`));
  await page.locator('cdk-virtual-scroll-viewport').evaluate((element) => element.scrollTo(400, 0));
  await expect(page.getByRole('link', { name: 'Firm 000' })).toBeInViewport();
  await expect(page.locator('.aside')).toHaveCount(1);

  await page.getByRole('button', { name: 'Totals' }).click();
  await expect(page.locator('tfoot .cdk-column-employees')).toContainText('1,770');
  await expect(page.locator('tfoot .cdk-column-revenue')).toContainText('¥60,000.00');
  await page.goto(`${page.url()}&status=active`);
  await expect(page.locator('tfoot .cdk-column-revenue')).toContainText('¥30,000.00');

  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Awake');
  await page.getByRole('radio', { name: 'Everybody' }).check();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Awake' })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('button', { name: 'Employees', exact: true }).click();
  await expect(page.getByRole('img', { name: 'Changed and not saved' })).toBeVisible();
  await page.getByRole('link', { name: 'Reset' }).click();
  await expect(page.getByRole('img', { name: 'Changed and not saved' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Employees', exact: true }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('img', { name: 'Changed and not saved' })).toHaveCount(0);
  await page.getByRole('button', { name: 'View Awake' }).click();
  await page.getByRole('menuitem', { name: 'Open the list in this view' }).click();
  await page.goto(`${server.url}/`);
  await page.getByRole('link', { name: 'Customers' }).first().click();
  await expect(page.locator('tfoot .cdk-column-revenue')).toContainText('¥30,000.00');
  await expect(page.getByRole('columnheader', { name: 'Employees' })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await expect(page.locator('.count')).toHaveText('60');

  const { items } = await client.request('GET', '/views?list=customers');
  await client.request('PATCH', `/views/${items[0].id}`, { address: 'formerField=1&status=active' }, { 'if-match': `"${items[0].version}"` });
  await page.goto(`${server.url}/customers`);
  await expect(page.getByText('it is left out: formerField')).toBeVisible();
  await expect(page.locator('.count')).toHaveText('30');
  await server.stop();
});

test('values are changed in place: by keys, from cell to cell, and with both values in sight when somebody was faster', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  for (let index = 0; index < 3; index++) await client.request('POST', '/customers', firm(index, { city: 'Bern' }));
  const { items } = await client.request('GET', '/customers?sort=name');
  await signIn(page, server.url);
  await page.goto(`${server.url}/customers?sort=name&columns=name,city,employees`);
  await page.getByRole('link', { name: 'Firm 000' }).waitFor();
  await page.locator('h1').click();
  for (const key of ['j', 'e', 'Tab']) {
    await page.keyboard.press(key);
    if (key !== 'j') await page.getByRole('dialog').waitFor();
  }
  await page.getByRole('dialog').getByRole('textbox', { name: 'City' }).fill('Mine');
  await client.request('PATCH', `/customers/${items[0].id}`, { city: 'Theirs' }, { 'if-match': '"1"' });
  await page.keyboard.press('Enter');
  const conflict = page.getByRole('dialog').filter({ hasText: 'City was changed meanwhile' });
  await expect(conflict).toContainText(/Before\s*Bern\s*Theirs\s*Theirs\s*Mine\s*Mine/);
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect(cellOf(page, 'Firm 000', 'city')).toContainText('Mine');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(cellOf(page, 'Firm 000', 'city')).toContainText('Theirs');

  await client.request('PATCH', `/customers/${items[1].id}`, { employees: 9 }, { 'if-match': '"1"' });
  await cellOf(page, 'Firm 001', 'city').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('textbox', { name: 'City' }).fill('Chur');
  await page.keyboard.press('Enter');
  await expect(cellOf(page, 'Firm 001', 'city')).toContainText('Chur');
  await expect(cellOf(page, 'Firm 001', 'employees')).toContainText('9');

  await page.locator('h1').click();
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Firm 001' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Firm 001/ })).toHaveClass(/current/);
  await page.keyboard.press(' ');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('toolbar')).toContainText('2 selected');
  await page.getByRole('link', { name: 'Firm 002' }).click();
  await page.getByRole('heading', { name: 'Firm 002' }).waitFor();
  await page.goBack();
  await expect(page.getByRole('toolbar')).toContainText('2 selected');
  await server.stop();
});

test('many records are worked on at once, on a phone too, and each one’s result can be kept', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp();
  for (let index = 0; index < 3; index++) await client.request('POST', '/customers', firm(index));
  const { items } = await client.request('GET', '/customers?sort=name');
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, server.url);
  await page.goto(`${server.url}/customers?sort=name`);
  await page.getByText('Firm 001').waitFor();
  await page.getByRole('button', { name: 'More' }).first().click();
  await page.getByRole('menuitem', { name: 'Select' }).click();
  await page.getByText('Firm 001').click();
  await page.getByText('Firm 002').click();
  await expect(page.getByRole('toolbar')).toContainText('2 selected');
  await page.getByRole('toolbar').getByRole('button', { name: 'Change a field' }).click();
  await page.getByRole('combobox', { name: 'Field' }).click();
  await page.getByRole('option', { name: 'Parent company' }).click();
  await page.getByRole('dialog').getByPlaceholder('Type to find').fill('Firm 001');
  await page.getByRole('option', { name: 'Firm 001' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Change' }).click();
  await expect(page.getByRole('dialog')).toContainText('1 were refused');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Result of each record' }).click();
  const rows = readFileSync(await (await download).path(), 'utf8').replace('\ufeff', '').trim().split('\r\n');
  expect(rows.map((row) => row.split(',')[2])).toEqual(['Result', 'refused', 'done']);
  expect(rows[1]).toContain(items[1].id);
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('dialog')).toContainText('Undone');
  await server.stop();
});
