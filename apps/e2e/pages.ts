import type { Page } from '@playwright/test';
import { generateSync } from 'otplib';
import { SETUP_TOKEN } from './server.ts';

export const PASSWORD = 'correct horse battery staple';

/** The administrator's recovery codes: each opens one second step. */
const codes: string[] = [];
export function keepCodes(fresh: readonly string[]): void {
  codes.splice(0, codes.length, ...fresh);
}
export function nextCode(): string {
  return codes.shift() ?? '';
}
/** What an authenticator app shows for a secret now. */
export const codeOf = (secret: string): string => generateSync({ secret: secret.replace(/\s/g, '') });

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
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await page.getByLabel('Code of the app').fill(codeOf(await page.locator('.secret code').innerText()));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
  keepCodes(await page.locator('crm-recovery-codes li').allInnerTexts());
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('heading', { name: 'Anyuan' }).waitFor();
}

/** The drawer in which a record is written down. */
export const drawer = (page: Page) => page.locator('crm-record-editor');

/** Signs in as the administrator, in whichever language the page is. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel(/User name|用户名/).fill('root');
  await page.getByLabel(/Password|密码/).fill(PASSWORD);
  await page.getByRole('button', { name: /^(Sign in|登录)$/ }).click();
  await page.getByLabel(/Code|验证码/).fill(nextCode());
  await page.getByRole('button', { name: /Continue|继续/ }).click();
  await page.waitForURL(`${url}/`);
}
