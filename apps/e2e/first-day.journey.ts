import { expect, test } from './guarded.ts';
import { drawer, setUp } from './pages.ts';
import { startServer } from './server.ts';

test('a company starts, writes down a customer, and changes the language', async ({ page }) => {
  const server = await startServer();
  await setUp(page, server.url);
  await page.getByRole('link', { name: 'Customers' }).first().click();
  await page.getByRole('heading', { name: 'Customers' }).waitFor();
  await page.keyboard.press('c');
  await drawer(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(drawer(page).getByText('Required.')).toBeVisible();
  await drawer(page).getByRole('textbox', { name: 'Name', exact: true }).fill('安远科技有限公司');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('安远科技有限公司 is created.')).toBeVisible();
  await page.getByRole('link', { name: /安远科技/ }).click();
  await expect(page.getByRole('heading', { name: '安远科技有限公司' })).toBeVisible();

  await page.getByRole('button', { name: 'Lin Root' }).click();
  await page.getByRole('menuitem', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: '中文' }).click();
  await expect(page.getByRole('link', { name: '商机' }).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.reload();
  await expect(page.getByText('创建了记录')).toBeVisible();
  const tabs = await Promise.all([1, 2, 3].map(() => page.context().newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(`${server.url}/customers`)));
  for (const tab of tabs) await expect(tab.getByRole('heading', { name: '客户' })).toBeVisible();
  await tabs[0]?.getByRole('button', { name: 'Lin Root' }).click();
  await tabs[0]?.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(tabs[0] ?? page).toHaveURL(/sign-in/);
  await page.reload();
  await expect(page).toHaveURL(/sign-in/);
  await server.stop();
});
