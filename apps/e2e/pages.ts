import type { Page } from '@playwright/test';
import { SETUP_TOKEN } from './server.ts';

export const PASSWORD = 'correct horse battery staple';

/** Sets a fresh installation up as a new administrator does, through the page of the one-time address. */
export async function setUp(page: Page, url: string, { currency = 'CNY', samples = false } = {}): Promise<void> {
  await page.goto(`${url}/setup?token=${SETUP_TOKEN}`);
  await page.getByRole('textbox', { name: 'Company' }).fill('Anyuan');
  await page.getByLabel('Your name').fill('Lin Root');
  await page.getByLabel('User name').fill('root');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('combobox', { name: 'Currency' }).click();
  await page.getByRole('option', { name: new RegExp(`^${currency}`) }).click();
  if (samples) await page.getByRole('checkbox', { name: /sample company/ }).check();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('heading', { name: 'Anyuan' }).waitFor();
}

/** The drawer in which a record is written down. */
export const drawer = (page: Page) => page.locator('crm-record-editor');

/** Signs in as the administrator, in whichever language the page is. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel(/User name|用户名/).fill('root');
  await page.getByLabel(/Password|密码/).fill(PASSWORD);
  await page.getByRole('button', { name: /Sign in|登录/ }).click();
  await page.waitForURL(`${url}/`);
}
