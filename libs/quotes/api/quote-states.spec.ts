import { describe, expect, it } from 'vitest';
import { onEachDatabase, type House } from '#house';
import { as, Clock, newId, Records, Rejected, SYSTEM, type Principal } from '#kernel/api';
import { addDays } from '#kernel/model';
import { QUOTE_STATUSES, QUOTE_VERBS, QuoteAccepted, type QuoteStatus, type QuoteVerb } from '#quotes/model';
import { QuoteDays } from './quote-days.ts';
import { QuoteService } from './quote.service.ts';

type Quote = { id: string; version: number; status: QuoteStatus; revision: number; number: string };
const LAMP = { description: 'Lamp', quantity: 1000, price: 1_000_000 };
/** Where a verb leads from where; everything else is refused. */
const LEADS: Record<QuoteVerb, Partial<Record<QuoteStatus, QuoteStatus>>> = {
  submit: { draft: 'in_approval', rejected: 'in_approval' },
  approve: { in_approval: 'approved' },
  reject: { in_approval: 'rejected' },
  recall: { in_approval: 'draft' },
  send: { draft: 'sent', approved: 'sent' },
  accept: { sent: 'accepted' },
  decline: { sent: 'declined' },
  expire: { sent: 'expired' },
  revise: { approved: 'draft', sent: 'draft', declined: 'draft', expired: 'draft' },
};
/** The verbs that take a fresh draft to a status. */
const WAY: Record<QuoteStatus, QuoteVerb[]> = {
  draft: [], in_approval: ['submit'], approved: ['submit', 'approve'], rejected: ['submit', 'reject'], sent: ['send'], accepted: ['send', 'accept'], declined: ['send', 'decline'], expired: ['send', 'expire'],
}; // prettier-ignore
const BY_HAND: readonly QuoteVerb[] = ['send', 'accept', 'decline', 'revise'];

async function stage(house: House) {
  const [ann, root] = [await house.person('Ann', ['sales']), await house.person('Root', ['administrator'])];
  const { body: customer } = await house.request(ann, 'POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' });
  const make = async (more: object = {}): Promise<Quote> => (await house.request(ann, 'POST', '/quotes', { customerId: customer.id, lines: [LAMP], ...more })).body;
  const get = async (id: string): Promise<any> => (await house.request(ann, 'GET', `/quotes/${id}`)).body;
  const by = (who: Principal, verb: string, { id, version }: Quote, body: object = {}) => house.request(who, 'POST', `/quotes/${id}/${verb}`, body, { 'if-match': `"${version}"` });
  const patch = ({ id, version }: Quote, body: object) => house.request(ann, 'PATCH', `/quotes/${id}`, body, { 'if-match': `"${version}"` });
  /** Does a verb, by its route where it has one; answers whether it was done. */
  const act = async (verb: QuoteVerb, quote: Quote): Promise<boolean> => {
    if (BY_HAND.includes(verb)) return (await by(ann, verb, quote)).status === 200;
    const move = () => house.get(QuoteService).change(quote.id, 'update', quote.version, (one) => one.move(verb));
    return as(SYSTEM, move).then(() => true, (error: unknown) => (error instanceof Rejected ? false : Promise.reject(error as Error))); // prettier-ignore
  };
  const at = async (status: QuoteStatus): Promise<Quote> => {
    let quote = await make();
    for (const verb of WAY[status]) {
      await act(verb, quote);
      quote = await get(quote.id);
    }
    expect(quote.status).toBe(status);
    return quote;
  };
  return { ann, root, make, get, by, patch, act, at };
}

describe('a quote', () => {
  onEachDatabase((house) => {
    it('Z15: moves from every status by every verb as the table says, and not otherwise', async () => {
      const { at, act, get } = await stage(house);
      for (const status of QUOTE_STATUSES) {
        for (const verb of QUOTE_VERBS) {
          const quote = await at(status);
          const to = LEADS[verb][status];
          expect([status, verb, await act(verb, quote), (await get(quote.id)).status]).toEqual([status, verb, to !== undefined, to ?? status]);
        }
      }
    });

    it('is written as a draft or after a refusal, becomes a new version once it was approved or sent, and stays as it is in approval and once accepted', async () => {
      const { at, patch, get } = await stage(house);
      const ends: Record<QuoteStatus, [number, QuoteStatus, number]> = {
        draft: [200, 'draft', 1], rejected: [200, 'draft', 1], in_approval: [422, 'in_approval', 1], accepted: [422, 'accepted', 1],
        approved: [200, 'draft', 2], sent: [200, 'draft', 2], declined: [200, 'draft', 2], expired: [200, 'draft', 2],
      }; // prettier-ignore
      for (const status of QUOTE_STATUSES) {
        const quote = await at(status);
        const answer = await patch(quote, { lines: [{ ...LAMP, quantity: 2000 }] });
        const now = await get(quote.id);
        expect([status, answer.status, now.status, now.revision, now.approval === 'approved']).toEqual([status, ...ends[status], false]);
      }
    });

    it('keeps its internal note writable without a new version', async () => {
      const { at, patch } = await stage(house);
      expect((await patch(await at('accepted'), { note: 'Called' })).body).toMatchObject({ status: 'accepted', revision: 1, note: 'Called' });
    });

    it('shows what earlier versions said', async () => {
      const { ann, at, patch } = await stage(house);
      const quote = await at('sent');
      await patch(quote, { lines: [{ ...LAMP, quantity: 3000 }] });
      const { items } = (await house.request(ann, 'GET', `/quotes/${quote.id}/versions`)).body;
      expect(items.map((one: any) => [one.revision, one.status, one.content.total, one.content.lines[0].quantity])).toEqual([[2, 'draft', 30_000, 3000], [1, 'sent', 10_000, 1000]]);
    });

    it('Z15: needs an approval before it is sent when its discount is above the limit, of the whole as of the lines', async () => {
      const { ann, make, by, get } = await stage(house);
      const [within, above] = [await make({ lines: [{ ...LAMP, discount: 1500 }] }), await make({ lines: [{ ...LAMP, discount: 1000 }], discountAmount: 600 })];
      expect((await by(ann, 'send', within)).status).toBe(200);
      expect((await by(ann, 'send', above)).body).toMatchObject({ status: 422, code: 'approval-needed' });
      await as(SYSTEM, () => house.get(QuoteService).change(above.id, 'update', null, (quote) => (quote.move('submit'), quote.move('approve'))));
      expect((await by(ann, 'send', await get(above.id))).status).toBe(200);
    });

    it('counts a price set below the list as a discount', async () => {
      const { ann, root, make, by } = await stage(house);
      const { body: product } = await house.request(root, 'POST', '/products', { code: newId(), name: 'Lamp', price: 1_000_000, currency: 'CNY', onSale: true });
      const quote = await make({ lines: [{ productId: product.id, quantity: 1000, price: 800_000 }] });
      expect(quote).toMatchObject({ discountRate: 2000, lines: [{ priceOrigin: 'manual', listPrice: 1_000_000 }] });
      expect((await by(ann, 'send', quote)).body.code).toBe('approval-needed');
    });

    it('may be given away further by a role that may', async () => {
      const { ann, root, make, by } = await stage(house);
      const { body: settings } = await house.request(root, 'GET', '/quote-settings');
      await house.request(root, 'PUT', '/quote-settings', { ...settings, roleLimits: [{ role: 'sales', discount: 3000 }] });
      const quote = await make({ lines: [{ ...LAMP, discount: 2500 }] });
      const sent = await by(ann, 'send', quote);
      await house.request(root, 'PUT', '/quote-settings', settings);
      expect(sent.status).toBe(200);
    });

    it('is not sent empty, nor after it ran out', async () => {
      const { ann, make, by } = await stage(house);
      expect((await by(ann, 'send', await make({ lines: [{ ...LAMP, optional: true }] }))).body.code).toBe('quote-empty');
      expect((await by(ann, 'send', await make({ validUntil: '2020-01-01' }))).body.code).toBe('validity-over');
    });

    it('is accepted with the day and the words of the customer, within its validity', async () => {
      const { ann, make, by, get } = await stage(house);
      const quote = await make();
      await by(ann, 'send', quote);
      expect((await by(ann, 'accept', await get(quote.id), { on: '2099-01-01' })).body.code).toBe('future-day');
      const today = (await get(quote.id)).sentOn as string;
      expect((await by(ann, 'accept', await get(quote.id), { on: today, note: 'Order 7' })).body).toMatchObject({ status: 'accepted', answeredOn: today, answerNote: 'Order 7' });
    });

    it('is not accepted when somebody who hears of it says no', async () => {
      const { ann, at, by, get } = await stage(house);
      const quote = await at('sent');
      house.get(Records).events.within(QuoteAccepted, ({ id }) => (id === quote.id ? Promise.reject(new Rejected('not-priced')) : Promise.resolve()));
      expect((await by(ann, 'accept', quote)).body.code).toBe('not-priced');
      expect((await get(quote.id)).status).toBe('sent');
    });

    it('runs out on the day after its last, and not before', async () => {
      const { at, get } = await stage(house);
      const quote = await at('sent');
      const until = (await get(quote.id)).validUntil as string;
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      const turnOn = async (day: string) => {
        clock.now = () => new Date(`${day}T04:00:00Z`);
        await house.get(QuoteDays).turn().finally(() => (clock.now = now));
        return (await get(quote.id)).status;
      };
      expect([await turnOn(until), await turnOn(addDays(until, 1))]).toEqual(['sent', 'expired']);
    });

    it('says which prices changed since, and takes them over or keeps them', async () => {
      const { ann, root, make, by, get } = await stage(house);
      const { body: product } = await house.request(root, 'POST', '/products', { code: newId(), name: 'Lamp', price: 1_000_000, currency: 'CNY', onSale: true });
      const line = { productId: product.id, quantity: 1000, price: 1_000_000 };
      const [one, other] = [await make({ lines: [LAMP, line] }), await make({ lines: [line] })];
      await house.request(root, 'PATCH', `/products/${product.id}`, { price: 1_200_000 }, { 'if-match': '"1"' });
      expect((await house.request(ann, 'GET', `/quotes/${one.id}/price-changes`)).body.items).toEqual([{ line: 1, was: 1_000_000, price: 1_200_000, origin: 'list' }]);
      expect((await by(ann, 'reprice', one, { keep: false })).body.lines[1]).toMatchObject({ price: 1_200_000, priceOrigin: 'list' });
      expect((await by(ann, 'reprice', other, { keep: true })).body.lines[0]).toMatchObject({ price: 1_000_000, priceOrigin: 'manual', listPrice: 1_200_000 });
      expect((await house.request(ann, 'GET', `/quotes/${(await get(other.id)).id}/price-changes`)).body.items).toEqual([]);
    });

    it('is thrown away as a draft, and not once it was sent', async () => {
      const { ann, at } = await stage(house);
      const remove = async ({ id, version }: Quote) => (await house.request(ann, 'DELETE', `/quotes/${id}`, undefined, { 'if-match': `"${version}"` })).status;
      expect([await remove(await at('draft')), await remove(await at('sent'))]).toEqual([204, 422]);
    });
  });
});
