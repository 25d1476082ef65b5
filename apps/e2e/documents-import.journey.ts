import { Client } from './client.ts';
import { expect, test } from './guarded.ts';
import { signIn } from './pages.ts';
import { startServer } from './server.ts';

const FILE = `合同编号,合同名称,客户,产品,数量,单价,折扣,合同阶段,签订日期
HT-01,照明改造,安远科技,吊灯,10,199.95,0.15,执行中,2026-03-02
HT-02,备件,安远科技,旧款灯,3,20,0,草稿,
HT-01,照明改造,安远科技,线缆,120,3.25,0.05,执行中,2026-03-02
`;

test('合同及其明细从文件导入，缺少的产品一次对应，并可逐条撤销', async ({ page }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp('zh-CN');
  await client.request('POST', '/customers', { name: '安远科技', kind: 'company', status: 'active' });
  for (const [code, name] of [['L', '吊灯'], ['C', '线缆']]) await client.request('POST', '/products', { code, name, price: 1_000_000, currency: 'CNY', onSale: true });
  await signIn(page, server.url);

  await page.goto(`${server.url}/imports/new?kind=contract`);
  await expect(page.getByRole('radio', { name: '合同' })).toBeChecked();
  await page.locator('input[type=file]').setInputFiles({ name: '合同.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${FILE}`) });
  await expect(page.getByText('读取为 15%')).toBeVisible();
  await page.getByRole('button', { name: '检查全部行' }).click();
  await page.getByLabel('替换为 旧款灯').fill('吊灯');
  await page.getByRole('button', { name: '替换并重新检查' }).click();
  await page.getByRole('button', { name: '导入 2 条记录' }).click();
  await page.getByText('逐条写入结果').click();
  await page.getByRole('link', { name: '照明改造' }).click();

  // 10 × 199.95 × 0.85 + 120 × 3.25 × 0.95 = 1699.575 + 370.5
  await expect(page.getByText('¥2,070.08').first()).toBeVisible();
  await expect(page.getByText('执行中').first()).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: '撤销本次导入' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤销本次导入' }).click();
  await expect(page.getByText('已撤回：移除 2，恢复 0，保留 0。')).toBeVisible();
  await server.stop();
});
