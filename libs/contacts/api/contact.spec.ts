import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';

describe('contacts', () => {
  onEachDatabase((house) => {
    const customer = async (owner: Awaited<ReturnType<typeof house.person>>, name: string) =>
      (await house.request(owner, 'POST', '/customers', { name, kind: 'company', status: 'active' })).body.id as string;

    it('are linked to a customer from the start, and to another one later', async () => {
      const ann = await house.person('Ann', ['sales-manager']);
      const [acme, bolt] = [await customer(ann, 'Acme'), await customer(ann, 'Bolt')];
      const { body: contact } = await house.request(ann, 'POST', '/contacts', { name: '王海', customerId: acme, phones: ['13812345678'] });
      expect(contact).toMatchObject({ name: '王海', customer: { id: acme, name: 'Acme' } });
      const linked = await house.request(ann, 'POST', `/contacts/${contact.id}/links`, { customerId: bolt, position: 'Adviser', primary: false }, { 'if-match': '"1"' });
      expect(linked.status).toBe(201);
      const { body: links } = await house.request(ann, 'GET', `/contacts/${contact.id}/links`);
      expect(links.items.map((link: any) => [link.customer.name, link.primary])).toEqual([['Acme', true], ['Bolt', false]]);
      await house.request(ann, 'PATCH', `/contacts/${contact.id}`, { customerId: bolt }, { 'if-match': '"1"' });
      const after = await house.request(ann, 'GET', `/contacts/${contact.id}/links`);
      expect(after.body.items.map((link: any) => [link.customer.name, link.primary])).toEqual([['Acme', false], ['Bolt', true]]);
    });

    it('are visible through any customer one may see, and through no other', async () => {
      const [ann, bob] = [await house.person('Ann', ['sales-manager']), await house.person('Bob', ['sales'])];
      const annas = await customer(ann, 'Annas');
      const { body: contact } = await house.request(ann, 'POST', '/contacts', { name: 'Li Min', customerId: annas });
      expect((await house.request(bob, 'GET', `/contacts/${contact.id}`)).status).toBe(404);
      const bobs = await customer(bob, 'Bobs');
      const refused = await house.request(bob, 'POST', '/contacts', { name: 'X', customerId: annas });
      expect(refused.body.errors).toEqual([{ pointer: '/customerId', code: 'reference' }]);
      const { body: customerOfBob } = await house.request(bob, 'GET', `/customers/${bobs}`);
      const admin = await house.person('Root', ['administrator']);
      await house.request(admin, 'POST', `/contacts/${contact.id}/links`, { customerId: customerOfBob.id, primary: false }, { 'if-match': '"1"' });
      expect((await house.request(bob, 'GET', `/contacts/${contact.id}`)).body.name).toBe('Li Min');
      expect((await house.request(bob, 'GET', '/contacts')).body.items.map((one: any) => one.name)).toEqual(['Li Min']);
    });
  });
});
