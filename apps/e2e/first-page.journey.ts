import { expect, test } from '@playwright/test';
import { startServer } from './server.ts';

test('the first page speaks both languages', async ({ page }) => {
  const server = await startServer();
  await page.goto(server.url);
  await expect(page.getByRole('heading')).toHaveText('Welcome to Rapport');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading')).toHaveText('欢迎使用 Rapport');
  await server.stop();
});
