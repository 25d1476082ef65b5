import { test } from '@playwright/test';
import { Client } from './client.ts';
import { activeContract, plan } from './money-desk.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';

const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
test('look', async ({ browser }) => {
  test.setTimeout(400_000);
  const server = await startServer(undefined, {});
  const client = new Client(server);
  await client.setUp('zh-CN');
  const made = async (name: string) => (await client.request('POST', '/customers', { name, kind: 'company', status: 'active' }))['id'] as string;
  const ids = [await made('安远科技有限公司'), await made('Harbour Lighting Ltd'), await made('江海电力设备股份有限公司')];
  const c1 = await activeContract(client, ids[0]!, '二期照明改造工程', 12_500_000);
  const c2 = await activeContract(client, ids[1]!, 'Pier lights', 4_800_000);
  const c3 = await activeContract(client, ids[2]!, '变电站年度维保', 9_600_000);
  const c4 = await activeContract(client, ids[0]!, '备件供应', 300_000);
  await plan(client, c1.id, [[day(-100), 3_750_000], [day(-20), 5_000_000], [day(40), 3_750_000]]);
  await plan(client, c2.id, [[day(-45), 2_400_000], [day(0), 2_400_000]]);
  await plan(client, c3.id, [[day(-220), 2_400_000], [day(-70), 2_400_000], [day(10), 2_400_000], [day(100), 2_400_000]]);
  const rows = async (id: string) => (await client.request('GET', `/receivables?contractId=${id}`))['items'] as { id: string; amount: number }[];
  const [first, second] = await rows(c1.id);
  await client.request('POST', '/payments', { contractId: c1.id, amount: 3_750_000, receivedOn: day(-90), method: 'wire', payer: '安远科技有限公司', allocations: [{ receivableId: first!.id, amount: 3_750_000 }] });
  await client.request('POST', '/payments', { contractId: c1.id, amount: 2_000_000, receivedOn: day(-10), method: 'wire', allocations: [{ receivableId: second!.id, amount: 1_500_000 }] });
  await client.request('POST', '/payments', { customerId: ids[1], amount: 2_400_000, receivedOn: day(-1), method: 'wire', payer: 'HARBOUR LIGHTING LTD', reference: `${c2.number} 1st`, currency: 'CNY', allocations: [] });
  await client.request('POST', '/payments', { customerId: ids[2], amount: 2_400_000, receivedOn: day(-2), method: 'online', payer: '江海电力', currency: 'CNY', allocations: [] });
  const title = await client.request('POST', '/invoice-titles', { customerId: ids[0], kind: 'company', name: '安远科技有限公司', taxNumber: '91330100799655058B', address: '杭州市滨江区网商路 699 号', phone: '+8657185022088', bank: '招商银行杭州分行', bankAccount: '571900000010802', standard: true });
  const invoice = await client.request('POST', '/invoices', { contractId: c1.id, kind: 'special', lines: [{ description: '照明设备', amount: 3_000_000, taxRate: 1300 }, { description: '安装服务', amount: 750_000, taxRate: 600 }] });
  await client.request('POST', `/approvals/invoice/${invoice['id'] as string}/submit`, { chosen: [] }, { 'if-match': `"${invoice['version'] as number}"` });
  const payments = (await client.request('GET', '/payments?sort=receivedOn'))['items'] as { id: string }[];
  const shots: [string, string][] = [
    ['list', '/receivables'], ['overdue', `/receivables?status=pending,partly&dueOn.gte=${day(-60)}&dueOn.lte=${day(-31)}`], ['contract', `/contracts/${c1.id}`], ['contract-empty', `/contracts/${c4.id}`], ['customer', `/customers/${ids[0]}`],
    ['payments', '/payments'], ['payment', `/payments/${payments[1]!.id}`], ['invoices', '/invoices'], ['invoice', `/invoices/${invoice['id'] as string}`], ['title', `/invoice-titles/${title['id'] as string}`], ['match', '/receivables/match'],
    ['row', `/receivables/${second!.id}`], ['home', '/'], ['settings', '/receivables-settings'], ['reports', '/reports/receivables'], ['reports-contracts', '/reports/contracts'],
  ];
  for (const [theme, width, lang] of [['light', 1440, 'zh-CN'], ['dark', 390, 'en']] as const) {
    const context = await browser.newContext({ colorScheme: theme, viewport: { width, height: width === 390 ? 844 : 900 } });
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && console.log('CONSOLE', message.text()));
    await client.request('PATCH', '/me', { language: lang }).catch(() => null);
    await signIn(page, server.url);
    for (const [name, path] of shots) {
      await page.goto(server.url + path);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(300);
      await page.screenshot({ path: `/tmp/receivables-shots/${name}-${width}.png`, fullPage: true });
    }
    // dialogs
    await page.goto(`${server.url}/contracts/${c4.id}`);
    await page.waitForLoadState('networkidle');
    if (width === 390) await page.getByRole('tab', { name: /History|动态|历史/ }).click().catch(() => null);
    await page.getByRole('button', { name: /编制计划|Make a plan/ }).first().click();
    await page.waitForTimeout(300);
    await page.getByRole('button', { name: /^(拆分|Divide)$/ }).click();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/receivables-shots/plan-${width}.png` });
    await page.goto(`${server.url}/contracts/${c1.id}`);
    await page.waitForLoadState('networkidle');
    if (width === 390) await page.getByRole('tab', { name: /History|动态|历史/ }).click().catch(() => null);
    await page.getByRole('button', { name: /登记回款|Record a payment/ }).first().click();
    await page.waitForTimeout(400);
    await page.locator('crm-payment-sheet input').first().fill('60000');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/receivables-shots/pay-${width}.png` });
    await page.goto(`${server.url}/receivables/match`);
    await page.waitForLoadState('networkidle');
    await page.locator('section input[type=radio]').last().check();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `/tmp/receivables-shots/match2-${width}.png`, fullPage: true });
    await context.close();
  }
  await server.stop();
});
