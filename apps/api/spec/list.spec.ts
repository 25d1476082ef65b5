import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { addDays, todayIn } from '#kernel/model';

const today = todayIn('Asia/Shanghai');
type Person = Awaited<ReturnType<import('#house').House['person']>>;

describe('a list', () => {
  onEachDatabase((house) => {
    let ann: Person;
    const names = async (path: string) => {
      const { status, body } = await house.request(ann, 'GET', path);
      expect(status, JSON.stringify(body)).toBe(200);
      return body.items.map((item: { name: string }) => item.name).sort().join(' ');
    };

    beforeAll(async () => {
      const north = await house.team('North');
      ann = await house.person('Ann', ['administrator'], north);
      const customer = (name: string, body: object) => house.request(ann, 'POST', '/customers', { name, kind: 'company', status: 'active', ...body });
      const { body: a } = await customer('Alpha', { employees: 10, city: 'Paris', level: 'A', tags: ['x', 'y'] });
      await customer('Beta', { employees: 20, status: 'potential', parentId: a.id, tags: ['y'] });
      await customer('Gamma 100%', { employees: 20, city: 'par_is', level: 'B', kind: 'person' });
      await customer('Delta', { industry: 'retail' });
      const deal = (name: string, expectedCloseOn: string | null) => house.request(ann, 'POST', '/opportunities', { name, expectedCloseOn });
      await deal('past', addDays(today, -40));
      await deal('now', today);
      await deal('soon', addDays(today, 20));
      await deal('never', null);
      for (const [code, onSale] of [['p', true], ['q', false]] as const) await house.request(ann, 'POST', '/products', { code, name: code, price: code === 'p' ? 5 : 7, currency: 'CNY', onSale });
    });

    it.each([
      ['name=Alpha', 'Alpha'], ['name=alpha,BETA', 'Alpha Beta'], ['name.ne=Alpha', 'Beta Delta Gamma 100%'], ['name.contains=a 100%25', 'Gamma 100%'], ['name.contains=%25', 'Gamma 100%'], ['name.starts=De', 'Delta'],
      ['city.contains=_', 'Gamma 100%'], ['city.empty=true', 'Beta Delta'], ['city.empty=false', 'Alpha Gamma 100%'], ['city.ne=Paris', 'Beta Delta Gamma 100%'],
      ['employees=20', 'Beta Gamma 100%'], ['employees.gte=20', 'Beta Gamma 100%'], ['employees.gt=10', 'Beta Gamma 100%'], ['employees.lt=20', 'Alpha'], ['employees.lte=10', 'Alpha'], ['employees.ne=20', 'Alpha Delta'], ['employees.empty=true', 'Delta'],
      ['level=A,B', 'Alpha Gamma 100%'], ['level.ne=A', 'Beta Delta Gamma 100%'], ['kind=person', 'Gamma 100%'], ['status.ne=active', 'Beta'], ['industry=retail', 'Delta'],
      ['parentId.empty=false', 'Beta'], ['ownerId=me', 'Alpha Beta Delta Gamma 100%'], ['teamId=my-team&status=potential', 'Beta'], ['tags=x', 'Alpha'], ['tags=x,y', 'Alpha Beta'], ['tags.ne=x', 'Beta Delta Gamma 100%'], ['tags.empty=true', 'Delta Gamma 100%'],
      ['createdAt=today', 'Alpha Beta Delta Gamma 100%'], ['createdAt.lt=2020-01-01', ''], ['createdAt.gte=this-year', 'Alpha Beta Delta Gamma 100%'], ['q=gam', 'Gamma 100%'], ['q=nothing', ''],
    ])('of customers with %s holds %s', async (query, expected) => expect(await names(`/customers?${query}`)).toBe(expected)); // prettier-ignore

    it.each([
      ['expectedCloseOn=today', 'now'], ['expectedCloseOn=next-30-days', 'now soon'], ['expectedCloseOn.ne=today', 'never past soon'], ['expectedCloseOn.lt=today', 'past'], ['expectedCloseOn.lte=today', 'now past'],
      ['expectedCloseOn.gt=today', 'soon'], ['expectedCloseOn.gte=today', 'now soon'], ['expectedCloseOn.empty=true', 'never'], [`expectedCloseOn=${today},${addDays(today, 20)}`, 'now soon'],
    ])('of deals with %s holds %s', async (query, expected) => expect(await names(`/opportunities?${query}`)).toBe(expected)); // prettier-ignore

    it.each([['onSale=true', 'p'], ['onSale.ne=true', 'q'], ['price.gte=6', 'q'], ['code=P', 'p']])('of products with %s holds %s', async (query, expected) =>
      expect(await names(`/products?${query}`)).toBe(expected),
    );

    it.each([['nope=1', '/nope unknown'], ['name.gte=1', '/name.gte operator'], ['employees=x', '/employees whole-number'], ['status=odd', '/status choice'], ['phones.contains=1', '/phones.contains operator'], ['sort=city', '/sort sort'], ['size=201', '/size size'], ['after=zz', '/after cursor']])(
      'refuses %s at %s',
      async (query, fault) => {
        const { status, body } = await house.request(ann, 'GET', `/customers?${query}`);
        expect([status, ...body.errors.map((error: any) => `${error.pointer} ${error.code}`)]).toEqual([400, fault]);
      },
    );

    it.each(['employees', '-employees', 'name', '-createdAt', 'revenue'])('is paged by %s without losing or repeating a row, however many keys are equal', async (sort) => {
      const all = (await house.request(ann, 'GET', `/customers?sort=${sort}&size=200`)).body.items.map(({ id }: { id: string }) => id);
      const paged: string[] = [];
      let after = '';
      do {
        const { body } = await house.request(ann, 'GET', `/customers?sort=${sort}&size=1${after}`);
        paged.push(...body.items.map(({ id }: { id: string }) => id));
        after = body.next ? `&after=${body.next}` : '';
      } while (after);
      expect(paged).toEqual(all);
      expect(paged).toHaveLength(4);
    });
  });
});
