import { setTimeout as sleep } from 'node:timers/promises';

const ROWS = 3000;

/** What happens to long work in the background. */
export const JOBS = [
  {
    name: 'job worker killed', settleMs: 60_000,
    async strike(story) {
      const { world } = story;
      const id = await begin(story);
      const busy = await workerOf(world, id);
      await busy.kill();
      await sleep(300);
      await busy.start();
      return id;
    },
    afterwards: (story, id) => finished(story, id),
  },
  {
    // Whoever asked the one that sleeps waits until it wakes, which is longer than a lease.
    name: 'lease lost', on: ['mariadb'], settleMs: 60_000, patienceMs: 90_000,
    async strike(story) {
      const { world } = story;
      const id = await begin(story);
      const busy = await workerOf(world, id);
      // It sleeps longer than it may hold a job; when it wakes, somebody else has it.
      busy.freeze();
      const from = await done(world, id);
      for (let tries = 0; tries < 100 && (await done(world, id)) <= from; tries++) await sleep(500);
      busy.thaw();
      return id;
    },
    afterwards: (story, id) => finished(story, id),
  },
  {
    name: 'database lost in a job', on: ['mariadb'], settleMs: 60_000,
    async strike(story) {
      const { world } = story;
      const id = await begin(story);
      await world.database.kill();
      await sleep(1000);
      await world.database.start();
      return id;
    },
    afterwards: (story, id) => finished(story, id),
  },
];

/** Starts an import of some thousand customers and waits until some of them are there. */
async function begin({ world, journal }) {
  const form = new FormData();
  const rows = Array.from({ length: ROWS }, (_, n) => `i${journal.seed}-${n},company,active,i${journal.seed}-${n}`).join('\n');
  form.append('file', new Blob([`name,kind,status,id\n${rows}\n`], { type: 'text/csv' }), 'firms.csv');
  const { id } = await world.client.request('POST', '/imports?kind=customer', form);
  await world.client.request('POST', `/imports/${id}/check`);
  for (let tries = 0; tries < 600 && (await stateOf(world, id)) !== 'checked'; tries++) await sleep(50);
  await world.client.request('POST', `/imports/${id}/run`);
  for (let tries = 0; tries < 600 && (await done(world, id)) < 200; tries++) await sleep(20);
  return id;
}

const row = async (world, id) => (await world.query('SELECT `state`, `done` FROM `import` WHERE `id` = ?', [id]))[0];
const stateOf = async (world, id) => (await row(world, id)).state;
const done = async (world, id) => Number((await row(world, id)).done);

/** The instance that works on it: the one whose rest lets it rest. */
async function workerOf(world, id) {
  for (const instance of world.instances.slice(0, -1)) {
    instance.freeze();
    await sleep(300);
    const before = await done(world, id);
    await sleep(700);
    const rests = (await done(world, id)) === before;
    instance.thaw();
    if (rests) return instance;
  }
  return world.instances.at(-1);
}

/** It came to its end by itself, with each row once. */
async function finished({ world, journal }, id) {
  for (let tries = 0; tries < 240 && (await stateOf(world, id)) === 'running'; tries++) await sleep(250);
  const state = await stateOf(world, id);
  if (state !== 'done') journal.faults.push(`the import is ${state} after ${await done(world, id)} of ${ROWS} rows`);
  const [{ n, different }] = await world.query('SELECT COUNT(*) AS `n`, COUNT(DISTINCT `name`) AS `different` FROM `customer` WHERE `name` LIKE ?', [`i${journal.seed}-%`]);
  if (Number(n) !== ROWS || Number(different) !== ROWS) journal.faults.push(`${n} of ${ROWS} imported rows are there, ${different} different ones`);
}
