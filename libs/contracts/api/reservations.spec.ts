import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, Clock, newId, type Principal } from '#kernel/api';
import { addDays } from '#kernel/model';
import { QuoteDays } from '#quotes/api';
import { Stock } from '#stock/api';
import { ContractApproval, ContractLife, ContractService } from '#contracts/api';

interface Record {
  readonly id: string;
  readonly version: number;
}
const tag = ({ version }: Record) => ({ 'if-match': `"${version}"` });

describe('goods kept for offers and contracts', () => {
  onEachDatabase((house) => {
    let [root, max]: Principal[] = [];
    let [customerId, warehouseId, productId] = ['', '', ''];
    const post = async (path: string, body: object, headers = {}) => house.request(max as Principal, 'POST', path, body, headers);
    const get = async (path: string) => (await house.request(max as Principal, 'GET', path)).body;

    beforeAll(async () => {
      [root, max] = [await house.person('Root', ['administrator']), await house.person('Max', ['sales-manager'])];
      customerId = (await post('/customers', { name: 'Harbour', kind: 'company', status: 'active' })).body.id;
      warehouseId = (await house.request(root, 'POST', '/warehouses', { name: 'North', active: true })).body.id;
    });
    beforeEach(() => stocked(1000));

    /** A new product of which so much is there. */
    const stocked = async (quantity: number) => {
      productId = (await house.request(root as Principal, 'POST', '/products', { code: newId(), name: 'Lamp', price: 1_000_000, currency: 'CNY', onSale: true, stocking: 'strict' })).body.id;
      await house.request(root as Principal, 'POST', '/stock/receive', { warehouseId, lines: [{ productId, quantity }] });
    };
    const keepWhen = async (reserves: 'never' | 'accepted' | 'sent') => {
      const { body } = await house.request(root as Principal, 'GET', '/quote-settings');
      await house.request(root as Principal, 'PUT', '/quote-settings', { ...body, reserves });
    };
    const quote = async (): Promise<Record> => (await post('/quotes', { customerId, lines: [{ productId, quantity: 1000, price: 1_000_000 }] })).body;
    const verb = async (name: string, { id }: Record, body: object = {}) => post(`/quotes/${id}/${name}`, body, tag(await get(`/quotes/${id}`)));
    const kept = async () => (await get(`/stock?productId=${productId}`)).items[0].reserved as number;
    const held = async (forId: string) => (await house.request(root as Principal, 'GET', `/stock-reservations?forId=${forId}`)).body.items.map((one: { kind: string; status: string; reserved: number }) => [one.kind, one.status, one.reserved]);
    const signed = async (body: object): Promise<string> => {
      const { id } = (await post('/contracts', body)).body;
      const [{ contract }, life] = [house.get(ContractApproval), house.get(ContractLife)];
      const now = () => as(max as Principal, () => house.get(ContractService).get(id));
      await as(max as Principal, async () => contract.decide(id, 'approved', await contract.begin(id, (await now()).version)));
      await as(max as Principal, async () => life.send(id, (await now()).version));
      await as(max as Principal, async () => life.sign(id, (await now()).version, { signer: 'Li', signedOn: null, documentId: null }));
      return id;
    };
    const activate = (id: string) => as(max as Principal, () => house.get(ContractLife).activate(id, null)).then(() => true, () => false); // prettier-ignore
    const onDay = async <T>(day: string, work: () => Promise<T>): Promise<T> => {
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      clock.now = () => new Date(`${day}T04:00:00Z`);
      return work().finally(() => void (clock.now = now));
    };

    it('are kept softly once the customer accepts, and hard when the contract is in force', async () => {
      await keepWhen('accepted');
      const one = await quote();
      await verb('send', one);
      expect(await kept()).toBe(0);
      await verb('accept', one);
      expect(await held(one.id)).toEqual([['soft', 'reserved', 1000]]);
      const contractId = await signed({ quoteId: one.id });
      expect(await activate(contractId)).toBe(true);
      expect([await held(one.id), await held(contractId), await kept()]).toEqual([[['soft', 'released', 0]], [['hard', 'reserved', 1000]], 1000]);
    });

    it('are not kept when they are short, and the customer has accepted all the same', async () => {
      await keepWhen('accepted');
      const [one, other] = [await quote(), await quote()];
      for (const each of [one, other]) await verb('send', each);
      expect([(await verb('accept', one)).status, (await verb('accept', other)).status]).toEqual([200, 200]);
      expect([await held(one.id), await held(other.id), await kept()]).toEqual([[['soft', 'reserved', 1000]], [], 1000]);
    });

    it('are kept from the sending where the house wants it, until the offer is declined, renewed or over', async () => {
      await keepWhen('sent');
      for (const end of ['decline', 'revise', 'expire', 'sweep'] as const) {
        const one = await quote();
        await verb('send', one);
        expect([end, await kept()]).toEqual([end, 1000]);
        const over = addDays((await get(`/quotes/${one.id}`)).validUntil as string, 1);
        if (end === 'expire') await onDay(over, () => house.get(QuoteDays).turn());
        else if (end === 'sweep') await onDay(over, () => as(root as Principal, () => house.get(Stock).expire()));
        else await verb(end, one);
        expect([end, await kept()]).toEqual([end, 0]);
      }
    });

    it('are not kept for quotes where the house does not want it', async () => {
      await keepWhen('never');
      const one = await quote();
      for (const name of ['send', 'accept']) await verb(name, one);
      expect(await held(one.id)).toEqual([]);
    });

    it('go to exactly one of 20 offers of the last piece that are sent at once, and to its contract alone', async () => {
      await keepWhen('sent');
      const quotes = await Promise.all(Array.from({ length: 20 }, quote));
      const answers = await Promise.all(quotes.map((one) => verb('send', one)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 422)]);
      const winner = quotes[answers.findIndex(({ status }) => status === 200)] as Record;
      await verb('accept', winner);
      const [own, other] = [await signed({ quoteId: winner.id }), await signed({ name: 'Other', customerId, lines: [{ productId, quantity: 1000, price: 1_000_000 }] })];
      expect([await activate(other), await activate(own), await kept()]).toEqual([false, true, 1000]);
    });

    it('go to exactly one of 20 contracts that come into force at once', async () => {
      const ids: string[] = [];
      for (let n = 0; n < 20; n++) ids.push(await signed({ name: `C${n}`, customerId, lines: [{ productId, quantity: 1000, price: 1_000_000 }] }));
      expect((await Promise.all(ids.map(activate))).filter(Boolean)).toEqual([true]);
      expect(await kept()).toBe(1000);
    });

    it('that are sold no more are neither offered nor put into a contract, but stay in what was accepted', async () => {
      const lines = [{ productId, quantity: 1000, price: 1_000_000 }];
      const told = async (path: string, body: object, of?: Record) => (await post(path, body, of ? tag(await get(`/quotes/${of.id}`)) : {})).body;
      const [draft, accepted, empty] = [await told('/quotes', { customerId, lines }), await told('/quotes', { customerId, lines }), await told('/quotes', { customerId, lines: [] })];
      for (const verb of ['send', 'accept']) await told(`/quotes/${accepted.id}/${verb}`, {}, accepted);
      await house.request(root as Principal, 'PATCH', `/products/${productId}`, { onSale: false }, tag((await house.request(root as Principal, 'GET', `/products/${productId}`)).body));
      const refused = { code: 'product-retired', errors: [{ pointer: '/lines/0/productId', code: 'product-retired' }] };
      expect(await told('/quotes', { customerId, lines })).toMatchObject(refused);
      expect((await house.request(max as Principal, 'PATCH', `/quotes/${empty.id}`, { lines }, tag(empty))).body).toMatchObject(refused);
      expect(await told(`/quotes/${draft.id}/send`, {}, draft)).toMatchObject(refused);
      expect(await told(`/approvals/quote/${draft.id}/submit`, { chosen: [] }, draft)).toMatchObject(refused);
      expect(await told('/contracts', { name: 'C', customerId, lines })).toMatchObject(refused);
      expect(await told('/contracts', { quoteId: accepted.id, lines })).toMatchObject({ stage: 'draft', amount: 10_000 });
    });
  });
});
