import type { Page, Request } from '@playwright/test';

const QUIET_MS = 250;
const STEP_MS = 50;
const watched = new WeakMap<Page, Set<Request>>();

/** The requests of a page that are under way. */
function requestsOf(page: Page): Set<Request> {
  const known = watched.get(page);
  if (known) return known;
  const waiting = new Set<Request>();
  watched.set(page, waiting);
  page.on('request', (request) => waiting.add(request));
  page.on('requestfinished', (request) => waiting.delete(request));
  page.on('requestfailed', (request) => waiting.delete(request));
  return waiting;
}

/** Goes to a page as a link within the application does, without starting it anew, and waits until nothing moves any more. */
export async function walkTo(page: Page, path: string): Promise<void> {
  const waiting = requestsOf(page);
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`);
  for (let quiet = 0, tries = 0; quiet < QUIET_MS && tries < 400; tries++) {
    await page.waitForTimeout(STEP_MS);
    const busy = waiting.size > 0 || (await page.evaluate('document.querySelector("[aria-busy=true]") !== null'));
    quiet = busy ? 0 : quiet + STEP_MS;
  }
}
