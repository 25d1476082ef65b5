import type { Browser, Locator, Page } from '@playwright/test';
import type { Client } from './client.ts';
import { PASSWORD } from './pages.ts';
import type { Server } from './server.ts';

export const PHONE = { width: 390, height: 844 };
/** A day as the workspace counts them, which is ahead of the clock of whoever runs this. */
export const day = (after: number) => new Date(Date.now() + after * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
export const DESK = { width: 1440, height: 900 };
export interface Colleague {
  readonly id: string;
  readonly username: string;
}

/** Somebody who can sign in, in the language they work in. */
export async function colleague(client: Client, name: string, username: string, role: string, language: 'en' | 'zh-CN', primaryTeamId?: string): Promise<Colleague> {
  const { id } = await client.request('POST', '/users', { name, username, roles: [role], language, ...(primaryTeamId ? { primaryTeamId } : {}) });
  const { url } = await client.request('POST', `/users/${id as string}/invite`);
  await client.request('POST', '/auth/password-by-token', { token: new URL(url as string).searchParams.get('token'), password: PASSWORD });
  return { id: id as string, username };
}

/** Teams below each other, the highest first, each with the colleague who heads it. */
export async function teams(client: Client, all: readonly (readonly [name: string, headId: string])[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [name, headId] of all) ids.push((await client.request('POST', '/teams', { name, headId, ...(ids.length > 0 ? { parentId: ids.at(-1) } : {}) }))['id'] as string);
  return ids;
}
export async function joins(client: Client, { id }: Colleague, primaryTeamId: string): Promise<void> {
  const { version } = await client.request('GET', `/users/${id}`);
  await client.request('PATCH', `/users/${id}`, { primaryTeamId }, { 'if-match': `"${version as number}"` });
}

/** The superiors of whoever submits, one after the other, up to a level. */
export async function flow(client: Client, kind: string, name: string, levels: readonly number[]): Promise<void> {
  const step = (level: number) => ({ id: `level-${level}`, kind: 'approval', name: `L${level}`, when: [], who: 'superior', people: [], role: null, level, how: 'any', nobody: 'block', submitter: 'superior' });
  const { items } = await client.request('GET', '/approval-flows');
  for (const old of (items as { id: string; kind: string; version: number; published: number | null }[]).filter((one) => one.kind === kind && one.published !== null)) {
    await client.request('POST', `/approval-flows/${old.id}/withdraw`, undefined, { 'if-match': `"${old.version}"` });
  }
  const made = await client.request('POST', '/approval-flows', { kind, name, when: [], steps: levels.map(step), sameApprover: 'first', afterReturn: 'restart', recall: 'untouched', batch: false });
  await client.request('POST', `/approval-flows/${made['id'] as string}/publish`, undefined, { 'if-match': `"${made['version'] as number}"` });
}

/** A colleague at their own screen: signed in, at the front page. */
export async function at(browser: Browser, { url }: Server, { username }: Colleague, viewport: typeof DESK, locale: 'en-US' | 'zh-CN'): Promise<Page> {
  const context = await browser.newContext({ viewport, locale, ...(viewport === PHONE ? { hasTouch: true, isMobile: true } : {}) });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel(/User name|用户名/).fill(username);
  await page.getByLabel(/Password|密码/).fill(PASSWORD);
  await page.getByRole('button', { name: /^(Sign in|登录)$/ }).click();
  await page.waitForURL(`${url}/`);
  return page;
}

/** Chooses a record by what is typed into a field for it. */
export async function choose(page: Page, field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await page.getByRole('option', { name: new RegExp(text) }).first().click();
}
/** A cell of the grid of lines. */
export const cell = (page: Page, row: number, column: string) => page.locator(`[data-row="${row}"] [data-column="${column}"]`);

/** Shows what a step looked like, where somebody wants to see it. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['LOOK'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
