import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Dictionary } from '#kernel/api';
import { Bringing, causes, type Person } from './testing/bring.ts';


describe('an import of documents', () => {
  onEachDatabase((house) => {
    const { upload, check, bring, go } = bound(new Bringing(house));
    let root: Person;
    let ann: Person;
    const all = async (path: string) => (await house.request(root, 'GET', path)).body.items as any[];
    const one = async (path: string) => (await all(path))[0];
    const contract = async (number: string) => (await house.request(root, 'GET', `/contracts/${(await one(`/contracts?number=${number}`)).id}`)).body;

    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      ann = await house.person('Ann', ['sales']);
      await bring(root, 'customer', 'name,kind,status,externalId\nAmber,company,active,A\nBlue,company,active,B\n');
      await bring(root, 'product', 'code,name,price,currency,onSale,stocking\nP1,Pump,100,CNY,yes,strict\nV1,Valve,9.8,CNY,yes,\n');
    });

    it('makes one contract of all rows that name it, wherever they stand, and its total is rounded once', async () => {
      const file = 'orderID,customerID,productID,unitPrice,quantity,discount\n1,A,P1,14.25,3,0.15\n2,B,V1,9.80,10,0\n1,A,V1,16.45,7,0.05\n3,A,P1,0.25,1,0.1\n3,A,P1,0.25,1,0.1\n';
      const checked = await check(root, 'contract', file);
      expect(checked.report).toMatchObject({ create: 3, error: 0, groups: [] });
      expect(checked.columns.find(({ name }) => name === 'discount')?.fractions).toBe(true);
      expect((await go(root, checked.id, 'run')).report).toMatchObject({ create: 3, error: 0 });
      const first = await contract('1');
      expect(first).toMatchObject({ name: '1', stage: 'draft', approval: 'none', customer: { name: 'Amber' }, currency: 'CNY', amount: 14_573 });
      expect(first.lines.map(({ quantity, price, discount, net }: any) => [quantity, price, discount, net])).toEqual([[3000, 142_500, 1500, 3634], [7000, 164_500, 500, 10_939]]);
      // 2 × 0.25 × 0.9 = 0.45, though each line alone is 0.23.
      expect(await contract('3')).toMatchObject({ amount: 45, discountAmount: 1 });
      expect((await check(root, 'contract', file)).report).toMatchObject({ create: 0, skip: 3 });
    });

    it('says of each row what is wrong, and leaves out the whole document until it is put right', async () => {
      const file = '合同编号,合同名称,客户,产品,数量,单价,折扣\nX1,Pumps,Amber,Pump,1,10,5%\nX1,Pumps,Amber,Nothing,many,10,\nX2,Valves,Amber,Valve,1,10,\nX2,Other,Blue,Valve,1,10,\nX3,Fine,Blue,Valve,2,10,10%\n';
      const checked = await check(root, 'contract', file);
      expect(checked.report).toMatchObject({ create: 1, error: 4 });
      expect(causes(checked)).toEqual(['document-differs customerId 5', 'document-differs name 5', 'document-part 2 4', 'number quantity 3', 'reference productId 3'].sort());
      const put = async (line: number, column: string, value: string) => (await house.request(root, 'PATCH', `/imports/${checked.id}/rows/${line}`, { column, value })).body.report;
      await put(5, '合同名称', 'Valves');
      expect(await put(5, '客户', 'Amber')).toMatchObject({ create: 2, error: 2 });
      await put(3, '产品', 'Valve');
      expect(await put(3, '数量', '3')).toMatchObject({ create: 3, error: 0, groups: [] });
      expect((await go(root, checked.id, 'run')).report).toMatchObject({ create: 3, error: 0 });
      expect(await contract('X1')).toMatchObject({ amount: 3950, lines: [{ discount: 500 }, { quantity: 3000, discount: null }] });
    });

    it('lets those alone say that a contract was signed elsewhere who may, and the rules of its stages hold', async () => {
      const file = `number,customer,amount,stage,signedOn,endsOn,reason\nS1,Amber,100,执行中,2026-01-05,2027-01-01,\nS2,Amber,100,signed,,,\nS3,Amber,100,completed,2026-01-05,,\nS4,Amber,100,expired,2026-01-05,2099-01-01,\nS5,Amber,100,cancelled,,,lost it\nS6,Amber,100,,2026-01-05,,\nS7,Amber,100,signed,2099-01-01,,\n`;
      const checked = await check(root, 'contract', file);
      expect(causes(checked)).toEqual(['required stage 7']);
      const done = await go(root, checked.id, 'run');
      expect(causes(done)).toEqual(['contract-running 5', 'future-day signedOn 8', 'receivable-open 4', 'required signedOn 3', 'required stage 7'].sort());
      expect(await contract('S1')).toMatchObject({ stage: 'active', approval: 'approved', signedOn: '2026-01-05', receivable: 10_000 });
      expect(await contract('S5')).toMatchObject({ stage: 'cancelled', reason: 'lost it' });
      await bring(root, 'customer', 'name,kind,status,owner\nAnns,company,active,Ann\n');
      expect(causes(await bring(ann, 'contract', 'number,customer,amount,stage,signedOn\nN1,Anns,5,active,2026-01-05\nN2,Anns,5,draft,\n'))).toEqual(['forbidden 2']);
    });

    it('brings in plans and payments as far as the contract goes, in its own currency', async () => {
      await bring(root, 'contract', 'number,customer,currency,amount,stage,signedOn\nJ1,Amber,JPY,1000,active,2026-01-05\nJ2,Amber,JPY,500,draft,\n');
      const plans = await bring(root, 'receivable', '合同,应收日期,应收金额\nJ1,2026-03-01,600\nJ1,2026-06-01,400\nJ1,2026-09-01,1\nJ2,2026-09-01,500\n');
      expect([plans.report, causes(plans)]).toMatchObject([{ create: 3, error: 1 }, ['plan-above-total amount 4']]);
      const payments = await bring(root, 'payment', 'contract,amount,receivedOn,reference,period,allocated\nJ1,300,2026-03-02,R1,2,200\nJ1,300,2026-03-02,R1,1,100\nJ1,500,2026-03-09,R2,,\nJ1,300,2026-03-10,R3,,\nJ2,1,2026-03-10,R4,,\n', {}, { identity: 'reference' });
      expect([payments.report, causes(payments)]).toMatchObject([{ create: 2, error: 2 }, ['contract-stage 6', 'required reason 5']]);
      expect(await contract('J1')).toMatchObject({ received: 800, receivable: 200 });
      expect((await all(`/receivables?contractId=${(await contract('J1')).id}&sort=dueOn`)).map(({ open }) => open)).toEqual([0, 200]);

      expect((await go(root, payments.id, 'undo')).report?.undone).toEqual({ removed: 2, restored: 0, kept: 0 });
      expect(await contract('J1')).toMatchObject({ received: 0, receivable: 1000 });
      expect((await bring(root, 'contract', 'number,amount\nJ2,700\n', {}, { mode: 'update' })).report).toMatchObject({ update: 1 });
      expect(await contract('J2')).toMatchObject({ amount: 700, currency: 'JPY' });
      expect((await all('/payments?reference=R2&sort=amount')).map(({ amount }) => amount)).toEqual([-500, 500]);
    });

    it('changes drafts by their number, brings them on, and puts all of it back', async () => {
      const drafts = await bring(root, 'contract', 'number,customer\nU1,Amber\nU2,Blue\n');
      const lines = await bring(root, 'contract', 'number,product,quantity,price,stage,signedOn\nU1,Valve,2,10,active,2026-02-01\nU2,Valve,1,10,draft,\nU1,Valve,3,10,active,2026-02-01\nU9,Valve,1,1,draft,\n', {}, { mode: 'update' });
      expect(lines.report).toMatchObject({ create: 0, update: 2, skip: 1, error: 0 });
      expect(await contract('U1')).toMatchObject({ amount: 5000, stage: 'active', lines: [{ quantity: 2000 }, { quantity: 3000 }] });
      const { body: told } = await house.request(root, 'GET', `/imports/${lines.id}/results`);
      expect(told.items.map(({ name, result }: any) => [name, result])).toEqual([['U2', 'changed'], ['U1', 'changed']]);
      expect((await go(root, lines.id, 'undo')).report?.undone).toEqual({ removed: 0, restored: 2, kept: 0 });
      expect(await contract('U1')).toMatchObject({ amount: 0, stage: 'draft', approval: 'none', signedOn: null, lines: [] });
      expect((await go(root, drafts.id, 'undo')).report?.undone).toMatchObject({ kept: 2 });
    });

    it('takes back record by record: what money stands on stays, with the reason', async () => {
      const made = await bring(root, 'contract', 'number,customer,amount,stage,signedOn\nK1,Amber,10,active,2026-02-01\nK2,Amber,10,active,2026-02-01\nK3,Amber,10,active,2026-02-01\n');
      await bring(root, 'payment', 'contract,amount\nK2,4\n');
      await bring(root, 'receivable', 'contract,dueOn,amount\nK3,2027-01-01,5\n');
      const undone = await go(root, made.id, 'undo');
      expect([undone.state, undone.report?.undone]).toEqual(['undone', { removed: 1, restored: 0, kept: 2 }]);
      const { body: kept } = await house.request(root, 'GET', `/imports/${made.id}/results?result=kept`);
      expect(kept.items.map(({ name, reason, line }: any) => [name, reason, line])).toEqual([['K2', 'stale', 3], ['K3', 'contract-used', 4]]);
      expect((await house.request(root, 'GET', `/imports/${made.id}/results`)).body.items.map(({ name }: any) => name)).toEqual(['K1', 'K2', 'K3']);
    });

    it('brings in quotes as drafts or as they were answered', async () => {
      const done = await bring(root, 'quote', `number,customer,product,quantity,price,status,sentOn,answeredOn,validUntil\nQ1,Amber,Pump,1,90,,,,\nQ2,Blue,Valve,1,9,accepted,2026-02-01,2026-02-09,2026-03-01\nQ3,Blue,Valve,1,9,accepted,2026-02-01,2026-05-09,2026-03-01\nQ4,Blue,Valve,1,9,in_approval,,,\n`);
      expect([done.report, causes(done)]).toMatchObject([{ create: 2, error: 2 }, ['quote-status status 5', 'validity-over answeredOn 4']]);
      expect((await all('/quotes?sort=number')).map(({ number, status, total }) => [number, status, total])).toEqual([['Q1', 'draft', 9000], ['Q2', 'accepted', 900]]);
    });

    it('brings in price books, a price a row, and puts old prices back', async () => {
      const file = 'name,kind,product,minQuantity,price\nWinter,tier,Pump,0,95\nWinter,tier,Pump,10,90\nWinter,tier,Valve,0,9\n';
      const first = await bring(root, 'price-book', file);
      expect(first.report).toMatchObject({ create: 1, error: 0 });
      const book = (await one('/price-books?name=Winter')).id;
      const prices = async () => (await all(`/price-entries?priceBookId=${book}&sort=createdAt`)).map(({ minQuantity, price }) => [minQuantity, price]);
      const second = await bring(root, 'price-book', 'name,product,minQuantity,price\nWinter,Pump,0,94\nWinter,Pump,20,85\n', { kind: { text: 'tier' } }, { mode: 'both' });
      expect([second.report, await prices()]).toMatchObject([{ create: 0, update: 1 }, [[0, 940_000], [10_000, 900_000], [0, 90_000], [20_000, 850_000]]]);
      await go(root, second.id, 'undo');
      expect(await prices()).toEqual([[0, 950_000], [10_000, 900_000], [0, 90_000]]);
      await go(root, first.id, 'undo');
      expect(await all('/price-books?name=Winter')).toEqual([]);
    });

    it('writes opening balances, then what was counted, for those who move goods', async () => {
      const rules = { warehouseId: { column: '仓库', createMissing: true } };
      const opening = await bring(root, 'stock', '产品,仓库,库存\nPump,North,12.5\nPump,South,3\nValve,North,1\nPump,North,9\n', rules);
      expect([opening.report, causes(opening)]).toMatchObject([{ create: 2, error: 2, also: { warehouse: 2 } }, ['not-stocked 4', 'twice-in-file productId 5']]);
      const count = await bring(root, 'stock', '产品,仓库,库存\nPump,North,10\n');
      const levels = async () => (await all('/stock?sort=onHand')).map(({ onHand }) => onHand);
      expect([count.report?.create, await levels()]).toEqual([1, [3000, 10_000]]);
      expect((await all('/stock-entries?sort=-createdAt')).map(({ kind, onHand }) => [kind, onHand])).toEqual([['count', -2500], ['opening', 3000], ['opening', 12_500]]);
      expect((await go(root, opening.id, 'undo')).report?.undone).toMatchObject({ restored: 1, kept: 3 });
      expect(await levels()).toEqual([0, 10_000]);
    });

    it('understands its own templates in both languages, and which columns hold fractions', async () => {
      const words = house.get(Dictionary);
      const { body } = await house.request(root, 'GET', '/imports/targets');
      for (const kind of ['price-book', 'stock', 'quote', 'contract', 'receivable', 'payment'] as const) {
        for (const language of ['en', 'zh-CN'] as const) {
          const names = body[kind].map(({ name }: any) => name).sort();
          const header = body[kind].map(({ label }: any) => words.say(language, label)).join(',');
          const { mapping } = await upload(root, kind, `${header}\n${names.map(() => 'x').join(',')}\n`);
          expect(mapping.columns.map(({ target }) => target).sort(), `${kind} ${language}`).toEqual(names);
        }
      }
      const share = async (...cells: string[]) => (await upload(root, 'contract', `number,discount\n${cells.map((cell) => `1,${cell}`).join('\n')}\n`)).mapping.columns.find(({ target }) => target === 'discount')?.factor;
      expect([await share('0', '0.15', '1'), await share('0', '15'), await share('0.15', '15%'), await share('0', '1')]).toEqual([100, null, null, null]);
    });

    it('I6: offers and takes nothing of what one may not import', async () => {
      const kinds = Object.keys((await house.request(ann, 'GET', '/imports/targets')).body);
      expect(kinds).toEqual(['customer', 'contact', 'opportunity', 'quote', 'contract', 'receivable', 'payment']);
      const form = '--x\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\na,b\n1,2\r\n--x--\r\n';
      for (const kind of ['stock', 'price-book']) expect((await house.request(ann, 'POST', `/imports?kind=${kind}`, form as never, { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(403);
      const theirs = await bring(ann, 'contract', 'number,customer,amount\nT1,Amber,1\n');
      expect(causes(theirs)).toEqual(['reference customerId 2']);
    });
  });
});

function bound(bringing: Bringing) {
  return { upload: bringing.upload.bind(bringing), check: bringing.check.bind(bringing), bring: bringing.bring.bind(bringing), go: bringing.go.bind(bringing) };
}
