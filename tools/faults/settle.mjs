import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again for what came of an operation: with the same key, or with the version that it was meant for. */
export async function conclude(world, journal, entry) {
  await journal.send(entry, world.door(), world.authorizationFor(entry));
  if (entry.version === undefined || ![404, 412].includes(entry.status)) return;
  // The version is gone: by this very change, or by somebody else's.
  if (await applied(world, entry)) entry.state = 'acknowledged';
}

/** Whether a change whose answer was lost was made. */
async function applied(world, { method, marker, about }) {
  const rows = method === 'DELETE'
    ? await world.query("SELECT 1 FROM `audit_change` WHERE `recordId` = ? AND `field` = 'deletedAt' AND `newValue` IS NOT NULL", [about])
    : await world.query('SELECT 1 FROM `audit_change` WHERE `recordId` = ? AND `newValue` = ?', [about, JSON.stringify(marker)]); // prettier-ignore
  return rows.length > 0;
}

/** After the fault: everything that is unknown is sent again until somebody says what came of it. */
export async function settle(world, journal, withinMs = 30_000) {
  const until = Date.now() + withinMs;
  while (journal.unknown.length > 0 && Date.now() < until) {
    const open = journal.unknown;
    for (let start = 0; start < open.length; start += 8) {
      await Promise.all(open.slice(start, start + 8).map((entry) => conclude(world, journal, entry).catch(() => undefined)));
    }
    if (journal.unknown.length > 0) await sleep(300);
  }
}
