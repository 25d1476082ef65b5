// A run of the benchmark: a company is made, then every answer is checked before it is timed.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { browsing } from './browser.mjs';
import { administrator, landmarks, manager, prepare, token } from './company.mjs';
import { startDatabase } from './database.mjs';
import { SCALES } from './generate.mjs';
import { importing } from './importing.mjs';
import { load, send, summary } from './load.mjs';
import { head, line, verdict } from './report.mjs';
import { startBare, startRapport } from './servers.mjs';
import { plain, workOf } from './work.mjs';

/** Both servers answer the same, or the run ends here. */
async function check(agent, work, n, ours, theirs) {
  const [mine, bare] = [await send(agent, { ...ours, ...work.rapport(n), headers: { ...ours.headers, ...work.rapport(n).headers } }), await send(agent, { ...theirs, ...work.bare(n) })];
  const [a, b] = [plain(JSON.parse(mine.text)), plain(JSON.parse(bare.text))];
  if (mine.status !== bare.status || !isDeepStrictEqual(a, b)) throw new Error(`${work.id} differs:\n${mine.text.slice(0, 1500)}\n${bare.text.slice(0, 1500)}`);
}

async function measure({ asked, database, tables, say }, work, rapport, bare) {
  const api = `${rapport.address}/api/v1`;
  const [all, third] = [administrator(api), manager(api)];
  const agent = new Agent({ keepAlive: true });
  const own = async (client) => ({ address: api, pid: rapport.pid, databasePid: database.pid, headers: { authorization: await client.authorization() } });
  const theirs = { address: bare.address, pid: bare.pid, databasePid: database.pid };
  const asks = (headers) => (n) => {
    const request = work.rapport(n);
    return request && { ...request, headers: { ...headers, ...request.headers } };
  };
  if (!work.writes) for (let n = 0; n < 5; n++) await check(agent, work, n, await own(all), theirs);
  const runs = { bare: [], all: [], third: [] };
  const options = { connections: work.connections ?? 16, seconds: Number(asked.seconds), expect: work.expect };
  for (let round = -1; round < Number(asked.rounds); round++) {
    const warm = round < 0 ? { ...options, seconds: 1 } : options;
    await work.before?.(tables, 'bare');
    const done = { bare: await load(theirs, work.bare, warm) };
    for (const [who, client] of [['all', all], ['third', third]]) {
      if (work.writes && who === 'third') continue;
      await work.before?.(tables, 'rapport');
      const server = await own(client);
      done[who] = await load(server, asks(server.headers), warm);
    }
    if (round >= 0) for (const [who, result] of Object.entries(done)) runs[who].push(result);
  }
  agent.destroy();
  const baseline = summary(runs.bare);
  for (const who of ['all', 'third'].filter((one) => runs[one].length > 0)) {
    const result = summary(runs[who]);
    say({ ...result, id: work.id, name: work.name, who, bare: baseline, ratio: result.perSecond / baseline.perSecond, budget: work.budget, limit: work.p99 });
  }
}

export async function run(asked) {
  const folder = asked.keep ? resolve(asked.keep) : mkdtempSync(join(tmpdir(), 'rapport-benchmark-'));
  const [data, notes] = [join(folder, 'data'), join(folder, 'prepared.json')];
  mkdirSync(data, { recursive: true });
  const database = await startDatabase(asked.database, folder, SCALES[asked.scale].memory);
  const wants = (id) => !asked.only || asked.only.split(',').includes(id.split(' ')[0]);
  const results = [];
  const say = (result) => {
    results.push(result);
    process.stdout.write(`${line(result)}\n`);
  };
  try {
    const prepared = existsSync(notes) ? JSON.parse(readFileSync(notes, 'utf8')) : await prepare(database, data, asked.scale, Number(asked.seed));
    writeFileSync(notes, JSON.stringify(prepared));
    const tables = database.open();
    const found = await landmarks(tables, prepared.stages);
    const [root] = await tables.rows("SELECT `id`, `name`, `primaryTeamId` AS `teamId` FROM `user` WHERE `username` = 'chief'");
    const start = () => startRapport({ url: database.url, data, token });
    // The bare handler of an earlier run moved deals without the sums: they are added up anew, by a server that is not measured.
    await tables.exec("DELETE FROM `setting` WHERE `name` = 'deal-sums'");
    const first = await start();
    while ((await tables.rows("SELECT 1 FROM `setting` WHERE `name` = 'deal-sums'")).length === 0) await new Promise((next) => setTimeout(next, 200));
    await first.stop();
    const rapport = await start();
    const bare = await startBare({ url: database.url, settings: { principal: root, currency: 'CNY', data } });
    process.stdout.write(head(asked));
    if (wants('W9')) say({ id: 'W9', name: 'start to first answer', took: rapport.took, limitTook: 1500 });
    for (const work of workOf({ ...prepared, ...found, kind: asked.database })) if (wants(work.id)) await measure({ asked, database, tables, say }, work, rapport, bare);
    if (wants('browser')) await browsing(rapport.address, say);
    await Promise.all([rapport.stop(), bare.stop(), tables.close()]);
    if (wants('W8')) say(await importing(asked.database, folder, Number(asked.seed)));
    process.stdout.write(verdict(results));
    if (asked.json) writeFileSync(asked.json, JSON.stringify({ ...asked, at: new Date().toISOString(), results }, null, 2));
  } finally {
    await database.stop();
    if (!asked.keep) rmSync(folder, { recursive: true, force: true });
  }
}
