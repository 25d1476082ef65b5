import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './guarded.ts';
import { Client } from './client.ts';
import { activeContract, plan } from './contract-desk.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';
import { walkTo } from './walk.ts';

const PATHS = ['/', '/customers', '/customers?create=1', '/contacts', '/opportunities', '/opportunities/board', '/products', '/price-books', '/price-books?create=1', '/price-books/side-by-side', '/stock', '/stock-counts', '/warehouses', '/currency-rates', '/competitors', '/competitors?create=1', '/quotes', '/quotes/new', '/quote-settings', '/contracts', '/contracts/new', '/amendments', '/contract-templates', '/receivables', '/receivables/match', '/payments', '/invoices', '/invoice-titles', '/receivables-settings', '/settings/numbering', '/approvals', '/approval-flows', '/reports/sales', '/reports/contracts', '/reports/receivables', '/reports/reconciliation', '/reports/stock', '/imports', '/imports/new', '/users', '/teams', '/roles', '/pipelines', '/settings', '/settings/profile', '/settings/company', '/settings/options', '/settings/security', '/settings/keys', '/settings/mail', '/settings/sign-in', '/help/lists', '/nowhere', '/roles/compare', '/roles/access', '/system', '/backups'];

test.describe.configure({ mode: 'parallel' });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing serious stands in anybody’s way, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(300_000);
    const server = await startServer();
    const client = new Client(server);
    await client.setUp(colorScheme === 'dark' ? 'zh-CN' : 'en');
    const { id } = await client.request('POST', '/customers', { name: '安远科技', kind: 'company', status: 'active', tags: ['KA'], phones: ['13812345678'] });
    const { id: deal } = await client.request('POST', '/opportunities', { name: 'Lamps', customerId: id, amount: 125_000, openedOn: '2026-01-01' });
    await client.request('POST', '/opportunities', { name: 'Won', customerId: id, amount: 5000 }).then(({ id: won }) => client.request('POST', `/opportunities/${won as string}/win`, {}, { 'if-match': '"1"' }));
    const { id: quote } = await client.request('POST', '/quotes', { customerId: id, lines: [{ kind: 'section', description: 'First', quantity: 0, price: 0 }, { description: 'Lamp', quantity: 1000, price: 10_000 }] });
    const contract = await activeContract(client, id as string, 'Lamps', 125_000);
    await plan(client, contract.id, [['2026-01-31', 25_000], ['2027-06-30', 100_000]]);
    const [{ id: row }] = (await client.request('GET', `/receivables?contractId=${contract.id}`))['items'] as [{ id: string }];
    const { id: payment } = await client.request('POST', '/payments', { contractId: contract.id, amount: 10_000, allocations: [{ receivableId: row, amount: 10_000 }] });
    const { id: title } = await client.request('POST', '/invoice-titles', { customerId: id, kind: 'person', name: '安远', standard: true });
    const { id: invoice } = await client.request('POST', '/invoices', { contractId: contract.id, kind: 'digital', amount: 10_000, lines: [] });
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(`${server.url}/sign-in`);
    const serious = async (path: string) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id: rule, nodes }) => `${path} ${rule} ${nodes[0]?.html.slice(0, 160) ?? ''}`);
    };
    const found = await serious('/sign-in');
    await signIn(page, server.url);
    for (const path of [...PATHS, `/customers/${id}`, `/opportunities/${deal}`, `/quotes/${quote}`, `/quotes/${quote}/edit`, `/quotes/${quote}/compare`, `/contracts/${contract.id}`, `/receivables/${row}`, `/payments/${payment as string}`, `/invoices/${invoice as string}`, `/invoice-titles/${title as string}`]) {
      await walkTo(page, path);
      found.push(...(await serious(path)));
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), `${path} fits`).toBe(true);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/customers', '/opportunities/board', '/reports/sales', '/reports/receivables', '/receivables', '/receivables/match', `/opportunities/${deal}`, `/contracts/${contract.id}`, `/payments/${payment as string}`]) {
      await walkTo(page, path);
      found.push(...(await serious(`${path} on a phone`)));
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), `${path} fits a phone`).toBe(true);
    }
    expect(found).toEqual([]);
    await context.close();
    await server.stop();
  });
}
