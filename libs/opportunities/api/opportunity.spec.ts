import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { daysBetween } from '#kernel/model';

describe('opportunities', () => {
  onEachDatabase((house) => {
    type Person = Awaited<ReturnType<typeof house.person>>;
    const post = (who: Person, path: string, body?: object, version?: number) =>
      house.request(who, 'POST', path, body, version === undefined ? {} : { 'if-match': `"${version}"` });
    const deal = async (who: Person, body: object = {}) => (await post(who, '/opportunities', { name: 'Lamps', ...body })).body;
    const stages = async (who: Person) => {
      const { body } = await house.request(who, 'GET', '/pipelines?name=Sales');
      return (await house.request(who, 'GET', `/stages?pipelineId=${body.items[0].id}`)).body.items;
    };

    it('start in the first stage, today, with its probability', async () => {
      const ann = await house.person('Ann', ['sales']);
      const made = await deal(ann, { amount: 101 });
      expect(made).toMatchObject({ status: 'open', stage: { name: 'Prospecting' }, probability: 1000, weighted: 10, version: 1, imported: false });
      const { body } = await house.request(ann, 'GET', `/opportunities/${made.id}/stages`);
      expect(body.items).toMatchObject([{ status: 'open', leftAt: null, amount: 101, probability: 1000 }]);
    });

    it('take the probability of the stage they move to, unless somebody set it', async () => {
      const ann = await house.person('Ann', ['sales']);
      const [, second, third] = await stages(ann);
      const first = await deal(ann, { amount: 1000 });
      const moved = await post(ann, `/opportunities/${first.id}/move`, { stageId: second.id }, 1);
      expect(moved.body).toMatchObject({ probability: 2000, weighted: 200, stage: { name: 'Qualification' }, version: 2 });
      const set = await house.request(ann, 'PATCH', `/opportunities/${first.id}`, { probability: 3300 }, { 'if-match': '"2"' });
      expect(set.body).toMatchObject({ probability: 3300, probabilityManual: true });
      const again = await post(ann, `/opportunities/${first.id}/move`, { stageId: third.id }, 3);
      expect(again.body).toMatchObject({ probability: 3300, weighted: 330 });
      const reset = await house.request(ann, 'PATCH', `/opportunities/${first.id}`, { probabilityManual: false }, { 'if-match': '"4"' });
      expect(reset.body).toMatchObject({ probability: 5000, probabilityManual: false });
    });

    it('Z15: enter a stage only with what it asks for', async () => {
      const [root, ann] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'])];
      const pipeline = (await post(root, '/pipelines', { name: 'Partners', position: 9, backMoves: false })).body;
      const stage = async (name: string, position: number, requiredFields: string[] = []) =>
        (await post(root, '/stages', { pipelineId: pipeline.id, name, position, probability: position * 1000, forecastCategory: 'pipeline', requiredFields })).body;
      const [first, second] = [await stage('First', 1), await stage('Second', 2, ['amount', 'expectedCloseOn'])];
      const made = await deal(ann, { pipelineId: pipeline.id, amount: 5 });
      const refused = await post(ann, `/opportunities/${made.id}/move`, { stageId: second.id }, 1);
      expect(refused).toMatchObject({ status: 422, body: { code: 'missing-fields', errors: [{ pointer: '/expectedCloseOn', code: 'required' }] } });
      await house.request(ann, 'PATCH', `/opportunities/${made.id}`, { expectedCloseOn: '2027-01-31' }, { 'if-match': '"1"' });
      expect((await post(ann, `/opportunities/${made.id}/move`, { stageId: second.id }, 2)).status).toBe(200);
      expect((await post(ann, `/opportunities/${made.id}/move`, { stageId: first.id }, 3)).body.code).toBe('no-way-back');
      const [elsewhere] = await stages(ann);
      expect((await post(ann, `/opportunities/${made.id}/move`, { stageId: elsewhere.id }, 3)).status).toBe(422);
    });

    it('add up their lines, which cannot be contradicted', async () => {
      const [root, ann] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'])];
      const code = `L-${ann.id}`;
      const { body: lamp } = await post(root, '/products', { code, name: 'Lamp', price: 125_000, currency: 'CNY', onSale: true });
      const lines = [{ productId: lamp.id, quantity: 3000, price: 125_000 }, { productId: lamp.id, quantity: 1000, price: 125_000, discount: 1000 }];
      const made = await deal(ann, { lines, amount: 1 });
      expect(made).toMatchObject({ amount: 4875, weighted: 488, lines: [{ net: 3750, product: { name: 'Lamp' } }, { net: 1125 }] });
      const refused = await house.request(ann, 'PATCH', `/opportunities/${made.id}`, { amount: 9 }, { 'if-match': '"1"' });
      expect(refused).toMatchObject({ status: 422, body: { code: 'amount-from-lines' } });
      const cleared = await house.request(ann, 'PATCH', `/opportunities/${made.id}`, { lines: [], amount: 9 }, { 'if-match': '"1"' });
      expect(cleared.body).toMatchObject({ amount: 9, lines: [] });
      const wrong = await post(ann, '/opportunities', { name: 'x', lines: [{ productId: ann.id, quantity: 1, price: 1 }] });
      expect(wrong.body.errors).toEqual([{ pointer: '/lines/0/productId', code: 'reference' }]);
    });

    it('are won with an amount, on a day that has come', async () => {
      const ann = await house.person('Ann', ['sales']);
      const made = await deal(ann);
      expect((await post(ann, `/opportunities/${made.id}/win`, {}, 1)).body.code).toBe('not-priced');
      await house.request(ann, 'PATCH', `/opportunities/${made.id}`, { amount: 700 }, { 'if-match': '"1"' });
      expect((await post(ann, `/opportunities/${made.id}/win`, { closedOn: '2999-01-01' }, 2)).body.code).toBe('future-day');
      expect((await post(ann, `/opportunities/${made.id}/win`, { closedOn: '1999-01-01' }, 2)).body.code).toBe('before-opening');
      const won = await post(ann, `/opportunities/${made.id}/win`, { note: 'Well done' }, 2);
      expect(won.body).toMatchObject({ status: 'won', probability: 10_000, weighted: 700, closedOn: made.openedOn, stageId: made.stageId, closeNote: 'Well done' });
      expect((await post(ann, `/opportunities/${made.id}/lose`, { reason: 'price' }, 3)).body.code).toBe('opportunity-closed');
    });

    it('Z15: are lost for a reason, and opened again by those who may', async () => {
      const team = await house.team('North');
      const [ann, boss] = [await house.person('Ann', ['sales'], team), await house.person('Boss', ['sales-manager'], team)];
      const made = await deal(ann, { amount: 700, openedOn: '2026-01-05' });
      expect((await post(ann, `/opportunities/${made.id}/lose`, {}, 1)).body.errors).toEqual([{ pointer: '/reason', code: 'required' }]);
      const lost = await post(ann, `/opportunities/${made.id}/lose`, { reason: 'price', closedOn: '2026-02-05' }, 1);
      expect(lost.body).toMatchObject({ status: 'lost', probability: 0, weighted: 0, lostReason: 'price', closedOn: '2026-02-05' });
      expect((await post(ann, `/opportunities/${made.id}/reopen`, undefined, 2)).status).toBe(403);
      const open = await post(boss, `/opportunities/${made.id}/reopen`, undefined, 2);
      expect(open.body).toMatchObject({ status: 'open', probability: 1000, closedOn: null, lostReason: null });

      const { body } = await house.request(ann, 'GET', `/opportunities/${made.id}/stages`);
      const rows: { status: string; enteredAt: string; leftAt: string | null }[] = body.items;
      expect(rows.map(({ status }) => status)).toEqual(['open', 'lost', 'open']);
      expect(rows.map(({ enteredAt }) => enteredAt).slice(1)).toEqual(rows.map(({ leftAt }) => leftAt).slice(0, -1));
      expect(rows.filter(({ leftAt }) => leftAt === null)).toHaveLength(1);
      expect(daysBetween('2026-01-05', rows[0]?.leftAt?.slice(0, 10) ?? '')).toBe(31);
    });

    it('tell whom they were lost to, and are found by it', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { body: acme } = await post(ann, '/competitors', { name: 'Acme', status: 'watched' });
      const made = await deal(ann, { openedOn: '2026-02-01' });
      const lost = await post(ann, `/opportunities/${made.id}/lose`, { reason: 'competitor', competitorId: acme.id }, 1);
      expect(lost.body).toMatchObject({ status: 'lost', competitor: { id: acme.id, name: 'Acme' } });
      const { body: against } = await house.request(ann, 'GET', `/opportunities?competitorId=${acme.id}`);
      expect(against.items.map(({ id }: { id: string }) => id)).toEqual([made.id]);
    });

    it('keep their competitor when they end without a word about it', async () => {
      const ann = await house.person('Ann', ['sales']);
      const { body: bolt } = await post(ann, '/competitors', { name: 'Bolt', status: 'watched' });
      const made = await deal(ann, { competitorId: bolt.id, openedOn: '2026-02-01' });
      expect((await post(ann, `/opportunities/${made.id}/lose`, { reason: 'price' }, 1)).body.competitorId).toBe(bolt.id);
    });

    it('stand on a board by stage, each column with its sums', async () => {
      const ann = await house.person('Solo', ['sales']);
      const [, second] = await stages(ann);
      for (const amount of [100, 200]) await deal(ann, { amount });
      await deal(ann, { amount: 50, stageId: second.id });
      const { body } = await house.request(ann, 'GET', '/opportunities/board');
      expect(body.columns.map((column: any) => [column.stage.name, column.total, column.sums])).toEqual([
        ['Prospecting', 2, [{ currency: 'CNY', amount: 300, weighted: 30 }]], ['Qualification', 1, [{ currency: 'CNY', amount: 50, weighted: 10 }]],
        ['Proposal', 0, []], ['Negotiation', 0, []],
      ]); // prettier-ignore
    });

    it('enter no stage that is retired, and stay in it until they move on', async () => {
      const [root, ann] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales'])];
      const pipeline = (await post(root, '/pipelines', { name: 'Retiring', position: 11, backMoves: true })).body;
      const stage = async (name: string, position: number) => (await post(root, '/stages', { pipelineId: pipeline.id, name, position, probability: 1000, forecastCategory: 'pipeline', requiredFields: [] })).body;
      const [first, second] = [await stage('First', 1), await stage('Second', 2)];
      const inside = await deal(ann, { pipelineId: pipeline.id, stageId: second.id });
      const outside = await deal(ann, { pipelineId: pipeline.id });
      expect((await house.request(root, 'DELETE', `/stages/${second.id}`, undefined, { 'if-match': '"1"' })).body.code).toBe('stage-used');
      expect((await house.request(root, 'DELETE', `/pipelines/${pipeline.id}`, undefined, { 'if-match': '"1"' })).body.code).toBe('pipeline-used');
      expect((await post(ann, `/stages/${second.id}/retire`, {}, 1)).status).toBe(403);
      expect((await post(root, `/stages/${second.id}/retire`, {}, 1)).body.retired).toBe(true);
      expect((await post(root, `/stages/${first.id}/retire`, {}, 1)).body.code).toBe('last-stage');
      expect((await post(ann, `/opportunities/${outside.id}/move`, { stageId: second.id }, 1)).body.code).toBe('stage-retired');
      expect((await post(ann, '/opportunities', { name: 'x', stageId: second.id })).body.code).toBe('stage-retired');
      const columns = async () => (await house.request(ann, 'GET', `/opportunities/board?pipelineId=${pipeline.id}`)).body.columns.map((column: any) => column.stage.name);
      expect(await columns()).toEqual(['First', 'Second']);
      expect((await post(ann, `/opportunities/${inside.id}/move`, { stageId: first.id }, 1)).status).toBe(200);
      expect(await columns()).toEqual(['First']);
      expect((await post(root, `/stages/${second.id}/revive`, {}, 2)).body.retired).toBe(false);
    });

    it('pass stages whose order is the administrator’s, which ask only for fields they have', async () => {
      const root = await house.person('Root', ['administrator']);
      const pipeline = (await post(root, '/pipelines', { name: 'Ordering', position: 12, backMoves: true })).body;
      const stage = (name: string, position: number, requiredFields: string[] = []) => post(root, '/stages', { pipelineId: pipeline.id, name, position, probability: 1000, forecastCategory: 'pipeline', requiredFields });
      const [first, second, wrong] = [(await stage('First', 1)).body, (await stage('Second', 2)).body, await stage('Third', 3, ['shoeSize'])];
      expect(wrong.body.errors).toEqual([{ pointer: '/requiredFields', code: 'choice' }]);
      const order = (stageIds: string[]) => house.request(root, 'PUT', `/pipelines/${pipeline.id}/order`, { stageIds });
      expect((await order([second.id])).status).toBe(400);
      expect((await order([second.id, first.id])).body.items.map((one: any) => [one.name, one.position])).toEqual([['Second', 1], ['First', 2]]);
    });

    it('that stayed too long in their stage are found, and what a list is worth is added up', async () => {
      const ann = await house.person('Late', ['sales']);
      const [first] = await stages(ann);
      const day = (back: number) => new Date(Date.parse(first.createdAt) - back * 86_400_000).toISOString().slice(0, 10);
      const late = await deal(ann, { amount: 300, openedOn: day(60) });
      await deal(ann, { amount: 200 });
      await deal(ann, { amount: 5, currency: 'EUR' });
      const { body } = await house.request(ann, 'GET', '/opportunities?stale=true&ownerId=me');
      expect(body.items.map((one: any) => one.id)).toEqual([late.id]);
      const worth = async (filters: string) => (await house.request(ann, 'GET', `/opportunities/worth?${filters}`)).body.items.toSorted((a: any, b: any) => a.count - b.count);
      expect(await worth('status=open&ownerId=me')).toEqual([{ currency: 'EUR', count: 1, amount: 5, weighted: 1 }, { currency: 'CNY', count: 2, amount: 500, weighted: 50 }]);
      expect(await worth('stale=true')).toMatchObject([{ count: 1, amount: 300 }]);
      expect((await house.request(ann, 'GET', '/opportunities?stale=perhaps')).body.errors).toEqual([{ pointer: '/stale', code: 'flag' }]);
      expect((await house.request(ann, 'GET', '/opportunities/worth?colour=red')).status).toBe(400);
    });

    it('keep their stage when they change hands', async () => {
      const boss = await house.person('Boss', ['administrator']);
      const [, second] = await stages(boss);
      const made = await deal(boss, { stageId: second.id });
      const bob = await house.person('Bob', ['sales']);
      const given = await post(boss, `/opportunities/${made.id}/assign`, { ownerId: bob.id }, 1);
      expect(given.body).toMatchObject({ stageId: second.id, owner: { name: 'Bob' }, stageSince: made.stageSince });
    });
  });
});
