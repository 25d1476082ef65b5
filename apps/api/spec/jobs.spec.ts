import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { House, onEachDatabase } from '#house';
import { as, Jobs, SYSTEM } from '#kernel/api';

describe('a job whose instance leaves', () => {
  onEachDatabase((house) => {
    it('R2: is handed on at once, goes on elsewhere, and loses no try by it', { retry: 2 }, async () => {
      const leaving = new House(house.kind);
      await leaving.join(house);
      const steps: string[] = [];
      const define = (where: House, name: string, last: number) =>
        where.get(Jobs).define<object>('patient', async (job) => {
          for (let done = 1; done <= last; done++) {
            steps.push(name);
            await job.progress(done, last);
            await sleep(20);
          }
        });
      define(leaving, 'first', 10_000);
      define(house, 'second', 3);
      const id = await as(SYSTEM, () => leaving.get(Jobs).add('patient', {}));
      while (steps.length < 3) await sleep(10);
      await leaving.app.close();
      const held = await house.get(Jobs).find(id);
      expect([held?.state, Number(held?.attempts)]).toEqual(['running', 0]);
      for (let tries = 0; (await house.get(Jobs).find(id))?.state !== 'done' && tries < 200; tries++) {
        await house.get(Jobs).runDue();
        await sleep(10);
      }
      expect([(await house.get(Jobs).find(id))?.state, steps.slice(-3)]).toEqual(['done', ['second', 'second', 'second']]);
    });
  });
});
