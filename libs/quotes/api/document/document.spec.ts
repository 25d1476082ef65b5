import { describe, expect, it } from 'vitest';
import { onEachDatabase, SmtpSink, type House } from '#house';
import { newId, type Principal } from '#kernel/api';
import { pdfText } from './testing/pdf-text.ts';

// A JPEG: under the test runner, not under Node, the decoder for PNG comes as the wrong half of its package.
const PIXEL = 'data:image/jpeg;base64,/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=';
const download = async (house: House, who: Principal, id: string, query = '') => {
  const answer = await house.app.inject({ method: 'GET', url: `/api/v1/quotes/${id}/document.pdf${query}`, headers: { authorization: `Bearer ${await house.token(who)}` } });
  return { status: answer.statusCode as number, type: answer.headers['content-type'] as string, bytes: answer.rawPayload as Buffer };
};

async function stage(house: House) {
  const [ann, root] = [await house.person('Ann', ['sales']), await house.person('Root', ['administrator'])];
  const { body: product } = await house.request(root, 'POST', '/products', { code: newId().slice(24), name: '台灯 Lamp', price: 1_234_500, currency: 'CNY', onSale: true });
  const customerNamed = async (name: string) => (await house.request(ann, 'POST', '/customers', { name, kind: 'company', status: 'active', address: '中山东一路 12 号' })).body.id as string;
  const make = async (name: string, lines: object[]) => (await house.request(ann, 'POST', '/quotes', { customerId: await customerNamed(name), language: 'zh-CN', terms: '款到发货', lines })).body as { id: string; number: string; version: number };
  return { ann, root, product, make };
}

describe('the document of a quote', () => {
  onEachDatabase((house) => {
    it('says who offers what to whom, for how much in figures and capital characters, on which terms', async () => {
      const { ann, make, product } = await stage(house);
      const quote = await make('港湾照明有限公司', [{ kind: 'section', description: '一楼', quantity: 0, price: 0 }, { productId: product.id, quantity: 2000, price: 1_234_500, taxRate: 1300 }, { description: 'Optional care', quantity: 1000, price: 10_000, optional: true }]);
      const { status, type, bytes } = await download(house, ann, quote.id);
      expect([status, type, bytes.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
      const text = pdfText(bytes);
      for (const part of ['报价单', quote.number, '港湾照明有限公司', '中山东一路12号', '一楼', '台灯Lamp', product.code, '¥123.45', '¥279.00', '贰佰柒拾玖元整', 'Optionalcare', '款到发货', '第1页']) expect(text).toContain(part);
    });

    it('speaks English when it is asked to, whatever the quote says, and refuses other languages', async () => {
      const { ann, make } = await stage(house);
      const quote = await make('Harbour Ltd', [{ description: 'Lamp', quantity: 1000, price: 10_000 }]);
      const text = pdfText((await download(house, ann, quote.id, '?language=en')).bytes);
      expect([text.includes('Quotation'), text.includes('报价单'), text.includes('Page1of1')]).toEqual([true, false, true]);
      expect((await download(house, ann, quote.id, '?language=fr')).status).toBe(400);
    });

    it('has nothing of any other quote, and is there for those alone who may read the quote', async () => {
      const { ann, make } = await stage(house);
      const bob = await house.person('Bob', ['sales']);
      const [one] = [await make('Harbour Ltd', [{ description: 'Lamp', quantity: 1000, price: 10_000 }]), await make('Secret Ltd', [{ description: 'Torch', quantity: 1000, price: 777_000 }])];
      const text = pdfText((await download(house, ann, one.id)).bytes);
      expect(['Secret', 'Torch', '77.70'].filter((word) => text.includes(word))).toEqual([]);
      expect((await download(house, bob, one.id)).status).toBe(404);
    });

    it('runs over several pages with its head on each, and carries the house’s own head', async () => {
      const { ann, root, make } = await stage(house);
      const { body: before } = await house.request(root, 'GET', '/quote-settings');
      await house.request(root, 'PUT', '/quote-settings', { ...before, address: 'Pier 7', bank: 'Harbour Bank 42', logo: PIXEL });
      const quote = await make('Harbour Ltd', Array.from({ length: 90 }, (_, n) => ({ description: `Row ${n + 1}.`, quantity: 1000, price: 10_000 })));
      const { bytes } = await download(house, ann, quote.id);
      await house.request(root, 'PUT', '/quote-settings', before);
      const text = pdfText(bytes);
      expect([text.includes('Pier7'), text.includes('HarbourBank42'), text.includes('Row90.'), text.split('产品及说明').length - 1 >= 3, /第3页，共[345]页/.test(text)]).toEqual([true, true, true, true, true]);
    });

    it('I2: takes no logo that is no picture, nor one of a few bytes that claims 20,000 × 20,000 points', async () => {
      const { root } = await stage(house);
      const { body: before } = await house.request(root, 'GET', '/quote-settings');
      const huge = Buffer.from(PIXEL.slice(PIXEL.indexOf(',') + 1), 'base64');
      for (const at of [5, 7]) huge.writeUInt16BE(20_000, huge.indexOf(Buffer.from('ffc2', 'hex')) + at);
      for (const logo of ['data:image/png;base64,iVBORw0KGgo=', `data:image/jpeg;base64,${huge.toString('base64')}`]) {
        const { status, body } = await house.request(root, 'PUT', '/quote-settings', { ...before, logo });
        expect([status, body.errors]).toEqual([400, [{ pointer: '/logo', code: 'logo' }].map((one) => expect.objectContaining(one))]);
      }
    });

    it('goes along with the mail by which a quote is sent, and without a mail server nothing is sent', async () => {
      const { ann, root, make } = await stage(house);
      const quote = await make('Harbour Ltd', [{ description: 'Lamp', quantity: 1000, price: 10_000 }]);
      const send = () => house.request(ann, 'POST', `/quotes/${quote.id}/send`, { to: 'buyer@harbour.example', message: 'As we said.' }, { 'if-match': `"${quote.version}"` });
      expect((await send()).body.code).toBe('mail-not-set-up');
      const sink = new SmtpSink();
      await house.request(root, 'PUT', '/mail-settings', { host: '127.0.0.1', port: await sink.start(), security: 'none', sender: 'crm@harbour.example' });
      expect((await send()).body.status).toBe('sent');
      const mail = await sink.next('buyer@harbour.example');
      await house.request(root, 'DELETE', '/mail-settings');
      await sink.stop();
      expect([mail.includes('As we said.'), mail.includes(`${quote.number}.pdf`), mail.includes('application/pdf')]).toEqual([true, true, true]);
    });
  });
});
