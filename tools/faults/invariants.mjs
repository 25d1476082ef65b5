import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STOCK } from './furnish.mjs';

const TABLES = { customer: 'note', contact: 'title', opportunity: 'note' };

/** Everything that must hold after a fault, always all of it. Answers what does not, and how many operations were lost, doubled or unclear. */
export async function check(world, journal) {
  const found = { lost: 0, doubled: 0, unclear: journal.unknown.length, faults: [...journal.faults] };
  const note = (inv, what, count = {}) => {
    found.faults.push(`${inv}: ${what}`);
    for (const [name, n] of Object.entries(count)) found[name] += n;
  };
  for (const entry of journal.unknown.slice(0, 3)) note('unclear', `${entry.what} ${entry.marker}: ${entry.status} ${JSON.stringify(entry.answer)?.slice(0, 200)}`);
  for (const [table, field] of Object.entries(TABLES)) await records(world, journal, table, field, note);
  await sums(world, journal, note);
  await files(world, journal, note);
  await audit(world, note);
  await outbox(world, note);
  await sealed(world, journal, note);
  return found;
}

/** N1, N2 and the version side of N5: each record is there once and is what its last acknowledged change made of it. */
async function records(world, journal, table, field, note) {
  const rows = await world.query(`SELECT \`id\`, \`name\`, \`version\`, \`${field}\` AS \`told\`, \`deletedAt\` FROM \`${table}\` WHERE \`name\` LIKE ?`, [`f${journal.seed}-%`]);
  const byName = Map.groupBy(rows, ({ name }) => name);
  const acknowledged = journal.entries.filter(({ state, what }) => state === 'acknowledged' && what.endsWith(table));
  const made = acknowledged.filter(({ what }) => what.startsWith('create'));
  for (const { marker, answer } of made) {
    const own = byName.get(marker) ?? [];
    if (own.length === 0 || own[0].id !== answer.id) note('N1', `${table} ${marker} was acknowledged and is not there`, { lost: 1 });
  }
  const known = new Set(made.map(({ marker }) => marker));
  for (const [name, own] of byName) {
    if (own.length > 1) note('N2', `${table} ${name} is there ${own.length} times`, { doubled: own.length - 1 });
    if (!known.has(name)) note('N2', `${table} ${name} is there, though it was refused`, { doubled: 1 });
  }
  const changes = Map.groupBy(acknowledged.filter(({ about }) => about), ({ about }) => about);
  const audited = new Map((await world.query(
    `SELECT c.\`recordId\` AS \`id\`, COUNT(DISTINCT c.\`auditId\`) AS \`n\` FROM \`audit_change\` c JOIN \`audit\` a ON a.\`id\` = c.\`auditId\` WHERE c.\`recordKind\` = ? AND a.\`action\` IN (?, ?, ?) GROUP BY c.\`recordId\``,
    [table, ...['create', 'update', 'delete'].map((verb) => `${table}.${verb}`)],
  )).map(({ id, n }) => [id, Number(n)])); // prettier-ignore
  for (const row of rows) {
    const own = (changes.get(row.id) ?? []).sort((a, b) => a.version - b.version);
    const versions = own.map(({ version }) => version);
    if (new Set(versions).size < versions.length) note('N1', `${table} ${row.name}: two changes of the same version were acknowledged`, { lost: 1 });
    const [last] = own.slice(-1);
    if (Number(row.version) < own.length + 1) note('N1', `${table} ${row.name} is at version ${row.version} after ${own.length} acknowledged changes`, { lost: own.length + 1 - row.version });
    else if (Number(row.version) > own.length + 1) note('N2', `${table} ${row.name} is at version ${row.version} after ${own.length} acknowledged changes`, { doubled: row.version - own.length - 1 });
    else if (last?.method === 'PATCH' && row.told !== last.marker) note('N1', `${table} ${row.name} says ${row.told} where ${last.marker} was acknowledged`, { lost: 1 });
    else if ((last?.method === 'DELETE') !== (row.deletedAt !== null)) note('N1', `${table} ${row.name} is ${row.deletedAt ? '' : 'not '}deleted`, { lost: 1 });
    if (audited.get(row.id) !== Number(row.version)) note('N5', `${table} ${row.name} is at version ${row.version} and has ${audited.get(row.id) ?? 0} rows in the audit`);
  }
}

/** N3: a deal is the sum of its lines, the sums by stage are those of the deals, and goods only changed their place. */
async function sums(world, journal, note) {
  const odd = await world.query('SELECT o.`name`, o.`amount`, SUM(l.`net`) AS `net` FROM `opportunity` o JOIN `opportunity_lines` l ON l.`recordId` = o.`id` GROUP BY o.`id`, o.`name`, o.`amount` HAVING o.`amount` <> SUM(l.`net`)');
  for (const { name, amount, net } of odd) note('N3', `deal ${name} is ${amount} and its lines are ${net}`);
  const [deals] = await world.query("SELECT COUNT(*) AS `n`, COALESCE(SUM(`amount`), 0) AS `amount` FROM `opportunity` WHERE `deletedKey` = ''");
  const [kept] = await world.query('SELECT COALESCE(SUM(`count`), 0) AS `n`, COALESCE(SUM(`amount`), 0) AS `amount` FROM (SELECT `count`, `amount` FROM `deal_sum` UNION ALL SELECT `count`, `amount` FROM `deal_delta`) r');
  if (Number(deals.n) !== Number(kept.n) || Number(deals.amount) !== Number(kept.amount)) note('N3', `${deals.n} deals are worth ${deals.amount}, and the sums say ${kept.n} and ${kept.amount}`);
  const { stockedId, warehouses } = world.given;
  const [level] = await world.query('SELECT SUM(`onHand`) AS `n` FROM `stock` WHERE `productId` = ?', [stockedId]);
  const [ledger] = await world.query('SELECT SUM(`onHand`) AS `n` FROM `stock_entry` WHERE `productId` = ?', [stockedId]);
  if (Number(level.n) !== STOCK * warehouses.length || Number(ledger.n) !== Number(level.n)) note('N3', `${level.n} lie in the warehouses, ${ledger.n} in the ledger, and ${STOCK * warehouses.length} were received`);
  const carried = journal.entries.filter(({ what, state }) => what === 'carry' && state === 'acknowledged');
  const rows = await world.query("SELECT `reason`, COUNT(*) AS `n` FROM `stock_entry` WHERE `kind` = 'transfer-in' AND `reason` LIKE ? GROUP BY `reason`", [`f${journal.seed}-%`]);
  const times = new Map(rows.map(({ reason, n }) => [reason, Number(n)]));
  for (const { marker } of carried) if (!times.has(marker)) note('N1', `goods of ${marker} were not carried`, { lost: 1 });
  const known = new Set(carried.map(({ marker }) => marker));
  for (const [marker, n] of times) if (n > 1 || !known.has(marker)) note('N2', `goods of ${marker} were carried ${n} times`, { doubled: known.has(marker) ? n - 1 : n });
}

/** N4: no part without its whole, and every file is what was brought. */
async function files(world, journal, note) {
  const orphans = { customer_phones: 'customer', contact_phones: 'contact', opportunity_lines: 'opportunity' };
  for (const [part, whole] of Object.entries(orphans)) {
    const [{ n }] = await world.query(`SELECT COUNT(*) AS \`n\` FROM \`${part}\` p LEFT JOIN \`${whole}\` w ON w.\`id\` = p.\`recordId\` WHERE w.\`id\` IS NULL`);
    if (Number(n) > 0) note('N4', `${n} rows of ${part} belong to nothing`);
  }
  const brought = journal.entries.filter(({ what }) => what === 'attach');
  const rows = await world.query('SELECT d.`id`, d.`name`, v.`sha256`, f.`id` AS `content` FROM `document` d LEFT JOIN `document_version` v ON v.`documentId` = d.`id` LEFT JOIN `file_content` f ON f.`id` = v.`sha256` WHERE d.`name` LIKE ?', [`f${journal.seed}-%`]);
  const byName = Map.groupBy(rows, ({ name }) => name);
  for (const { bytes, state } of brought) {
    const own = byName.get(bytes.name) ?? [];
    const sha256 = createHash('sha256').update(bytes.content).digest('hex');
    if (state !== 'acknowledged' && own.length > 0) note('N2', `file ${bytes.name} is there, though it was refused`, { doubled: own.length });
    if (own.length > 1) note('N2', `file ${bytes.name} is there ${own.length} times`, { doubled: own.length - 1 });
    if (state !== 'acknowledged') continue;
    const path = join(world.dataDir, 'files', sha256.slice(0, 2), sha256);
    if (own.length === 0) note('N1', `file ${bytes.name} was acknowledged and is not there`, { lost: 1 });
    else if (own[0].sha256 !== sha256 || own[0].content === null || !existsSync(path)) note('N4', `file ${bytes.name} has no contents`, { lost: 1 });
  }
  const sample = brought.filter(({ state }) => state === 'acknowledged').slice(-5);
  for (const { bytes, answer } of sample) {
    const read = await fetch(`${world.door()}/api/v1/documents/${answer.id}/versions/1/file`, { headers: { authorization: `Bearer ${world.given.key}` } });
    if (!read.ok || (await read.text()) !== bytes.content) note('N4', `file ${bytes.name} is not what was brought: ${read.status}`, { lost: 1 });
  }
}

/** N5: the chain of the audit verifies. */
async function audit(world, note) {
  for (let tries = 1; ; tries++) {
    const { code, said } = await world.cli('audit', 'verify');
    if (code === 0) return;
    if (tries === 3) return void note('N5', said.trim().split('\n').at(-1));
    await sleep(1000);
  }
}

/** N6: what happened was told to those who listen, and no event twice. */
async function outbox(world, note) {
  const waiting = async () => Number((await world.query('SELECT COUNT(*) AS `n` FROM `outbox` WHERE `deliveredAt` IS NULL'))[0].n);
  for (let tries = 0; tries < 300 && (await waiting()) > 0; tries++) await sleep(100);
  const left = await waiting();
  if (left > 0) note('N6', `${left} events wait in the outbox`);
}

/** N7: what is encrypted opens, and is found by its value alone. */
async function sealed(world, journal, note) {
  const headers = { authorization: `Bearer ${world.given.key}` };
  const ask = async (path) => (await fetch(`${world.door()}/api/v1${path}`, { headers })).json();
  const phones = new Map();
  for (const { what, state, body, about, answer, version = 0 } of journal.entries) {
    const id = about ?? answer?.id;
    if (what.endsWith('contact') && state === 'acknowledged' && (phones.get(id)?.version ?? -1) < version) phones.set(id, { phone: body.phones[0], version });
  }
  for (const [id, { phone }] of [...phones].slice(-25)) {
    const { items = [] } = await ask(`/contacts?phones=${phone}`);
    if (items.length !== 1 || items[0].id !== id || items[0].phones[0] !== `+86${phone}`) note('N7', `phone ${phone} finds ${items.length} contacts and shows ${items[0]?.phones}`);
  }
}
