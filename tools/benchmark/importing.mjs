// W8: customers from a CSV file, checked and audited through the API, against the same rows read and inserted by hand.
import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { newId } from '../../dist/libs/kernel/api/database/ids.js';
import { searchText } from '../../dist/libs/kernel/api/records/search-text.js';
import { bring, Client, setUp } from '../workspace.mjs';
import { token } from './company.mjs';
import { startDatabase } from './database.mjs';
import { rssOf } from './load.mjs';
import { CITIES, company, seeded } from './random.mjs';
import { openSealing } from './sealing.mjs';
import { startRapport } from './servers.mjs';

const ROWS = 100_000;
const FIELDS = ['name', 'kind', 'status', 'industry', 'city', 'employees', 'phones'];

function csv(seed) {
  const r = seeded(seed);
  const rows = Array.from({ length: ROWS }, (_, i) => [`"${company(r)}"`, 'company', r.of(['active', 'potential']), r.of(['retail', 'finance', 'medical']), r.of(CITIES), r.below(5000), `13${100_000_000 + i}`, i].join(','));
  return `${FIELDS.join(',')},id\n${rows.join('\n')}\n`;
}

/** The rows as Rapport stores them, a thousand a statement, in one transaction each. */
async function byHand(tables, file, sealing) {
  const begun = performance.now();
  const now = new Date().toISOString().slice(0, 23).replace('T', ' ');
  let batch = [];
  const write = async () => {
    const [rows, phones] = [[], []];
    for (const { phones: phone, id: externalId, ...own } of batch) {
      const id = newId();
      rows.push({ id, version: 1, createdAt: now, updatedAt: now, deletedKey: '', custom: '{}', externalSource: 'bench', externalId, searchText: searchText([own.name, own.city]), ...own });
      phones.push({ recordId: id, position: 0, ...sealing.entry('customer', 'phones', id, `+86${phone}`) });
    }
    batch = [];
    const insert = (run, table, own) => {
      const names = Object.keys(own[0]);
      return run(`INSERT INTO \`${table}\` (${names.map((name) => `\`${name}\``).join(', ')}) VALUES ${own.map(() => `(${names.map(() => '?').join(', ')})`).join(', ')}`, own.flatMap((row) => names.map((name) => row[name])));
    };
    await tables.together(async (run) => {
      await insert(run, 'customer', rows);
      await insert(run, 'customer_phones', phones);
    });
  };
  for await (const row of createReadStream(file).pipe(parse({ columns: true }))) if (batch.push(row) === 1000) await write();
  if (batch.length > 0) await write();
  return ROWS / ((performance.now() - begun) / 1000);
}

export async function importing(kind, folder, seed) {
  const file = join(folder, 'customers.csv');
  writeFileSync(file, csv(seed));
  const run = async (name, work) => {
    const own = join(folder, name);
    rmSync(own, { recursive: true, force: true });
    mkdirSync(join(own, 'data'), { recursive: true });
    const database = await startDatabase(kind, own, '1G');
    const server = await startRapport({ url: database.url, data: join(own, 'data'), token });
    try {
      return await work(server, database);
    } finally {
      await server.stop();
      await database.stop();
    }
  };
  const bare = await run('by-hand', async (_, database) => {
    const tables = database.open();
    const sealing = await openSealing(database.url, join(folder, 'by-hand', 'data'));
    const perSecond = await byHand(tables, file, sealing);
    await Promise.all([tables.close(), sealing.end()]);
    return { perSecond, cpu: 0, databaseCpu: 0 };
  });
  const column = (target, name = target) => ({ target, column: name, values: [] });
  return run('through-rapport', async (server) => {
    const client = new Client(`${server.address}/api/v1`);
    await setUp(client, { currency: 'CNY' });
    let rss = 0;
    const watch = setInterval(() => (rss = Math.max(rss, rssOf(server.pid))), 100);
    const seconds = await bring(client, 'customer', csv(seed), { source: 'bench', columns: [...FIELDS.map((name) => column(name)), column('externalId', 'id')] });
    clearInterval(watch);
    const perSecond = ROWS / seconds;
    return { id: 'W8', name: `import ${ROWS.toLocaleString('en')} customers (rows/s)`, who: 'all', perSecond, bare, ratio: perSecond / bare.perSecond, budget: 0.35, rss, limitRss: 250 };
  });
}
