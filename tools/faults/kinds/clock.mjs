import { setTimeout as sleep } from 'node:timers/promises';

/** What happens to the clocks of the instances. */
export const CLOCKS = [
  {
    name: 'clock jumps',
    async strike({ world, editors }) {
      const instance = world.instances.at(-1);
      for (const seconds of [90, -90, 0]) {
        instance.clock = seconds;
        await sleep(1500);
        await editors.acknowledged(20);
      }
    },
  },
];
