import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../benchmark/random.mjs';
import { Editors } from '../faults/editors.mjs';
import { check } from '../faults/invariants.mjs';
import { Journal } from '../faults/journal.mjs';
import { JOBS } from '../faults/kinds/jobs.mjs';
import { PEOPLE } from '../faults/kinds/people.mjs';
import { settle } from '../faults/settle.mjs';
import { closeCircles } from './circles.mjs';
import { refreshTogether } from './refreshing.mjs';
import { takeTogether } from './taking.mjs';

const many = (name) => PEOPLE.find((kind) => kind.name === name);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Everybody works while something is done to the cluster; what was promised is looked at afterwards. */
async function under(world, seed, work, { settleMs = 60_000, people = 8 } = {}) {
  const [journal, random] = [new Journal(seed), seeded(seed)];
  const editors = new Editors(world, journal, random);
  await world.refresh();
  editors.begin(people);
  await editors.acknowledged(60);
  const told = await work({ world, journal, editors, random });
  await editors.acknowledged(60);
  await editors.stop();
  await settle(world, journal, settleMs);
  return { told, journal, found: await check(world, journal), figures: `${journal.count('acknowledged')} acknowledged, ${journal.entries.filter(({ tries }) => tries > 1).length} asked again` };
}

/** How long it takes until somebody is told again that a change is made. */
async function untilAcknowledged(journal, begun) {
  const before = journal.count('acknowledged');
  // What was on its way when it happened may still be answered.
  await sleep(300);
  const from = Math.max(before, journal.count('acknowledged'));
  while (journal.count('acknowledged') <= from && performance.now() - begun < 60_000) await sleep(20);
  return performance.now() - begun;
}

/** Whether all nodes hold the same. */
async function sameEverywhere(world, faults) {
  const told = [];
  for (const node of world.cluster.nodes) {
    const rows = [];
    for (const table of ['customer', 'contact', 'opportunity', 'audit', 'audit_seal', 'outbox', 'idempotency']) {
      const [row] = await node.query(`CHECKSUM TABLE \`${table}\``, [], 'rapport');
      rows.push(`${table} ${row.Checksum}`);
    }
    told.push(rows.join(', '));
  }
  if (new Set(told).size > 1) faults.push(`the nodes differ: ${told.join(' | ')}`);
}

/** What is proven, in this order; each answers a sentence with its figures, and what it found. */
export const PHASES = [
  {
    name: 'D6 D5 S5: two instances write to two nodes at once',
    async prove(world) {
      const { cluster } = world;
      await move(world, cluster.nodes.map(({ port }) => port));
      const one = await under(world, 101, async (story) => {
        await many('edited by many at once').strike(story);
        await many('sent many times').strike(story);
        await story.editors.acknowledged(400, 40_000);
        return `${await refreshTogether(world, story.journal)}; ${await closeCircles(world, story.journal)}`;
      });
      await sleep(500);
      await sameEverywhere(world, one.found.faults);
      await move(world, null);
      return { ...one, figures: `${one.figures}; ${one.told}` };
    },
  },
  {
    name: 'R1: the node that writes is killed',
    async prove(world) {
      const { cluster } = world;
      const one = await under(world, 102, async ({ journal, editors }) => {
        const writer = await cluster.writer();
        const begun = performance.now();
        await writer.kill();
        const pause = await untilAcknowledged(journal, begun);
        await editors.acknowledged(60);
        const again = performance.now();
        writer.start();
        await writer.synced();
        const joined = performance.now() - again;
        if (pause > 15_000) journal.faults.push(`nothing could be written for ${seconds(pause)}`);
        return `written again after ${seconds(pause)}, ${writer.name} back among them after ${seconds(joined)}`;
      });
      await sameEverywhere(world, one.found.faults);
      return { ...one, figures: `${one.figures}; ${one.told}` };
    },
  },
  {
    name: 'M7: all three nodes are killed at once, and find each other',
    prove: (world) => afterAllDied(world, 103, async (nodes) => nodes.forEach((node) => node.start())),
  },
  {
    name: 'M7: all three nodes are killed at once, and remember nobody',
    prove: (world) => afterAllDied(world, 104, async (nodes) => {
      for (const node of nodes) node.forget();
      const positions = nodes.map((node) => node.position());
      const last = nodes[positions.indexOf(Math.max(...positions))];
      last.allowBootstrap();
      last.start();
      await last.synced();
      for (const node of nodes) if (node !== last) node.start();
      return ` from the positions ${positions.join(', ')}`;
    }), // prettier-ignore
  },
  {
    name: 'M2 B8: leases and jobs have one owner',
    async prove(world) {
      const [killed] = JOBS;
      const taken = await takeTogether(world, 100);
      const one = await under(world, 105, async (story) => {
        const id = await killed.strike(story);
        await killed.afterwards(story, id);
        return taken.says;
      }, { people: 4 }); // prettier-ignore
      one.found.faults.push(...taken.faults);
      return { ...one, figures: `${taken.says}; 3000 rows imported once though their worker was killed; ${one.figures}` };
    },
  },
  {
    name: 'R2: the instances are restarted one after the other',
    async prove(world) {
      const one = await under(world, 106, async ({ journal, editors }) => {
        for (let round = 0; round < 4; round++) {
          const instance = world.instances[round % 2];
          const code = await instance.leave();
          if (code !== 0) journal.faults.push(`${instance.name} left with ${code}`);
          await editors.acknowledged(20);
          await instance.start();
          await sleep(1200);
        }
      }, { people: 6 }); // prettier-ignore
      const failed = one.journal.entries.filter(({ tries, status }) => tries > 1 || status >= 500 || status === 0);
      if (failed.length > 0) one.found.faults.push(`${failed.length} requests failed: ${failed.slice(0, 3).map(({ what, status }) => `${what} ${status}`).join(', ')}`);
      return { ...one, figures: `4 restarts, ${one.journal.entries.length} requests, ${failed.length} failed` };
    },
  },
];

async function afterAllDied(world, seed, revive) {
  const { nodes } = world.cluster;
  const one = await under(world, seed, async ({ journal }) => {
    const begun = performance.now();
    await Promise.all(nodes.map((node) => node.kill()));
    const how = (await revive(nodes)) ?? '';
    for (const node of nodes) await node.synced();
    const pause = await untilAcknowledged(journal, begun);
    return `written again after ${seconds(pause)}${how}`;
  }); // prettier-ignore
  await sameEverywhere(world, one.found.faults);
  return { ...one, figures: `${one.figures}; ${one.told}` };
}

/** Lets each instance speak to a node of its own, past the proxy; null puts everything behind the proxy again. */
async function move(world, ports) {
  const { instances, cluster } = world;
  for (const [index, instance] of instances.entries()) {
    await instance.leave();
    instance.environment = cluster.environment(...(ports ? [ports[index]] : []));
    await instance.start();
  }
  world.doors = ports ? instances.map(({ url }) => url) : [cluster.url];
}
