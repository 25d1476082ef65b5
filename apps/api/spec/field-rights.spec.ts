import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { CustomerService } from '#customers/api';
import { as } from '#kernel/api';

describe('a field above somebody’s clearance', () => {
  onEachDatabase((house) => {
    it('is masked in every answer, and unknown in what they write', async () => {
      const [ann, eve] = [await house.person('Ann', ['sales']), await house.person('Eve', ['read-only'])];
      const { body: made } = await house.request(ann, 'POST', '/contacts', {
        name: 'Wang Hai', phones: ['13812345678', '+12125550100'], emails: ['hai@example.cn'], wechatPhone: '13900001111', privateEmail: 'w@home.cn', birthday: '1990-01-02',
      }); // prettier-ignore
      expect(made).toMatchObject({ phones: ['+8613812345678', '+12125550100'], birthday: '1990-01-02' });
      const seen = { phones: ['+86138****5678', expect.not.stringContaining('555')], emails: ['h***@example.cn'], wechatPhone: '+86139****1111', privateEmail: 'w***@home.cn', birthday: null };
      expect((await house.request(eve, 'GET', `/contacts/${made.id}`)).body).toMatchObject(seen);
      const { body: list } = await house.request(eve, 'GET', '/contacts?q=wang');
      expect(list.items[0]).toMatchObject({ ...seen, privateEmail: 'w***@home.cn' });

      await house.request(ann, 'PATCH', `/contacts/${made.id}`, { birthday: '1991-01-02', title: 'CTO' }, { 'if-match': '"1"' });
      const fields = async (who: typeof ann) => (await house.request(who, 'GET', `/contacts/${made.id}/history`)).body.items[0].changes.map(({ field }: { field: string }) => field).sort();
      expect([await fields(ann), await fields(eve)]).toEqual([['birthday', 'title'], ['title']]);

      const root = await house.person('Both', ['marketing', 'sales']);
      expect((await house.request(root, 'GET', `/contacts/${made.id}`)).body.birthday).toBe('1991-01-02');
    });

    it('cannot be written by those who may write the rest', async () => {
      const ann = await house.person('Ann', ['sales']);
      const low = { ...ann, clearance: 1 };
      const customers = house.get(CustomerService);
      const body = { name: 'A', kind: 'company', status: 'active' };
      await expect(as(low, () => customers.create({ ...body, phones: ['+8613812345678'] }))).rejects.toMatchObject({ status: 400, errors: [{ pointer: '/phones', code: 'unknown' }] });
      const made = await as(low, () => customers.create(body));
      await as(ann, () => customers.update(made.id, 1, { phones: ['+8613812345678'] } as object));
      const changed = await as(low, () => customers.update(made.id, 2, { name: 'B' } as object));
      expect(changed).toMatchObject({ name: 'B', phones: ['+86138****5678'] });
      expect(await as(ann, () => customers.get(made.id))).toMatchObject({ name: 'B', phones: ['+8613812345678'] });
    });
  });
});
