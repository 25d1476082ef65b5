import { setTimeout as sleep } from 'node:timers/promises';

/** What happens between people and the server. */
export const WIRES = [
  {
    name: 'answers lost', short: ['mariadb'],
    async strike({ world, random }) {
      for (let n = 0; n < 8; n++) {
        const front = random.of(world.fronts);
        // What was asked arrives and is done; what is answered does not.
        front.mute = true;
        await sleep(60 + random.below(100));
        front.mute = false;
        front.cut();
        await sleep(100);
      }
    },
  },
  {
    name: 'requests cut',
    async strike({ world, random }) {
      for (let n = 0; n < 25; n++) {
        random.of(world.fronts).cut();
        await sleep(20 + random.below(120));
      }
    },
  },
  {
    name: 'slow network',
    async strike({ world }) {
      for (const front of world.fronts) front.delay = 150;
      await sleep(3000);
      for (const front of world.fronts) front.delay = 0;
    },
  },
];
