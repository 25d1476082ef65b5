import { describe, expect, it, vi } from 'vitest';
import { onEachDatabase } from '#house';
import { Principals } from '#accounts/api';
import { Clock, Database, newId, type Principal } from '#kernel/api';

describe('a shared record', () => {
  onEachDatabase((house) => {
    const send = (who: Principal, method: string, path: string, body?: object, version?: number) => house.request(who, method, path, body, version === undefined ? {} : { 'if-match': `"${version}"` });
    const cast = async () => {
      const [ann, bob] = [await house.person('Ann', ['sales'], await house.team(`A ${newId()}`)), await house.person('Bob', ['sales'], await house.team(`B ${newId()}`))];
      const { body } = await send(ann, 'POST', '/customers', { name: 'Shared Ltd', kind: 'company', status: 'active' });
      const contact = (await send(ann, 'POST', '/contacts', { name: 'Wang', customerId: body.id })).body.id as string;
      return { ann, bob, id: body.id as string, contact };
    };
    const share = (who: Principal, id: string, userId: string | null, may: string, until: string | null = null) => send(who, 'POST', '/shares', { kind: 'customer', recordId: id, userId, may, until });
    const changeAs = (who: Principal, id: string, version: number) => send(who, 'PATCH', `/customers/${id}`, { city: 'Xi’an' }, version).then(({ status }) => status);

    it('is there for reading, in lists, totals and history, with what hangs on it, and for nothing else', async () => {
      const { ann, bob, id, contact } = await cast();
      expect((await send(bob, 'GET', `/customers/${id}`)).status).toBe(404);
      expect((await share(ann, id, bob.id, 'read')).status).toBe(204);
      expect([(await send(bob, 'GET', `/customers/${id}`)).status, (await send(bob, 'GET', '/customers')).body.total, (await send(bob, 'GET', `/customers/${id}/history`)).status]).toEqual([200, 1, 200]);
      expect((await send(bob, 'GET', `/contacts/${contact}`)).body.customer).toEqual({ id, name: 'Shared Ltd' });
      expect([await changeAs(bob, id, 1), (await send(bob, 'DELETE', `/customers/${id}`, undefined, 1)).status]).toEqual([403, 403]);
      expect((await share(bob, id, bob.id, 'write')).status).toBe(403);
    });

    it('is changed where it was shared for that, and stays with its owner', async () => {
      const { ann, bob, id } = await cast();
      await share(ann, id, bob.id, 'write');
      expect(await changeAs(bob, id, 1)).toBe(200);
      expect((await share(bob, id, ann.id, 'read')).status).toBe(403);
      await share(ann, id, bob.id, 'read');
      expect(await changeAs(bob, id, 2)).toBe(403);
    });

    it('is gone again at its moment, or when its owner ends it, at once', async () => {
      const { ann, bob, id } = await cast();
      const soon = new Date(Date.now() + 60_000).toISOString();
      expect((await share(ann, id, bob.id, 'read', new Date(Date.now() - 1000).toISOString())).body.errors).toEqual([{ pointer: '/until', code: 'past' }]);
      await share(ann, id, bob.id, 'read', soon);
      expect((await send(bob, 'GET', `/customers/${id}`)).status).toBe(200);
      const later = vi.spyOn(house.get(Clock), 'now').mockReturnValue(new Date(Date.now() + 61_000));
      house.get(Principals).forget();
      expect((await send(bob, 'GET', `/customers/${id}`)).status).toBe(404);
      later.mockRestore();
      house.get(Principals).forget();
      const { items, mayShare } = (await send(ann, 'GET', `/shares?kind=customer&recordId=${id}`)).body;
      expect([items[0], mayShare]).toEqual([{ id: expect.any(String), userId: bob.id, name: 'Bob', may: 'read', until: soon }, true]);
      expect((await send(bob, 'DELETE', `/shares/${items[0].id}`)).status).toBe(403);
      expect((await send(ann, 'DELETE', `/shares/${items[0].id}`)).status).toBe(204);
      expect((await send(bob, 'GET', `/customers/${id}`)).status).toBe(404);
    });

    it('is written down in its history, and asks the database nothing more of those with whom nothing is shared', async () => {
      const { ann, bob, id } = await cast();
      await share(ann, id, bob.id, 'read');
      expect((await send(ann, 'GET', `/customers/${id}/history`)).body.items[0].changes).toEqual([{ field: 'share', old: null, new: { userId: bob.id, may: 'read', until: null } }]);
      const read = vi.spyOn(house.get(Database), 'read');
      await send(ann, 'GET', '/customers');
      expect(read.mock.calls.filter(([text]) => text.includes('`customer`') && text.includes('record_share'))).toEqual([]);
      await send(bob, 'GET', '/customers');
      expect(read.mock.calls.filter(([text]) => text.includes('`customer`') && text.includes('record_share')).length).toBeGreaterThan(0);
      read.mockRestore();
    });

    it('says who sees it by their roles', async () => {
      const { ann, bob, id } = await cast();
      const root = await house.person('Root', ['administrator']);
      const { body } = await send(ann, 'GET', `/shares/reach?kind=customer&recordId=${id}`);
      const of = (who: Principal) => body.items.find((one: { id: string }) => one.id === who.id)?.reach;
      expect([of(ann), of(root), of(bob)]).toEqual(['own', 'all', undefined]);
      expect((await send(bob, 'GET', `/shares/reach?kind=customer&recordId=${id}`)).status).toBe(404);
    });

    it('is explained: who may do what with it, and by which rule', async () => {
      const { ann, bob, id, contact } = await cast();
      await share(ann, id, bob.id, 'read');
      const root = await house.person('Root', ['administrator']);
      const check = async (who: Principal, kind: string, recordId: string) => (await send(root, 'GET', `/access/check?userId=${who.id}&kind=${kind}&recordId=${recordId}`)).body;
      const verb = (answer: { verbs: { verb: string }[] }, name: string) => answer.verbs.find((one) => one.verb === name);
      expect(verb(await check(ann, 'customer', id), 'update')).toEqual({ verb: 'update', allowed: true, reasons: [{ by: 'role', role: 'sales', reach: 'own', holds: true }] });
      expect(verb(await check(bob, 'customer', id), 'read')).toEqual({ verb: 'read', allowed: true, reasons: [{ by: 'role', role: 'sales', reach: 'own', holds: false }, { by: 'share', holds: true }] });
      expect(verb(await check(bob, 'customer', id), 'delete')).toEqual({ verb: 'delete', allowed: false, reasons: [] });
      expect(verb(await check(bob, 'contact', contact), 'read')).toMatchObject({ allowed: true, reasons: [{ by: 'role', holds: false }, { by: 'link', holds: true }] });
      const reader = await house.person('Reader', ['read-only']);
      expect((await check(reader, 'customer', id)).fields).toContainEqual({ field: 'phones', right: 'masked', role: 'read-only' });
      expect((await send(ann, 'GET', `/access/check?userId=${bob.id}&kind=customer`)).status).toBe(403);
      expect((await send(root, 'GET', `/access/check?userId=${bob.id}&kind=customer&recordId=019378f0-0000-7000-8000-000000000001`)).status).toBe(404);
    });
  });
});
