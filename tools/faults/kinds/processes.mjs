import { setTimeout as sleep } from 'node:timers/promises';

/** What happens to the processes of the server. */
export const PROCESSES = [
  {
    name: 'process killed', short: ['sqlite'],
    async strike({ world, random, editors }) {
      for (let n = 0; n < 2; n++) {
        const instance = random.of(world.instances);
        await instance.kill();
        await sleep(100 + random.below(300));
        await instance.start();
        await editors.acknowledged(20);
      }
    },
  },
  {
    name: 'restarted under load',
    async strike({ world, journal, editors }) {
      for (const instance of world.instances) {
        const code = await instance.leave();
        if (code !== 0) journal.faults.push(`${instance.name} left with ${code}`);
        await instance.start();
        await editors.acknowledged(20);
      }
    },
  },
  {
    name: 'process frozen',
    async strike({ world, random }) {
      const instance = random.of(world.instances);
      instance.freeze();
      await sleep(4000);
      instance.thaw();
    },
  },
  {
    name: 'everything killed at once',
    async strike({ world, editors }) {
      await Promise.all(world.instances.map((one) => one.kill()));
      if (world.database.kill) {
        await world.database.kill();
        await world.database.start();
      }
      await world.supervise();
      await editors.acknowledged(20);
    },
  },
];
