// A process of the server that dies between a commit and the delivery of its event, and one that comes after it.
// node apps/e2e/crash.mjs <die|live> <data folder> <file of what was heard>
import 'reflect-metadata';
import { appendFileSync } from 'node:fs';
import { as, Events, Outbox, SYSTEM, UnitOfWork } from '../../dist/libs/kernel/api/index.js';
import { createApplication } from '../../dist/apps/api/src/application.js';
import { readConfig } from '../../dist/apps/api/src/config.js';

const [way, folder, heard] = process.argv.slice(2);
const app = await createApplication(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' }));
const events = app.get(Events, { strict: false });
const work = app.get(UnitOfWork, { strict: false });
const Happened = { name: 'crash.happened' };
events.on(Happened, 'listener', async ({ n }) => appendFileSync(heard, `${n}\n`));

if (way === 'die') {
  await as(SYSTEM, () => work.run(async () => {
    work.afterCommit(() => process.kill(process.pid, 'SIGKILL'));
    for (const n of [1, 2, 3]) await events.emit(Happened, { n }, { kind: 'crash', id: '019378f0-0000-7000-8000-000000000001' });
  })); // prettier-ignore
} else {
  for (let left = 50; left > 0 && (await app.get(Outbox, { strict: false }).deliver()) < 3; left--) await new Promise((next) => setTimeout(next, 100));
  await app.close();
}
