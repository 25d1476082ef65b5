import { PASSWORD } from '../workspace.mjs';

/** Fifty tabs renew one session at once, over all instances: it lives, and has one token after it. Answers what was seen. */
export async function refreshTogether(world, journal) {
  const { username } = world.given.victim;
  const ask = async (path, body, cookie = '') => {
    const headers = { 'x-rapport': '1', cookie, ...(body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(`${world.door()}/api/v1${path}`, { method: 'POST', headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, cookie: answer.headers.getSetCookie().find((one) => one.includes('rapport-refresh'))?.split(';')[0] };
  };
  const { cookie } = await ask('/auth/login', { username, password: PASSWORD });
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask('/auth/refresh', undefined, cookie)));
  // Whoever is told to come back does.
  const late = await Promise.all(answers.filter(({ status }) => status === 503).map(() => ask('/auth/refresh', undefined, cookie)));
  const children = new Set([...answers, ...late].flatMap(({ cookie: child }) => child ?? []));
  const refused = [...answers, ...late].filter(({ status }) => ![200, 503].includes(status)).length;
  const alive = (await ask('/auth/refresh', undefined, [...children][0])).status;
  if (children.size !== 1 || refused > 0 || alive !== 200) journal.faults.push(`S5: fifty refreshes gave ${children.size} tokens, ${refused} were refused, and the session answers ${alive}`);
  return `50 refreshes gave ${children.size} token, ${refused} refused`;
}
