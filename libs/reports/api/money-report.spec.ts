import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Workspace, type Principal } from '#kernel/api';
import { addDays } from '#kernel/model';

describe('the reports on money', () => {
  onEachDatabase((house) => {
    let [root, ann, bob] = [] as unknown as [Principal, Principal, Principal];
    let today = '';
    const ids: Record<string, string> = {};
    const get = async (path: string, who = root) => (await house.request(who, 'GET', path)).body;
    const post = async (who: Principal, path: string, body: object = {}) => (await house.request(who, 'POST', path, body)).body;
    const act = async (who: Principal, id: string, verb: string, body: object = {}) => {
      const { version } = await get(`/contracts/${id}`, who);
      const path = verb === 'submit' ? `/approvals/contract/${id}/submit` : `/contracts/${id}/${verb}`;
      const { status, body: said } = await house.request(who, 'POST', path, body, { 'if-match': `"${version}"` });
      if (status >= 300) throw new Error(`${verb}: ${JSON.stringify(said)}`);
      return said;
    };
    const customer = async (who: Principal, name: string) => (await post(who, '/customers', { name, kind: 'company', status: 'active' })).id as string;
    const signed = async (who: Principal, customerId: string, signedOn: string, currency: string, amount: number, more: object = {}) => {
      const { id } = await post(who, '/contracts', { name: 'Lamps', customerId, amount, currency, ...more });
      for (const verb of ['submit', 'send']) await act(who, id, verb);
      await act(who, id, 'sign', { signer: 'Mr Harbour', signedOn });
      return id as string;
    };
    const plan = async (who: Principal, id: string, rows: readonly (readonly [string, number])[]) => {
      const { version } = await get(`/contracts/${id}`, who);
      await house.request(who, 'PUT', `/contracts/${id}/plan`, { rows: rows.map(([dueOn, amount]) => ({ dueOn, amount })) }, { 'if-match': `"${version}"` });
    };
    const section = (report: any, key: string) => report.sections.find((one: any) => one.key === key).items as any[];
    const figures = (report: any) => Object.fromEntries(section(report, 'figures').map(({ key, amounts }) => [key, Object.values(amounts)[0]]));

    beforeAll(async () => {
      const [north, south] = [await house.team('North'), await house.team('South')];
      [root, ann, bob] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'], north), await house.person('Bob', ['sales'], south)];
      today = await house.get(Workspace).today();
      await post(root, '/currency-rates', { currency: 'USD', validOn: '2025-01-01', rate: 700_000_000 });
      const [harbour, mill] = [await customer(ann, 'Harbour Ltd'), await customer(bob, 'Mill Ltd')];
      ids['harbour'] = harbour;
      ids['first'] = await signed(ann, harbour, '2025-01-10', 'CNY', 100_000, { startsOn: '2025-01-01', endsOn: '2025-12-31' });
      await act(ann, ids['first'], 'activate');
      ids['dollars'] = await signed(ann, harbour, '2025-02-05', 'USD', 10_000);
      ids['over'] = await signed(bob, mill, '2025-02-20', 'CNY', 50_000);
      await act(bob, ids['over'], 'activate');
      await post(bob, '/payments', { contractId: ids['over'], amount: 20_000, receivedOn: '2025-03-05', allocations: [] });
      await act(bob, ids['over'], 'terminate', { reason: 'Their project ended' });
      await signed(bob, mill, '2025-03-01', 'EUR', 999);
      await post(ann, '/contracts', { name: 'Only a draft', customerId: harbour, amount: 5, currency: 'CNY' });
      await plan(ann, ids['first'], [['2025-03-31', 30_000], [addDays(today, -10), 20_000], [addDays(today, 40), 50_000]]);
      await plan(ann, ids['dollars'], [[today, 10_000]]);
      const { items: [row] } = await get(`/receivables?contractId=${ids['first']}`, ann);
      await post(ann, '/payments', { contractId: ids['first'], amount: 12_000, receivedOn: '2025-03-30', allocations: [{ receivableId: row.id, amount: 12_000 }] });
    });
    const FIRST_HALF = 'from=2025-01-01&to=2025-06-30';

    it('say what was signed and executed by month, person, team and customer, in one currency; what has no rate is counted', async () => {
      const report = await get(`/reports/contracts?${FIRST_HALF}`);
      expect(report).toMatchObject({ currency: 'CNY', from: '2025-01-01', to: '2025-06-30' });
      expect(section(report, 'figures')[0]).toEqual({ key: 'signed', count: 4, unpriced: 1, amounts: { amount: 220_000 } });
      expect(figures(report)).toMatchObject({ executed: 120_000, received: 32_000 });
      expect(section(report, 'byMonth')).toEqual([
        { key: '2025-01', count: 1, unpriced: 0, amounts: { amount: 100_000, executed: 100_000, received: 12_000 } },
        { key: '2025-02', count: 2, unpriced: 0, amounts: { amount: 120_000, executed: 20_000, received: 20_000 } },
        { key: '2025-03', count: 1, unpriced: 1, amounts: { amount: 0, executed: 0, received: 0 } },
      ]);
      for (const [key, first, second] of [['byOwner', 'Ann', 'Bob'], ['byTeam', 'North', 'South'], ['byCustomer', 'Harbour Ltd', 'Mill Ltd']] as const) {
        expect(section(report, key).map(({ of, amounts }) => [of.name, amounts.amount])).toEqual([[first, 170_000], [second, 50_000]]);
      }
      expect(section(report, 'byStage').map(({ key, count, amounts }) => [key, count, amounts.amount])).toEqual([['draft', 1, 5], ['signed', 2, 70_000], ['active', 1, 100_000], ['terminated', 1, 50_000]]);
    });

    it('are within the reader’s reach, narrowed by what is asked, and told in a currency alone when that is asked', async () => {
      expect(figures(await get(`/reports/contracts?${FIRST_HALF}`, ann))).toMatchObject({ signed: 170_000 });
      expect(figures(await get(`/reports/contracts?${FIRST_HALF}&ownerId=${bob.id}`))).toMatchObject({ signed: 50_000 });
      expect(figures(await get(`/reports/contracts?${FIRST_HALF}&customerId=${ids['harbour']}&currency=CNY`))).toMatchObject({ signed: 100_000 });
      const dollars = await get(`/reports/contracts?${FIRST_HALF}&currency=USD`);
      expect([dollars.currency, figures(dollars).signed]).toEqual(['USD', 10_000]);
      const eve = await house.person('Eve', ['service']);
      const mia = await house.person('Mia', ['marketing']);
      expect([(await house.request(eve, 'GET', '/reports/contracts')).status, (await house.request(mia, 'GET', '/reports/stock')).status]).toEqual([403, 403]);
      expect((await get('/reports/receivables?from=x&teamId=y&odd=1')).errors).toEqual([{ pointer: '/odd', code: 'unknown' }, { pointer: '/from', code: 'day' }, { pointer: '/teamId', code: 'uuid' }]);
      expect((await house.request(root, 'GET', '/reports/nothing/file')).status).toBe(404);
    });

    it('say how old what is outstanding is, when the rest is due, and how much of what was due came in', async () => {
      const report = await get('/reports/receivables?from=2025-03-01&to=2025-03-31');
      const ages = section(report, 'ageing').map(({ key, count, amounts }) => [key, count, amounts.amount]);
      expect(ages).toEqual([['not-due', 2, 120_000], ['1-30', 1, 20_000], ['31-60', 0, 0], ['61-90', 0, 0], ['91-180', 0, 0], ['over-180', 1, 18_000]]);
      expect(section(report, 'forecast').map(({ key, amounts }) => [key, amounts.amount]).slice(0, 2)).toEqual([['overdue', 38_000], [today.slice(0, 7), 70_000]]);
      expect(figures(report)).toMatchObject({ outstanding: 158_000, overdue: 38_000, due: 30_000, received: 32_000, collectionRate: 32_000 / 30_000 });
      expect(section(report, 'collectionByOwner').map(({ of, amounts }) => [of.name, amounts.due, amounts.received, amounts.rate])).toEqual([['Ann', 30_000, 12_000, 0.4], ['Bob', 0, 20_000, null]]);
      expect(section(report, 'ageingByCustomer')).toMatchObject([{ of: { name: 'Harbour Ltd' }, amounts: { amount: 158_000, 'not-due': 120_000, '1-30': 20_000, 'over-180': 18_000 } }]);
      expect((await get('/contracts?overdue=true')).items.map(({ id }: any) => id)).toEqual([ids['first']]);
      expect((await get('/contracts?overdue=true', bob)).items).toEqual([]);
    });

    it('set contract, invoice and receipt side by side', async () => {
      const invoice = await post(ann, '/invoices', { contractId: ids['dollars'], kind: 'digital', amount: 4000, lines: [], titleId: (await post(ann, '/invoice-titles', { customerId: ids['harbour'], kind: 'person', name: 'Harbour', standard: true })).id });
      await house.request(ann, 'POST', `/approvals/invoice/${invoice.id}/submit`, {}, { 'if-match': `"${invoice.version}"` });
      const { version } = await get(`/invoices/${invoice.id}`);
      expect((await house.request(root, 'POST', `/invoices/${invoice.id}/issue`, { invoiceNumber: 'F-1' }, { 'if-match': `"${version}"` })).status).toBe(200);
      const report = await get(`/reports/reconciliation?${FIRST_HALF}`);
      expect(figures(report)).toMatchObject({ agreed: 220_000, invoiced: 28_000, received: 32_000, unpaid: 28_000, unbilled: 32_000 });
      expect(section(report, 'unpaidContracts')).toMatchObject([{ key: ids['dollars'], currency: 'USD', amounts: { invoiced: 4000, unpaid: 4000 } }]);
      expect(section(report, 'unbilledContracts').map(({ key, amounts }) => [key, amounts.unbilled])).toEqual([[ids['over'], 20_000], [ids['first'], 12_000]]);
      expect((await get('/contracts?difference.gt=0&sort=-difference')).items).toMatchObject([{ id: ids['dollars'], difference: 4000 }]);
    });

    it('compare what was renewed with what ended', async () => {
      const next = await act(ann, ids['first'] as string, 'renew');
      await house.request(ann, 'PATCH', `/contracts/${next.id}`, { amount: 80_000 }, { 'if-match': `"${next.version}"` });
      for (const verb of ['submit', 'send']) await act(ann, next.id, verb);
      await act(ann, next.id, 'sign', { signer: 'Mr Harbour', signedOn: '2025-12-20' });
      expect(figures(await get('/reports/contracts?from=2025-12-01&to=2025-12-31'))).toMatchObject({ signed: 80_000, expiring: 100_000, renewed: 80_000, renewalRate: 0.8 });
    });

    it('value what lies in the warehouses, at cost for those who may know it', async () => {
      const { items: [main] } = await get('/warehouses');
      const make = (code: string, more: object) => post(root, '/products', { code, name: code, price: 30_000, currency: 'CNY', onSale: true, stocking: 'strict', ...more });
      const [lamp, bulb] = [await make('Lamp', { cost: 12_345 }), await make('Bulb', { currency: 'USD' })];
      await post(root, '/stock/receive', { warehouseId: main.id, lines: [{ productId: lamp.id, quantity: 1500 }, { productId: bulb.id, quantity: 1000 }] });
      const report = await get('/reports/stock');
      // 1.5 × 1.2345 = 1.85; 1.5 × 3.00 + 3.00 USD × 7 = 25.50.
      expect(figures(report)).toEqual({ stockCost: 185, stockValue: 2550, products: 2, uncosted: 1 });
      expect(section(report, 'byProduct').map(({ of, amounts }) => [of.name, amounts])).toEqual([['Lamp', { cost: 185, value: 450, quantity: 1500 }], ['Bulb', { cost: 0, value: 2100, quantity: 1000 }]]);
      expect(section(report, 'byWarehouse')).toMatchObject([{ of: { id: main.id }, amounts: { cost: 185, value: 2550 } }]);
      const seen = await get('/reports/stock', ann);
      expect([figures(seen), JSON.stringify(seen).includes('cost')]).toEqual([{ stockValue: 2550, products: 2 }, false]);
    });

    it('come as files in the reader’s language, without a figure that a spreadsheet computes', async () => {
      const { status, body } = await house.request(root, 'GET', `/reports/contracts/file?${FIRST_HALF}`);
      expect([status, body.includes('Signed by month,2025-01,1,0,CNY,1000,1000,120')]).toEqual([200, true]);
      expect((await house.request(root, 'GET', '/reports/stock/file?format=xlsx')).status).toBe(200);
      expect((await house.request(root, 'GET', '/reports/stock/file?format=pdf')).body.errors).toEqual([{ pointer: '/format', code: 'choice' }]);
    });
  });
});
