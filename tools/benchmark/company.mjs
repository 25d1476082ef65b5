// The people of the company that is measured: sixty in twelve teams, an administrator who sees all, and a manager who sees a third.
import { Client, PASSWORD, setUp, TOKEN } from '../workspace.mjs';
import { generate, SCALES } from './generate.mjs';
import { openSealing } from './sealing.mjs';
import { startRapport } from './servers.mjs';

export const token = TOKEN;
export const CHIEF = 'chief';
const MANAGER = 'manager';

async function people(client) {
  const make = (path, body) => client.request('POST', path, body);
  const owners = [];
  for (let region = 0; region < 3; region++) {
    const top = await make('/teams', { name: `Region ${region}` });
    for (let n = 0; n < 4; n++) {
      const team = n === 0 ? top : await make('/teams', { name: `Team ${region}-${n}`, parentId: top.id });
      for (let p = 0; p < 5; p++) {
        const first = region === 0 && n === 0 && p === 0;
        const user = await make('/users', { name: `Person ${region}-${n}-${p}`, username: first ? MANAGER : `p${region}${n}${p}`, roles: [first ? 'sales-manager' : 'sales'], primaryTeamId: team.id });
        owners.push({ id: user.id, teamId: team.id, name: user.name });
        if (first) await client.request('PATCH', `/teams/${top.id}`, { headId: user.id }, { 'if-match': '"1"' });
      }
    }
  }
  const chief = await make('/users', { name: 'Chief', username: CHIEF, roles: ['administrator'] });
  for (const { id } of [chief, owners[0]]) {
    const { url } = await make(`/users/${id}/invite`);
    await make('/auth/password-by-token', { token: new URL(url).searchParams.get('token'), password: PASSWORD });
  }
  return owners;
}

/** A flow in which the chief alone agrees to contracts. */
async function approvals(client) {
  const { items: people } = await client.request('GET', `/users?username=${CHIEF}`);
  const step = { id: 'chief', kind: 'approval', name: 'Chief', when: [], who: 'people', people: [people[0].id], role: null, level: null, how: 'any', nobody: 'administrator', submitter: 'skip' };
  const flow = await client.request('POST', '/approval-flows', { kind: 'contract', name: 'Contracts', when: [], steps: [step], sameApprover: 'first', afterReturn: 'restart', recall: 'untouched', batch: false });
  await client.request('POST', `/approval-flows/${flow.id}/publish`, undefined, { 'if-match': `"${flow.version}"` });
  return { stepId: step.id, assigneeId: people[0].id };
}

/** Sets Rapport up on the database and fills it; returns what the measurement needs to know. */
export async function prepare(database, data, scale, seed) {
  const server = await startRapport({ url: database.url, data, token });
  const client = new Client(`${server.address}/api/v1`);
  await setUp(client, { language: 'en', currency: 'CNY', timeZone: 'Asia/Shanghai' });
  const owners = await people(client);
  const { items } = await client.request('GET', '/stages?sort=position');
  const flow = await approvals(client);
  await server.stop();
  const stages = items.map(({ id, pipelineId, probability }) => ({ id, pipelineId, probability }));
  const [tables, sealing] = [database.open(), await openSealing(database.url, data)];
  const [version] = await tables.rows('SELECT `id` FROM `approval_version`');
  await generate(tables, SCALES[scale], { owners, stages, currency: 'CNY', seed, sealing, flow: { ...flow, versionId: version.id } });
  await Promise.all([tables.close(), sealing.end()]);
  return { stages };
}

/** Rows the work needs: deals to move, customers to open, and where position 50,000 of each stage is. */
export async function landmarks(tables, stages) {
  const deals = await tables.rows("SELECT `id`, `version` FROM `opportunity` WHERE `deletedKey` = '' AND `status` = 'open' AND `stageId` = ? LIMIT 4000", [stages[0].id]);
  const customers = await tables.rows("SELECT `id` FROM `customer` WHERE `deletedKey` = '' AND `teamId` IN (SELECT `id` FROM `team` WHERE `name` LIKE '%n 0' OR `name` LIKE '%m 0-%') ORDER BY `id` DESC LIMIT 2000");
  const deep = [];
  for (const { id } of stages) {
    const [{ n }] = await tables.rows("SELECT COUNT(*) AS n FROM `opportunity` WHERE `deletedKey` = '' AND `stageId` = ? AND `amount` >= 1000000 AND `amount` <= 3000000", [id]);
    const [row] = await tables.rows("SELECT `createdAt`, `id` FROM `opportunity` WHERE `deletedKey` = '' AND `stageId` = ? AND `amount` >= 1000000 AND `amount` <= 3000000 ORDER BY `createdAt` DESC, `id` DESC LIMIT 1 OFFSET ?", [
      id, Math.min(50_000, Math.floor(n / 2)),
    ]); // prettier-ignore
    deep.push(Buffer.from(JSON.stringify([row.createdAt, row.id])).toString('base64url'));
  }
  const tasks = await tables.rows("SELECT `id` FROM `approval_task` WHERE `state` = 'open' OR `decidedAt` IS NOT NULL ORDER BY `id`");
  return { tasks: tasks.map(({ id }) => id), deals: deals.map(({ id, version }) => ({ id, version })), customers: customers.map(({ id }) => id), deep };
}
export const manager = (address) => new Client(address, MANAGER);
/** Sees all records; without a second factor what administers rests, and nothing else. */
export const administrator = (address) => new Client(address, CHIEF);
