import { expect, test } from './guarded.ts';
import { Client } from './client.ts';
import { at, cell, choose, colleague, day, DESK, flow, joins, look, PHONE, teams } from './money-desk.ts';
import { startServer } from './server.ts';

/** 3 × 12,800 less 20 % and 5,000, less 720 on the whole: 35,000.00 without tax. */
const [NET, TAX, TOTAL] = [3_500_000, 420_705, 3_920_705];

test('从报价到收款：报价审批、签约、两级审批、回款计划、分期到账，直到合同完成', async ({ browser }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp('zh-CN');
  const [zhao, wang, li] = [await colleague(client, '赵敏', 'zhao', 'sales-manager', 'zh-CN'), await colleague(client, '王强', 'wang', 'sales-manager', 'zh-CN'), await colleague(client, '李娜', 'li', 'sales', 'zh-CN')];
  const [company, east] = await teams(client, [['总公司', zhao.id], ['华东区', wang.id]]);
  await joins(client, zhao, company as string);
  for (const one of [wang, li]) await joins(client, one, east as string);
  await flow(client, 'contract', '合同审批', [1, 2]);
  await flow(client, 'payment', '回款审批', [1]);
  const products = [['SRV-1', '机架服务器', 128_000_000, 1300], ['INS-1', '安装服务', 50_000_000, 600]] as const;
  const ids: string[] = [];
  for (const [code, name, price, taxRate] of products) ids.push((await client.request('POST', '/products', { code, name, price, currency: 'CNY', onSale: true, taxRate }))['id'] as string);
  const sales = new Client(server);
  await sales.enter('li');
  await sales.request('POST', '/customers', { name: '海港物流有限公司', kind: 'company', status: 'active' });
  const [desk, phone] = [await at(browser, server, li, DESK, 'zh-CN'), await at(browser, server, wang, PHONE, 'zh-CN')];

  await test.step('写报价', async () => {
    await desk.getByRole('link', { name: '报价单', exact: true }).first().click();
    await desk.getByRole('link', { name: /新建报价单/ }).or(desk.getByRole('button', { name: /新建报价单/ })).first().click();
    await choose(desk, desk.getByLabel('客户', { exact: true }), '海港物流');
    await desk.getByRole('button', { name: '添加行' }).click();
    await cell(desk, 0, 'what').pressSequentially('机架');
    await desk.getByRole('option', { name: /机架服务器/ }).click();
    await expect(cell(desk, 0, 'price')).toHaveValue('12,800');
    await cell(desk, 0, 'quantity').fill('3');
    await cell(desk, 0, 'discount').fill('20');
    await cell(desk, 0, 'discount').press('Tab');
    await desk.getByRole('button', { name: '添加行' }).click();
    await cell(desk, 1, 'what').pressSequentially('安装');
    await desk.getByRole('option', { name: /安装服务/ }).click();
    await desk.getByRole('textbox', { name: '整单优惠', exact: true }).fill('720');
    await desk.getByRole('textbox', { name: '整单优惠', exact: true }).press('Tab');
    await expect(desk.locator('crm-line-totals')).toContainText('39,207.05');
    await desk.getByRole('button', { name: '预览' }).click();
    await expect(desk.locator('crm-offer-sheet')).toContainText('39,207.05');
    await look(desk, 'a01-editor');
    await desk.getByRole('button', { name: '保存' }).click();
    await expect(desk.getByRole('heading', { level: 1, name: '海港物流有限公司' })).toBeVisible();
    await expect(desk.getByText('发送前需审批')).toBeVisible();
    await look(desk, 'a02-quote');
    await desk.getByRole('button', { name: '提交审批' }).click();
    await expect(desk.getByText('已提交审批').first()).toBeVisible();
    await look(desk, 'a03-submitted');
  });
  const [quote] = (await sales.request('GET', '/quotes'))['items'] as { id: string; net: number; tax: number; total: number; number: string }[];
  expect([quote?.net, quote?.tax, quote?.total]).toEqual([NET, TAX, TOTAL]);

  await test.step('主管在手机上批准', async () => {
    await look(phone, 'a04-phone-home');
    await phone.goto(`${server.url}/approvals`);
    await look(phone, 'a05-phone-inbox');
    await phone.getByRole('button', { name: /海港物流/ }).click();
    await expect(phone.locator('crm-run-detail')).toContainText('39,207.05');
    await look(phone, 'a06-phone-detail');
    await phone.getByRole('button', { name: '同意' }).click();
    await expect(phone.getByText('没有待审批的单据').first()).toBeVisible();
    await look(phone, 'a07-phone-done');
  });

  await test.step('发送链接，客户在手机上接受，生成合同', async () => {
    await desk.reload();
    await desk.getByRole('button', { name: '标记为已发送' }).click();
    await desk.getByRole('button', { name: '生成链接' }).click();
    const link = new URL(await desk.getByRole('textbox', { name: '客户链接' }).inputValue());
    await look(desk, 'a08-link');
    const outside = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', hasTouch: true, isMobile: true });
    const customer = await outside.newPage();
    await customer.goto(`${server.url}${link.pathname}${link.search}`);
    await expect(customer.locator('crm-offer-sheet')).toContainText('叁万玖仟贰佰零柒元零伍分');
    await look(customer, 'a08-customer');
    await customer.getByRole('button', { name: '接受报价' }).click();
    await customer.getByLabel(/^您的姓名/).fill('陈海');
    await customer.getByLabel('说明（可选）').fill('请尽快签约');
    await look(customer, 'a08-customer-answers');
    await customer.getByRole('button', { name: '接受报价' }).click();
    await expect(customer.getByRole('status')).toContainText('感谢您的答复');
    await look(customer, 'a08-customer-thanked');
    await customer.goto(`${server.url}/offer?token=shared`);
    await expect(customer.getByRole('heading', { name: '此链接已失效' })).toBeVisible();
    await outside.close();
    await desk.reload();
    await expect(desk.getByText('已打开 1 次')).toBeVisible();
    await look(desk, 'a08-accepted');
    await desk.getByRole('button', { name: '生成合同' }).click();
    await desk.waitForURL(/\/contracts\/[0-9a-f-]+$/);
    await expect(desk.locator('crm-contract-lines')).toContainText('叁万玖仟贰佰零柒元零伍分');
    await look(desk, 'a09-contract');
  });
  const contractId = desk.url().split('/').at(-1) as string;
  const contract = () => sales.request('GET', `/contracts/${contractId}`);
  expect(await contract()).toMatchObject({ quoteId: quote?.id, stage: 'draft', approval: 'none', net: NET, tax: TAX, amount: TOTAL, receivable: TOTAL, received: 0 });

  await test.step('补齐合同，提交两级审批', async () => {
    await desk.getByRole('button', { name: '编辑' }).first().click();
    await desk.getByLabel('开始日期', { exact: true }).fill(day(0));
    await desk.getByLabel('结束日期', { exact: true }).fill(day(365));
    await desk.getByRole('button', { name: '添加履约节点' }).click();
    await desk.locator('crm-milestones-editor input').first().fill('到货验收');
    await look(desk, 'a10-contract-editor');
    await desk.getByRole('button', { name: '保存' }).click();
    await desk.waitForURL(/\/contracts\/[0-9a-f-]+$/);
    await expect(desk.locator('crm-approval-panel')).toContainText('王强');
    await expect(desk.locator('crm-approval-panel')).toContainText('赵敏');
    await look(desk, 'a11-predicted');
    await desk.locator('crm-approval-panel').getByRole('button', { name: '提交审批' }).click();
    await expect(desk.getByText('审批中，已锁定')).toBeVisible();
    await phone.goto(`${server.url}/approvals`);
    await phone.getByRole('button', { name: /海港物流/ }).click();
    await look(phone, 'a12-phone-contract');
    await phone.getByRole('button', { name: '同意' }).click();
    await expect(phone.getByText('没有待审批的单据').first()).toBeVisible();
    expect(await contract()).toMatchObject({ approval: 'in_approval', stage: 'draft' });
    const boss = await at(browser, server, zhao, DESK, 'zh-CN');
    await boss.getByRole('link', { name: /审批/ }).first().click();
    await boss.getByRole('button', { name: '同意' }).waitFor();
    await look(boss, 'a13-boss');
    await boss.getByRole('button', { name: '同意' }).click();
    await expect(boss.getByText('没有待审批的单据').first()).toBeVisible();
    await boss.context().close();
  });
  expect(await contract()).toMatchObject({ approval: 'approved', stage: 'draft' });

  await test.step('送签、登记签署、编制回款计划、开始执行', async () => {
    await desk.reload();
    await desk.getByRole('button', { name: '送签' }).click();
    await expect(desk.getByRole('button', { name: '登记签署' })).toBeVisible();
    await desk.locator('crm-documents-panel input[type=file]').first().setInputFiles({ name: '签署扫描件.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') });
    await expect(desk.locator('crm-documents-panel')).toContainText('签署扫描件.pdf');
    await desk.getByRole('button', { name: '登记签署' }).click();
    await desk.getByRole('dialog').getByLabel('对方签署人').fill('陈海');
    await look(desk, 'a14-sign');
    await desk.getByRole('dialog').getByRole('button', { name: '登记签署' }).click();
    await expect(desk.getByRole('button', { name: '开始执行' })).toBeVisible();
    await desk.getByRole('button', { name: '编制计划' }).click();
    const plan = desk.getByRole('dialog');
    await plan.getByRole('button', { name: '按比例' }).click();
    await plan.getByLabel('首期应收日期').fill(day(0));
    await plan.getByRole('button', { name: '拆分', exact: true }).click();
    await expect(plan).toContainText('已全部计划');
    await look(desk, 'a15-plan');
    await plan.getByRole('button', { name: '保存' }).click();
    await expect(desk.locator('crm-contract-money tbody tr')).toHaveCount(3);
    await desk.getByRole('button', { name: '开始执行' }).click();
    await expect(desk.getByRole('button', { name: '完成', exact: true })).toBeVisible();
    await look(desk, 'a16-active');
  });
  const rows = async () => (await sales.request('GET', `/receivables?contractId=${contractId}&sort=dueOn`))['items'] as { amount: number; received: number; open: number; status: string }[];
  expect((await rows()).map(({ amount, status }) => [amount, status])).toEqual([[1_176_212, 'pending'], [1_568_282, 'pending'], [1_176_211, 'pending']]);

  const pay = (amount: string, left: string) =>
    test.step(`到账 ${amount}`, async () => {
      await desk.locator('crm-contract-money header').getByRole('button', { name: '登记回款' }).click();
      await desk.getByRole('dialog').getByLabel(/^金额/).fill(amount);
      await desk.getByRole('dialog').getByLabel(/^金额/).press('Tab');
      await look(desk, `a17-pay-${amount}`);
      await desk.getByRole('dialog').getByRole('button', { name: '登记回款' }).click();
      await desk.getByRole('dialog').waitFor({ state: 'detached' });
      await expect(desk.locator('crm-money-figures')).toContainText('审批中');
      await look(desk, `a18-in-approval-${amount}`);
      await phone.goto(`${server.url}/approvals`);
      await phone.locator('crm-inbox-list article button').first().click();
      await look(phone, `a19-phone-payment-${amount}`);
      await phone.getByRole('button', { name: '同意' }).click();
      await expect(phone.getByText('没有待审批的单据').first()).toBeVisible();
      await desk.goto(`${server.url}/contracts/${contractId}`);
      await expect(desk.locator('crm-money-figures')).toContainText(left);
    });
  await pay('11762.12', '27,444.93');
  expect((await rows()).map(({ received, status }) => [received, status])).toEqual([[1_176_212, 'done'], [0, 'pending'], [0, 'pending']]);
  await pay('20000', '7,444.93');
  expect((await rows()).map(({ received, open, status }) => [received, open, status])).toEqual([[1_176_212, 0, 'done'], [1_568_282, 0, 'done'], [431_718, 744_493, 'partly']]);
  await pay('7444.93', '39,207.05');

  await test.step('履约完成，合同完成', async () => {
    await desk.getByRole('button', { name: '完成', exact: true }).click();
    await expect(desk.getByText('履约节点').first()).toBeVisible();
    await desk.getByRole('checkbox', { name: '到货验收' }).check();
    await expect(desk.locator('crm-milestones-card')).toContainText('已履约');
    await desk.getByRole('button', { name: '完成', exact: true }).click();
    await expect(desk.getByRole('button', { name: '归档' })).toBeVisible();
    await look(desk, 'a20-completed');
  });
  expect(await contract()).toMatchObject({ stage: 'completed', approval: 'approved', amount: TOTAL, received: TOTAL, receivable: 0, fulfilment: 'fulfilled', signer: '陈海' });
  expect((await rows()).every(({ open, status }) => open === 0 && status === 'done')).toBe(true);
  await server.stop();
});
