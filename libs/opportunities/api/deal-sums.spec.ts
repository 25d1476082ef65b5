import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Clock, Database, sql, TRUE } from '#kernel/api';
import { DealSums } from '#opportunities/api';

describe('the sums over all deals', () => {
  onEachDatabase((house) => {
    const sums = () => house.get(DealSums).of(TRUE);
    const counted = () =>
      house.get(Database).read<{ stageId: string; status: string; count: number; amount: number }>(
        "SELECT `stageId`, `status`, COUNT(*) AS `count`, SUM(COALESCE(`amount`, 0)) AS `amount` FROM `opportunity` WHERE `deletedKey` = '' GROUP BY `stageId`, `status` ORDER BY `stageId`, `status`",
      );
    const plain = (rows: readonly { stageId: string | null; status: string | null; count: number; amount: number }[]) => rows.map(({ stageId, status, count, amount }) => [stageId, status, Number(count), Number(amount)]);
    const agree = async () => expect(plain(await sums()).sort()).toEqual(plain(await counted()).sort());

    it('follow every change at once, and stay what they are when they are put together', async () => {
      const root = await house.person('Root', ['administrator']);
      const ann = await house.person('Ann', ['sales']);
      const { body: stages } = await house.request(root, 'GET', '/stages?sort=position');
      const deals: string[] = [];
      for (const amount of [100, 250, null]) deals.push((await house.request(ann, 'POST', '/opportunities', { name: 'x', amount })).body.id);
      await agree();
      const [first, second, third] = deals;
      await house.request(ann, 'POST', `/opportunities/${first}/move`, { stageId: stages.items[2].id }, { 'if-match': '"1"' });
      await house.request(ann, 'PATCH', `/opportunities/${third}`, { amount: 999 }, { 'if-match': '"1"' });
      await house.request(root, 'POST', `/opportunities/${second}/win`, {}, { 'if-match': '"1"' });
      await house.request(root, 'POST', `/opportunities/${third}/assign`, { ownerId: root.id }, { 'if-match': '"2"' });
      await agree();
      await house.get(DealSums).merge();
      await agree();
      await house.request(root, 'DELETE', `/opportunities/${first}`, undefined, { 'if-match': '"2"' });
      await agree();
      await house.request(root, 'POST', `/opportunities/${first}/restore`);
      await house.request(root, 'POST', `/opportunities/${second}/win`, {}, { 'if-match': '"9"' });
      await agree();
      await house.get(DealSums).merge();
      await agree();
      expect(await house.get(DealSums).of(sql('r.`ownerId` = ?', ann.id))).toHaveLength(2);
    });

    it('are right though several put them together at once, each thinking that the others’ lease is over', async () => {
      const root = await house.person('Root', ['administrator']);
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      let ahead = 0;
      for (let round = 0; round < 5; round++) {
        await Promise.all([1, 2, 3].map((amount) => house.request(root, 'POST', '/opportunities', { name: 'x', amount })));
        clock.now = () => new Date(now().getTime() + (ahead += 61_000));
        try {
          await Promise.allSettled(Array.from({ length: 4 }, () => house.get(DealSums).merge()));
        } finally {
          clock.now = now;
        }
        await agree();
      }
    });

    it('stand in a report within the reader’s reach, and a customer’s overview tells the latest deals', async () => {
      const ben = await house.person('Ben', ['sales-manager']);
      const { body: customer } = await house.request(ben, 'POST', '/customers', { name: 'Harbour', kind: 'company', status: 'active' });
      await house.request(ben, 'POST', '/opportunities', { name: 'Lamps', amount: 7, customerId: customer.id });
      expect((await house.request(ben, 'GET', '/reports/stages')).body).toMatchObject([{ status: 'open', count: 1, amount: 7 }]);
      const { body } = await house.request(ben, 'GET', `/customers/${customer.id}/overview`);
      expect(body).toMatchObject({ record: { name: 'Harbour' }, contacts: [], opportunities: [{ name: 'Lamps', stage: { name: 'Prospecting' } }], history: [{ action: 'customer.create', actor: { name: 'Ben' } }] });
      const other = await house.person('Cleo', ['sales']);
      expect((await house.request(other, 'GET', `/customers/${customer.id}/overview`)).status).toBe(404);
    });
  });
});
