import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';

describe('customers', () => {
  onEachDatabase((house) => {
    it('are created, found, changed, deleted and brought back', async () => {
      const ann = await house.person('Ann', ['sales-manager']);
      const made = await house.request(ann, 'POST', '/customers', {
        name: ' 安远科技有限公司 ', kind: 'company', status: 'potential', phones: ['138 1234 5678'], tags: ['vip'], creditCode: '91330100799655058b',
      }); // prettier-ignore
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        name: '安远科技有限公司', phones: ['+8613812345678'], creditCode: '91330100799655058B', version: 1, owner: { id: ann.id, name: 'Ann' },
      }); // prettier-ignore
      const { id } = made.body;
      const found = await house.request(ann, 'GET', '/customers?q=' + encodeURIComponent('远科'));
      expect(found.body).toMatchObject({ total: 1, totalIs: 'exact', next: null, items: [{ id, tags: ['vip'] }] });

      const changed = await house.request(ann, 'PATCH', `/customers/${id}`, { level: 'A', tags: [] }, { 'if-match': '"1"' });
      expect(changed.body).toMatchObject({ level: 'A', tags: [], version: 2 });
      expect(changed.headers['etag']).toBe('"2"');
      const stale = await house.request(ann, 'PATCH', `/customers/${id}`, { level: 'B' }, { 'if-match': '"1"' });
      expect(stale).toMatchObject({ status: 412, body: { code: 'stale', current: { level: 'A', version: 2 } } });
      expect((await house.request(ann, 'PATCH', `/customers/${id}`, { level: 'B' })).status).toBe(428);

      expect((await house.request(ann, 'DELETE', `/customers/${id}`, undefined, { 'if-match': '"2"' })).status).toBe(204);
      expect((await house.request(ann, 'GET', `/customers/${id}`)).status).toBe(404);
      expect((await house.request(ann, 'GET', '/customers?deleted=true')).body.items).toHaveLength(1);
      expect((await house.request(ann, 'POST', `/customers/${id}/restore`)).body).toMatchObject({ id, deletedAt: null });

      const { body: history } = await house.request(ann, 'GET', `/customers/${id}/history`);
      expect(history.items.map((entry: { action: string }) => entry.action)).toEqual(['restore', 'delete', 'update', 'create']);
      expect(history.items[2]).toMatchObject({ actor: { name: 'Ann' }, changes: [{ field: 'level', old: null, new: 'A' }, { field: 'tags', old: ['vip'], new: [] }] });
    });

    it('are refused with a pointer to what is wrong, in the reader’s language', async () => {
      const ann = await house.person('Ann', ['sales-manager']);
      const body = { kind: 'company', status: 'odd', creditCode: '91330100799655058C', industry: 'no-such', parentId: ann.id };
      const { status, body: problem } = await house.request(ann, 'POST', '/customers', body, { 'accept-language': 'zh-CN' });
      expect(status).toBe(400);
      expect(problem.title).toMatch(/请求/);
      expect(problem.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)).toEqual([
        '/name required', '/status choice', '/creditCode credit-code',
      ]); // prettier-ignore
      const second = await house.request(ann, 'POST', '/customers', { name: 'A', kind: 'company', status: 'active', industry: 'no-such', parentId: ann.id });
      expect(second.body.errors).toEqual([{ pointer: '/industry', code: 'option' }, { pointer: '/parentId', code: 'reference' }]);
    });

    it('do not belong to themselves', async () => {
      const ann = await house.person('Ann', ['sales-manager']);
      const make = async (name: string, parentId?: string) =>
        (await house.request(ann, 'POST', '/customers', { name, kind: 'company', status: 'active', parentId })).body.id as string;
      const parent = await make('Parent');
      const child = await make('Child', parent);
      const { status, body } = await house.request(ann, 'PATCH', `/customers/${parent}`, { parentId: child }, { 'if-match': '"1"' });
      expect([status, body.code]).toEqual([422, 'parent-cycle']);
    });
  });
});
