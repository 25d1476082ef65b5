import { expect, test } from './guarded.ts';
import { Client } from './client.ts';
import { at, cell, colleague, day, DESK, flow, joins, look, PHONE, teams } from './money-desk.ts';
import { startServer } from './server.ts';

test('a contract in force gets its next version with an approval of its own, its plan follows, and before it ends it is renewed', async ({ browser }) => {
  const server = await startServer();
  const client = new Client(server);
  await client.setUp('en');
  const [max, ann] = [await colleague(client, 'Max Berg', 'max', 'sales-manager', 'en'), await colleague(client, 'Ann Lee', 'ann', 'sales', 'en')];
  const [north] = await teams(client, [['North', max.id]]);
  for (const one of [max, ann]) await joins(client, one, north as string);
  const product = await client.request('POST', '/products', { code: 'SRV', name: 'Lamp service', price: 1_000_000, currency: 'CNY', onSale: true, taxRate: 0 });
  const sales = new Client(server);
  await sales.enter('ann');
  const { id: customerId } = await sales.request('POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' });
  const lines = [{ productId: product['id'], quantity: 12_000, price: 1_000_000, taxRate: 0 }];
  const { id } = await sales.request('POST', '/contracts', { name: 'Service of all lamps', customerId, currency: 'CNY', startsOn: day(-315), endsOn: day(49), remindDays: 60, lines });
  const contract = () => sales.request('GET', `/contracts/${id as string}`);
  const tag = async () => ({ 'if-match': `"${(await contract())['version'] as number}"` });
  await sales.request('POST', `/approvals/contract/${id as string}/submit`, { chosen: [] }, await tag());
  await sales.request('PUT', `/contracts/${id as string}/plan`, { rows: [-200, -100, 10, 40].map((after) => ({ dueOn: day(after), amount: 30_000 })) }, await tag());
  for (const [verb, body] of [['send', {}], ['sign', { signer: 'Mr Li' }], ['activate', {}]] as const) await sales.request('POST', `/contracts/${id as string}/${verb}`, body, await tag());
  const first = (await sales.request('GET', `/receivables?contractId=${id as string}&sort=dueOn`))['items'][0] as { id: string };
  await sales.request('POST', '/payments', { contractId: id, amount: 30_000, currency: 'CNY', receivedOn: day(-150), method: 'wire', allocations: [{ receivableId: first.id, amount: 30_000 }] });
  await flow(client, 'amendment', 'Amendments', [1]);
  const desk = await at(browser, server, ann, DESK, 'en-US');

  await test.step('the reminder of its end leads to it', async () => {
    const card = desk.locator('crm-home-contracts');
    await expect(card).toContainText('49 days left');
    await look(desk, 'b01-home');
    await card.getByRole('link', { name: /Service of all lamps/ }).click();
    await expect(desk.locator('crm-contract-progress')).toContainText('49 days left');
    await expect(desk.locator('crm-contract-money')).toContainText('Overdue');
    await look(desk, 'b02-contract');
  });

  await test.step('the next version is written, and approved on a phone', async () => {
    await desk.getByRole('button', { name: 'More steps' }).click();
    await desk.getByRole('menuitem', { name: 'Write an amendment' }).click();
    await desk.getByRole('dialog').getByRole('textbox').first().fill('Two lamps fewer');
    await look(desk, 'b03-amend');
    await desk.getByRole('dialog').getByRole('button', { name: 'Write an amendment' }).click();
    await desk.waitForURL(/\/amendments\/.+\/edit$/);
    await expect(cell(desk, 0, 'quantity')).toHaveValue('12');
    await cell(desk, 0, 'quantity').fill('10');
    await cell(desk, 0, 'quantity').press('Tab');
    await look(desk, 'b04-editor');
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.waitForURL(/\/amendments\/[0-9a-f-]+$/);
    await expect(desk.locator('crm-approval-panel')).toContainText('Max Berg');
    await desk.locator('crm-approval-panel').getByRole('button', { name: 'Submit for approval' }).click();
    await expect(desk.locator('crm-approval-panel').getByText('In approval').first()).toBeVisible();
    await look(desk, 'b05-amendment');
    expect(await contract()).toMatchObject({ revision: 1, amount: 120_000 });
    const phone = await at(browser, server, max, PHONE, 'en-US');
    await phone.goto(`${server.url}/approvals`);
    await phone.locator('crm-inbox-list article button').first().click();
    await expect(phone.locator('crm-run-detail')).toContainText('Two lamps fewer');
    await look(phone, 'b06-phone');
    await phone.getByRole('button', { name: 'Approve' }).or(phone.getByRole('button', { name: 'Agree' })).first().click();
    await expect(phone.getByText(/Nothing waits|nothing to approve|No approvals/i).first()).toBeVisible();
    await phone.context().close();
  });

  await test.step('the contract says what changed, and its plan is as large as it is now', async () => {
    await desk.goto(`${server.url}/contracts/${id as string}`);
    const versions = desk.locator('crm-contract-versions');
    await expect(versions).toContainText('V2');
    await versions.getByRole('button', { name: /changes/ }).click();
    await expect(versions.locator('del').filter({ hasText: 'Lamp service × 12' })).toBeVisible();
    await expect(versions.locator('ins').filter({ hasText: 'Lamp service × 10' })).toBeVisible();
    await look(desk, 'b07-versions');
    await expect(desk.locator('crm-contract-money tbody tr').last()).toContainText('100.00');
  });
  expect(await contract()).toMatchObject({ revision: 2, amount: 100_000, received: 30_000, receivable: 70_000, stage: 'active' });
  const { items: rows } = await sales.request('GET', `/receivables?contractId=${id as string}&sort=dueOn`);
  expect((rows as { amount: number; received: number }[]).map(({ amount, received }) => [amount, received])).toEqual([[30_000, 30_000], [30_000, 0], [30_000, 0], [10_000, 0]]);

  await test.step('it is renewed for as long, right after its end', async () => {
    await desk.getByRole('button', { name: 'More steps' }).click();
    await desk.getByRole('menuitem', { name: 'Renew' }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Renew' }).click();
    await desk.waitForURL(/\/contracts\/.+\/edit$/);
    await expect(desk.getByLabel('Starts on', { exact: true })).toHaveValue(day(50));
    await expect(cell(desk, 0, 'quantity')).toHaveValue('10');
    await desk.getByRole('textbox', { name: 'Name', exact: true }).fill('Service of all lamps, second year');
    await look(desk, 'b08-renewal');
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.waitForURL(/\/contracts\/[0-9a-f-]+$/);
    await expect(desk.getByRole('link', { name: 'Service of all lamps', exact: true })).toBeVisible();
    await look(desk, 'b09-successor');
    await desk.getByRole('link', { name: 'Service of all lamps', exact: true }).click();
    await expect(desk.getByRole('link', { name: /second year/ })).toBeVisible();
    await look(desk, 'b10-renewed');
  });
  const successor = (await sales.request('GET', `/contracts?predecessorId=${id as string}`))['items'] as object[];
  expect(successor).toMatchObject([{ stage: 'draft', approval: 'none', revision: 1, amount: 100_000, received: 0, startsOn: day(50), endsOn: day(50 + 364) }]);
  await server.stop();
});
