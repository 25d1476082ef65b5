import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';

type Person = Awaited<ReturnType<House['person']>>;

describe('views', () => {
  onEachDatabase((house) => {
    const view = (name: string, more: object = {}) => ({ list: 'customers', name, address: 'status=active&sort=name', shared: false, ...more });
    const save = (who: Person, name: string, more: object = {}) => house.request(who, 'POST', '/views', view(name, more));
    const names = async (who: Person, list = 'customers') => (await house.request(who, 'GET', `/views?list=${list}`)).body.items.map(({ name }: { name: string }) => name);

    it('are one’s own, unless somebody who may gives them to everybody', async () => {
      const [ann, bob, root] = [await house.person('Ann', ['sales']), await house.person('Bob', ['read-only']), await house.person('Root', ['administrator'])];
      const { body: own } = await save(ann, 'Mine');
      expect((await save(ann, 'Ours', { shared: true })).status).toBe(403);
      expect((await house.request(ann, 'PATCH', `/views/${own.id}`, { shared: true }, { 'if-match': '"1"' })).status).toBe(403);
      const { body: ours } = await save(root, 'Ours', { shared: true });
      expect([await names(ann), await names(bob), await names(root), await names(ann, 'contacts')]).toEqual([['Mine', 'Ours'], ['Ours'], ['Ours'], []]);
      expect((await house.request(bob, 'DELETE', `/views/${own.id}`, undefined, { 'if-match': '"1"' })).status).toBe(404);
      expect((await house.request(ann, 'DELETE', `/views/${own.id}`, undefined, { 'if-match': '"1"' })).status).toBe(204);
      expect(await names(ann)).toEqual(['Ours']);
      await house.request(root, 'DELETE', `/views/${ours.id}`, undefined, { 'if-match': '"1"' });
    });

    it('of a team are made by its managers, seen by its people alone and changed by their owner alone', async () => {
      const [north, south] = [await house.team('North'), await house.team('South')];
      const [mia, ann, bob] = [await house.person('Mia', ['sales-manager'], north), await house.person('Ann', ['sales'], north), await house.person('Bob', ['sales'], south)];
      expect((await save(ann, 'Not mine to share', { forTeam: true })).status).toBe(403);
      expect((await save(mia, 'Everybody', { shared: true })).status).toBe(403);
      const { body: shared } = await save(mia, 'North', { forTeam: true });
      expect([await names(mia), await names(ann), await names(bob)]).toEqual([['North'], ['North'], []]);
      expect((await house.request(ann, 'PATCH', `/views/${shared.id}`, { name: 'Hers' }, { 'if-match': '"1"' })).status).toBe(404);
      const { body: changed } = await house.request(mia, 'PATCH', `/views/${shared.id}`, { address: 'status=inactive' }, { 'if-match': '"1"' });
      expect([changed.address, changed.version]).toEqual(['status=inactive', 2]);
      const loner = await house.person('Loner', ['sales-manager']);
      const { status, body } = await save(loner, 'Alone', { forTeam: true });
      expect([status, body.code]).toEqual([422, 'no-team']);
    });

    it('can be the one somebody finds a list in, each person their own', async () => {
      const [ann, bob] = [await house.person('Ann', ['sales']), await house.person('Bob', ['sales'])];
      const chosen = async (who: Person) => (await house.request(who, 'GET', '/views?list=contacts')).body.default;
      const prefer = async (view: string | null) => (await house.request(ann, 'PUT', '/views/default', { list: 'contacts', view })).status;
      expect([await prefer('mine'), await chosen(ann), await chosen(bob)]).toEqual([204, 'mine', null]);
      expect([await prefer('team'), await chosen(ann)]).toEqual([204, 'team']);
      expect([await prefer(null), await chosen(ann)]).toEqual([204, null]);
    });
  });
});
