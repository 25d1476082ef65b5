import { setTimeout as sleep } from 'node:timers/promises';
import { PASSWORD } from '../../workspace.mjs';

/** What happens to those the server speaks to. */
export const OUTSIDE = [
  {
    name: 'mail server down',
    async strike({ world, editors }) {
      const before = alarms(world);
      await provoke(world);
      world.post.refuse(true);
      for (let n = 0; n < 2; n++) await provoke(world);
      await editors.acknowledged(40);
      world.post.refuse(false);
      world.post.hold(true);
      await provoke(world);
      await sleep(1500);
      world.post.hold(false);
      world.post.cut();
      return { before, more: 4 };
    },
    /** N6: each of them heard of it, once the mail server was back. */
    async afterwards({ world, journal }, { before, more }) {
      for (let tries = 0; tries < 400 && alarms(world) < before + more; tries++) await sleep(250);
      const heard = alarms(world) - before;
      if (heard < more) journal.faults.push(`N6: ${heard} of ${more} warnings arrived`);
    },
  },
];

const alarms = (world) => world.mailbox.taken.filter((to) => to === world.given.victim.email).length;

/** Lets a refresh token be used twice: its session ends, and its owner is warned by mail. */
async function provoke(world) {
  const { username } = world.given.victim;
  const ask = async (path, body, cookie = '') => {
    const headers = { 'x-rapport': '1', cookie, ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(`${world.door()}/api/v1${path}`, { method: 'POST', headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, cookie: answer.headers.getSetCookie().find((one) => one.includes('rapport-refresh'))?.split(';')[0] };
  };
  const first = (await ask('/auth/login', { username, password: PASSWORD })).cookie;
  const second = (await ask('/auth/refresh', undefined, first)).cookie;
  await ask('/auth/refresh', undefined, second);
  await ask('/auth/refresh', undefined, first);
}
