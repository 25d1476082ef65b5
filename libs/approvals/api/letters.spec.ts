import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase, SmtpSink } from '#house';
import { UserService } from '#accounts/api';
import { as, Database, Events, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { RecordErased } from '#kernel/model';
import { paperwork, step } from './testing/paperwork.ts';

describe('letters about approvals', () => {
  const sink = new SmtpSink();
  let port = 0;
  beforeAll(async () => {
    port = await sink.start();
  });
  afterAll(() => sink.stop());

  onEachDatabase((house) => {
    const desk = paperwork(house);
    const mailed = async ({ id }: Principal, language: 'en' | 'zh-CN') => {
      const email = `${house.names.get(id as string)}@example.com`;
      await as(SYSTEM, () => house.get(UserService).change(id as string, 'update', null, (user) => void Object.assign(user, { email, language })));
      return email;
    };

    it('reach those who are asked or reminded, and then whoever submitted it, each in their language', async () => {
      const { root, ann, max } = await desk.people();
      await house.request(root, 'PUT', '/mail-settings', { host: '127.0.0.1', port, security: 'none', username: null, password: null, sender: 'crm@example.com' });
      const [toAnn, toMax] = [await mailed(ann, 'en'), await mailed(max, 'zh-CN')];
      await desk.flow(root, [step('boss', { people: [max.id as string] })]);
      const { body } = await desk.submit(ann, await desk.paper(ann, { title: 'Lamps' }));
      const asked = await sink.next(toMax);
      expect(asked).toContain('Ann 提交了“Lamps”，请您审批。');
      expect(asked).toContain(`/approvals?tab=waiting&run=${body.instanceId}`);
      await house.request(ann, 'POST', `/approval-runs/${body.instanceId}/urge`, {});
      expect(await sink.next(toMax)).toContain('Ann 催办');
      await desk.act(max, await desk.taskOf(max, body.instanceId), 'refuse', { comment: 'No' });
      expect(await sink.next(toAnn)).toContain('Lamps was refused.');
    });

    it('and what is kept of a record that tells of nobody any more is emptied', async () => {
      const { root, ann, max } = await desk.people();
      await desk.flow(root, [step('boss', { people: [max.id as string] })]);
      const paper = await desk.paper(ann, { title: 'Mei’s papers' });
      const { body } = await desk.submit(ann, paper);
      await as(SYSTEM, () => house.get(UnitOfWork).run(() => house.get(Events).emit(RecordErased, { kind: 'paper', id: paper.id })));
      const [row] = await house.get(Database).read<{ facts: string; snapshot: string | null }>('SELECT `facts`, `snapshot` FROM `approval_run` WHERE `id` = ?', [body.instanceId]);
      expect([row?.snapshot, row?.facts.includes('Mei')]).toEqual([null, false]);
    });
  });
});
