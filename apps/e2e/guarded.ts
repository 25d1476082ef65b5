import { expect, test as plain, type BrowserContext } from '@playwright/test';

const VIOLATION = /Content Security Policy|Trusted ?Type|TrustedHTML|TrustedScript|NG0(904|905|910)/i;

/** Journeys whose pages never try what their policy forbids, and never ask another host for anything. */
export const test = plain.extend<{ guard: void }>({
  guard: [
    async ({ browser }, use) => {
      const found: string[] = [];
      const watch = (context: BrowserContext) => {
        context.on('console', (message) => void (VIOLATION.test(message.text()) && found.push(`${message.page()?.url() ?? ''}: ${message.text()}`)));
        context.on('weberror', (error) => void (VIOLATION.test(error.error().message) && found.push(error.error().message)));
        context.on('request', (request) => {
          const { protocol, hostname, pathname } = new URL(request.url());
          const own = ['data:', 'blob:', 'about:'].includes(protocol) || hostname === 'localhost' || hostname === '127.0.0.1';
          if (!own || pathname.endsWith('/csp-reports')) found.push(`request to ${request.url()}`);
        });
      };
      browser.contexts().forEach(watch);
      browser.on('context', watch);
      await use();
      browser.off('context', watch);
      expect(found, 'F1, F6: nothing forbidden was tried').toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };
