import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { paperwork, step } from './testing/paperwork.ts';

describe('approvals', () => {
  onEachDatabase((house) => {
    const desk = paperwork(house);

    it('let a record pass at once while no flow applies', async () => {
      const { ann } = await desk.people();
      const paper = await desk.paper(ann, { amount: 100 });
      expect(await desk.submit(ann, paper)).toMatchObject({ status: 200, body: { status: 'approved', instanceId: null } });
      expect(await desk.state(paper)).toBe('approved');
    });

    it('ask one person, who agrees', async () => {
      const { root, ann, max } = await desk.people();
      await desk.flow(root, [step('boss', { people: [max.id as string] })]);
      const paper = await desk.paper(ann, { amount: 100 });
      const { body } = await desk.submit(ann, paper);
      expect(body.status).toBe('running');
      expect(await desk.state(paper)).toBe('in_approval');
      const { body: inbox } = await house.request(max, 'GET', '/approvals?tab=waiting');
      expect(inbox.items).toMatchObject([{ recordId: paper.id, title: 'Paper', amount: 100, submitter: { name: 'Ann' }, step: 'boss' }]);
      const agreed = await house.request(max, 'POST', `/approval-tasks/${inbox.items[0].taskId}/agree`, { comment: 'Fine' });
      expect(agreed).toMatchObject({ status: 200, body: { state: 'approved', tasks: [{ state: 'agreed', comment: 'Fine', person: { name: 'Max' } }] } });
      expect(await desk.state(paper)).toBe('approved');
      expect(await desk.told(paper)).toEqual(['approved']);
    });
  });
});
