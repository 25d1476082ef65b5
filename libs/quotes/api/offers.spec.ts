import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Database, UnitOfWork, type Principal } from '#kernel/api';

const tag = ({ version }: { version: number }) => ({ 'if-match': `"${version}"` });

describe('the link by which a customer reads a quote', () => {
  onEachDatabase((house) => {
    let [ann, ben]: Principal[] = [];
    let customerId = '';
    const by = async (method: string, path: string, body?: object, headers = {}) => house.request(ann as Principal, method, path, body, headers);
    const stranger = async (verb: string, body: object) => house.request(null, 'POST', `/offers/${verb}`, body);
    const now = async (id: string) => (await by('GET', `/quotes/${id}`)).body;
    const sent = async (): Promise<string> => {
      const { body } = await by('POST', '/quotes', { name: 'Lamps', customerId, lines: [{ description: 'Lamp', quantity: 2000, price: 1_000_000, taxRate: 1300 }, { description: 'Bulb', quantity: 1000, price: 50_000, optional: true }], discountAmount: 1000, note: 'Margin is thin' });
      await by('POST', `/quotes/${body.id}/send`, {}, tag(body));
      return body.id;
    };
    const link = async (id: string) => new URL((await by('POST', `/quotes/${id}/links`)).body.url as string).searchParams.get('token') as string;
    const opens = async (token: string) => (await stranger('open', { token })).status;

    beforeAll(async () => {
      [ann, ben] = [await house.person('Ann', ['sales']), await house.person('Ben', ['sales'])];
      customerId = (await by('POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' })).body.id;
    });

    it('Z12: shows what its document says without an account, and nothing of the house besides', async () => {
      const { body, status } = await stranger('open', { token: await link(await sent()) });
      expect([status, body.total, body.net, body.tax, body.customer, body.seller, body.status]).toEqual([200, 21_470, 19_000, 2_470, 'Harbour Ltd', 'Ann', 'sent']);
      expect(body.lines.map((line: { name: string; net: number; optional: boolean }) => [line.name, line.net, line.optional])).toEqual([['Lamp', 20_000, false], ['Bulb', 500, true]]);
      expect(JSON.stringify(body)).not.toMatch(/thin|listPrice|priceOrigin|ownerId|customerId|"id"/);
    });

    it('Z12: is opened by no literal value, no hash, nor the link of another', async () => {
      const id = await sent();
      await link(id);
      const [{ hash }] = (await house.get(Database).read('SELECT `hash` FROM `quote_link` WHERE `quoteId` = ?', [id])) as [{ hash: string }];
      for (const token of ['shared', '1', 'true', '*', '%', id, hash]) expect([token, await opens(token)]).toEqual([token, 404]);
      expect(await opens('')).toBe(400);
    });

    it('Z12: ends when it is withdrawn, when a newer one or a newer version is made, and after the last day of the quote', async () => {
      const id = await sent();
      const first = await link(id);
      const second = await link(id);
      expect([await opens(first), await opens(second)]).toEqual([404, 200]);
      await by('DELETE', `/quotes/${id}/links`);
      expect(await opens(second)).toBe(404);
      const third = await link(id);
      const { validUntil } = await now(id);
      const lastDay = (day: string) => house.get(UnitOfWork).run(() => house.get(Database).write('UPDATE `quote_link` SET `expiresOn` = ? WHERE `quoteId` = ?', [day, id]));
      await lastDay('2020-01-01');
      expect(await opens(third)).toBe(404);
      await lastDay(validUntil);
      expect(await opens(third)).toBe(200);
      await by('POST', `/quotes/${id}/revise`, {}, tag(await now(id)));
      expect(await opens(third)).toBe(404);
    });

    it('is made for a quote that waits for an answer, by those who may change it', async () => {
      const id = await sent();
      expect((await house.request(ben as Principal, 'POST', `/quotes/${id}/links`)).status).toBe(404);
      const { body: draft } = await by('POST', '/quotes', { customerId, lines: [] });
      expect((await by('POST', `/quotes/${draft.id}/links`)).body.code).toBe('quote-status');
    });

    it('takes one answer with the name of whoever gives it, and says how often it was opened', async () => {
      const id = await sent();
      const token = await link(id);
      await opens(token);
      const answers = await Promise.all(Array.from({ length: 5 }, () => stranger('answer', { token, answer: 'accept', name: 'Chen Hai', note: 'Order 7' })));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await now(id)).toMatchObject({ status: 'accepted', answeredBy: 'Chen Hai', answerNote: 'Order 7' });
      expect((await stranger('open', { token })).body).toMatchObject({ status: 'accepted', answeredBy: 'Chen Hai' });
      expect((await by('GET', `/quotes/${id}/links`)).body.items).toMatchObject([{ views: 2, live: true, withdrawnAt: null }]);
      expect((await stranger('answer', { token, answer: 'decline', name: 'Chen Hai' })).body.code).toBe('quote-status');
    });

    it('gives its document to be saved, never to be shown', async () => {
      const { status, headers, body } = await stranger('document', { token: await link(await sent()) });
      expect([status, headers['content-type'], String(headers['content-disposition']).slice(0, 10), String(body).slice(0, 5)]).toEqual([200, 'application/pdf', 'attachment', '%PDF-']);
    });

    it('slows down whoever guesses', async () => {
      const guesses: number[] = [];
      for (let n = 0; n < 60; n++) guesses.push(await opens(`guess-${n}`));
      expect(guesses.at(-1)).toBe(429);
    });
  });
});
