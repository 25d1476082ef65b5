import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { Fleet } from './fleet.ts';
import { load } from './load.ts';
import type { Server } from './server.ts';

const ROWS = 100_000;
/** Whoever dies keeps its lease so long. */
const LEASE_MS = 30_000;

test('C4: 100,000 rows are encrypted anew under load while instances are killed three times over: nothing unreadable, no request failed, nothing under the old key', async () => {
  test.setTimeout(1_800_000);
  const fleet = await Fleet.start();
  const { root } = fleet;
  const form = new FormData();
  form.set('file', new Blob([['Name,Phone,Email', ...Array.from({ length: ROWS }, (_, n) => `Row ${n},139${String(n).padStart(8, '0')},row${n}@example.cn`)].join('\n')], { type: 'text/csv' }), 'rows.csv');
  const { id } = await root.request('POST', '/imports?kind=contact', form);
  const until = async (state: string) => {
    while ((await root.request('GET', `/imports/${id}`))['state'] !== state) await sleep(500);
  };
  await root.request('POST', `/imports/${id}/check`);
  await until('checked');
  await root.request('POST', `/imports/${id}/run`);
  await until('done');

  const connection = await fleet.connect();
  const one = async (sql: string, ...params: unknown[]) => (await connection.query(sql, params))[0] as Record<string, unknown>[];
  const rotation = async () => (await one("SELECT `state`, `done`, `total`, `damaged`, `fromKey`, `toKey` FROM `key_rotation` WHERE `purpose` = 'personal' ORDER BY `id` DESC LIMIT 1"))[0] ?? {};
  let busy = true;
  const working = load(fleet, () => busy, 3);
  await root.signIn();
  await root.request('POST', '/keys/rotations', { purpose: 'personal' });
  const advanced = async (by: number) => {
    const before = Number((await rotation())['done']);
    for (let tries = 0; tries < 600 && (await rotation())['state'] !== 'done' && Number((await rotation())['done']) < before + by; tries++) await sleep(100);
  };
  let killed = 0;
  for (let round = 0; round < 3; round++) {
    await advanced(5000);
    const before = await rotation();
    expect(before['state'], `round ${round}`).toBe('running');
    // One of the two does the work: both die, one after the other, so that somebody is always there to answer.
    for (const at of [0, 1]) {
      await (fleet.servers[at] as Server).kill();
      killed++;
      await fleet.again(at);
    }
    await sleep(LEASE_MS + 6000);
  }
  while ((await rotation())['state'] !== 'done') await sleep(500);
  busy = false;
  const { requests, failures, created } = await working;
  const { fromKey, toKey, damaged } = await rotation();
  expect([failures, damaged]).toEqual([[], 0]);

  const columns = await one("SELECT `table_name` AS `t`, `column_name` AS `c` FROM information_schema.columns WHERE `table_schema` = DATABASE() AND `data_type` IN ('varchar', 'text', 'mediumtext', 'longtext', 'char')");
  let [old, fresh] = [0, 0];
  for (const { t, c } of columns) {
    old += Number((await one(`SELECT COUNT(*) AS n FROM \`${String(t)}\` WHERE \`${String(c)}\` LIKE ?`, `v1.${String(fromKey)}.%`))[0]?.['n']);
    fresh += Number((await one(`SELECT COUNT(*) AS n FROM \`${String(t)}\` WHERE \`${String(c)}\` LIKE ?`, `v1.${String(toKey)}.%`))[0]?.['n']);
  }
  let [seen, unreadable, after] = [0, 0, ''];
  do {
    const { json } = await fleet.ask('GET', `/contacts?size=200&sort=createdAt${after}`);
    for (const item of json['items'] as { phones: string[]; emails: string[] }[]) {
      seen++;
      if ([...item.phones, ...item.emails].some((value) => value === '\uFFFD' || !/^\+86|@/.test(value)) || item.phones.length === 0) unreadable++;
    }
    after = json['next'] ? `&after=${encodeURIComponent(json['next'] as string)}` : '';
  } while (after);
  const states = (await root.signIn().then(() => root.request('GET', '/keys')))['keys'] as { id: string; state: string }[];
  test.info().annotations.push({ type: 'proof', description: `${seen} rows read, ${fresh} values under the new key, ${old} under the old one, ${unreadable} unreadable, ${killed} kills, ${requests} requests, ${failures.length} failed` });
  expect({ old, unreadable, seen }).toEqual({ old: 0, unreadable: 0, seen: ROWS + created });
  expect(states.find((key) => key.id === fromKey)?.state).toBe('destroyable');
  await connection.end();
  await fleet.stop();
});
