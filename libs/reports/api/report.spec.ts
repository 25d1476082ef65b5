import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';

describe('the sales report', () => {
  onEachDatabase((house) => {
    it('adds up what was won, by everything, within the reader’s reach', async () => {
      const [north, south] = [await house.team('North'), await house.team('South')];
      const [ann, bob] = [await house.person('Ann', ['sales'], north), await house.person('Bob', ['sales'], south)];
      const root = await house.person('Root', ['administrator']);
      const { body: lamp } = await house.request(root, 'POST', '/products', { code: 'R-1', name: 'Lamp', price: 100_000, currency: 'CNY', onSale: true });
      const won = async (who: typeof ann, openedOn: string, closedOn: string, body: object) => {
        const { body: deal } = await house.request(who, 'POST', '/opportunities', { name: 'x', openedOn, ...body });
        return house.request(who, 'POST', `/opportunities/${deal.id}/win`, { closedOn }, { 'if-match': '"1"' });
      };
      await won(ann, '2026-01-01', '2026-01-11', { lines: [{ productId: lamp.id, quantity: 2000, price: 100_000 }] });
      await won(ann, '2026-02-01', '2026-03-03', { amount: 500 });
      await won(bob, '2026-04-01', '2026-04-21', { amount: 300 });
      const { body: lost } = await house.request(bob, 'POST', '/opportunities', { name: 'y', openedOn: '2026-04-01', amount: 9 });
      await house.request(bob, 'POST', `/opportunities/${lost.id}/lose`, { reason: 'price', closedOn: '2026-04-30' }, { 'if-match': '"1"' });
      await house.request(bob, 'POST', '/opportunities', { name: 'z', amount: 1000 });

      const { body: all } = await house.request(root, 'GET', '/reports/sales?from=2026-01-01&to=2026-12-31');
      expect(all).toMatchObject({
        won: { count: 3, amount: 2800 }, lost: 1, winRate: 0.75, cycle: { mean: 20, median: 20 }, open: { count: 1, amount: 1000, weighted: 100 },
        byMonth: [{ period: '2026-01', amount: 2000 }, { period: '2026-03', amount: 500 }, { period: '2026-04', amount: 300 }],
        byQuarter: [{ period: '2026-Q1', amount: 2500 }, { period: '2026-Q2', amount: 300 }],
        byOwner: [{ of: { name: 'Ann' }, count: 2, amount: 2500 }, { of: { name: 'Bob' }, count: 1, amount: 300 }],
        byTeam: [{ of: { name: 'North' }, amount: 2500 }, { of: { name: 'South' }, amount: 300 }],
        byProduct: [{ of: { name: 'Lamp' }, amount: 2000 }, { of: null, amount: 800 }],
        pipeline: [{ stage: { name: 'Prospecting' }, count: 1, weighted: 100 }],
      }); // prettier-ignore
      expect(all.funnel.map((step: any) => [step.stage.name, step.reached])).toEqual([['Prospecting', 5], ['Qualification', 3], ['Proposal', 3], ['Negotiation', 3]]);
      const { body: first } = await house.request(root, 'GET', '/reports/sales?from=2026-01-01&to=2026-03-02');
      expect(first.won).toEqual({ count: 1, amount: 2000 });
      const { body: anns } = await house.request(ann, 'GET', '/reports/sales');
      expect(anns).toMatchObject({ won: { count: 2, amount: 2500 }, lost: 0, winRate: 1, open: { count: 0 } });
      const { body: behind } = await house.request(root, 'GET', `/opportunities?status=won&productId=${lamp.id}`);
      expect(behind.total).toBe(1);
    });

    it('comes as a file with all it says', async () => {
      const root = await house.person('Root', ['administrator']);
      const { status, body } = await house.request(root, 'GET', '/reports/sales/file?from=2026-01-01&to=2026-12-31');
      for (const line of ['Figures,Won,3,0,CNY,28,,,', 'Figures,Win rate,0,0,CNY,,,0.75,', 'Won by quarter,2026-Q1,2,0,CNY,25,,,', 'Won by product,Lamp,1,0,CNY,20,,,', 'Pipeline by stage,Prospecting,1,0,CNY,10,1,,']) expect([status, body]).toEqual([200, expect.stringContaining(line)]);
      expect((await house.request(root, 'GET', `/reports/sales/file?teamId=${root.id}`)).body.errors).toEqual([{ pointer: '/teamId', code: 'unknown' }]);
    });

    it('is for those who may read reports, and for periods that exist', async () => {
      const mia = await house.person('Mia', ['marketing']);
      expect((await house.request(mia, 'GET', '/reports/sales')).status).toBe(403);
      const ann = await house.person('Ann', ['sales']);
      expect((await house.request(ann, 'GET', '/reports/sales?from=2026-02-30')).body.errors).toEqual([{ pointer: '/from', code: 'day' }]);
      expect((await house.request(ann, 'GET', '/reports/sales?from=2026-02-02&to=2026-02-01')).body.errors).toEqual([{ pointer: '/to', code: 'day-order' }]);
    });
  });
});
