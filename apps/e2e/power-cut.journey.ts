import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from './guarded.ts';
import { Client } from './client.ts';
import { startServer } from './server.ts';

const ROWS = 6000;

test('an import goes on after a power cut without doubling or losing a row', async () => {
  const before = await startServer();
  const client = new Client(before);
  await client.setUp();
  const form = new FormData();
  const rows = Array.from({ length: ROWS }, (_, index) => `Firm ${index},company,active,${index}`).join('\n');
  form.append('file', new Blob([`name,kind,status,id\n${rows}\n`]), 'firms.csv');
  const { id } = await client.request('POST', '/imports?kind=customer', form);
  const reached = async (speaker: Client, state: string) => {
    for (;;) {
      const found = await speaker.request('GET', `/imports/${id}`);
      if (found['state'] === state) return found;
      await sleep(20);
    }
  };
  await client.request('POST', `/imports/${id}/check`);
  await reached(client, 'checked');
  await client.request('POST', `/imports/${id}/run`);
  let done = 0;
  while (done < 400) done = (await client.request('GET', `/imports/${id}`))['done'] as number;
  await before.kill();
  expect(done).toBeLessThan(ROWS);

  const after = await startServer(before.folder);
  const again = new Client(after);
  await again.signIn();
  const { report } = await reached(again, 'done');
  expect(report).toMatchObject({ create: ROWS, skip: 0, error: 0 });
  expect((await again.request('GET', '/customers?size=1'))['total']).toBe(ROWS);
  await after.stop();
});
