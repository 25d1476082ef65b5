import { execFile } from 'node:child_process';
import { expect, test } from '@playwright/test';

test('a killed process, cut connections, lost answers and what is sent many times: nothing acknowledged is lost, nothing is done twice', async () => {
  test.setTimeout(240_000);
  const said = await new Promise<string>((done) => execFile(process.execPath, ['tools/faults.mjs', '--built', '--short'], (_, out, problems) => done(out + problems)));
  expect(said).toMatch(/faults survived (\d+)\/\1, runs \d+, acknowledged \d{2,}, lost 0, doubled 0, unclear 0/);
});
