// What a careful engineer writes without a framework: node:http, the driver, the same tables, indexes and JSON; no sign-in, no permissions.
// Totals and the report are at most two seconds old. Started as a process of its own: node bare.mjs <database url> <settings as JSON>
import { createServer } from 'node:http';
import { openDatabase } from './database.mjs';
import { contractShape, CUSTOMER, DEAL, iso, named, shaped } from './bare-shapes.mjs';
import { openSealing } from './sealing.mjs';
import { agree } from './bare-approval.mjs';
import { createCustomer, moveDeal } from './bare-writes.mjs';

const [, , url, settings] = process.argv;
const { principal, currency, data } = JSON.parse(settings);
const sealing = await openSealing(url, data);
const db = openDatabase(url);
const CONTRACT = contractShape(sealing.listed('contract'));
const match = db.kind === 'sqlite';

/** Answers that may be two seconds old. */
const fresh = new Map();
function recent(key, make) {
  const ready = fresh.get(key);
  if (ready && ready.until > Date.now()) return ready.value;
  if (fresh.size > 1000) fresh.clear();
  const value = make();
  fresh.set(key, { value, until: Date.now() + 2000 });
  return value;
}
const total = (table, where, params) =>
  recent(`${table} ${where} ${params}`, async () => {
    const [{ n }] = await db.rows(`SELECT COUNT(*) AS n FROM (SELECT 1 FROM \`${table}\` r WHERE ${where} LIMIT 10001) c`, params);
    return { total: Math.min(n, 10_000), totalIs: n > 10_000 ? 'atLeast' : 'exact', totalAt: new Date().toISOString() };
  });

/** A page by key: the ids from the index first, then their rows and the names beside them. */
async function page({ shape, where, params, after, size = 25, by = 'createdAt', way = 'DESC' }) {
  const order = `r.\`${by}\` ${way}, r.\`id\` ${way}`;
  const beyond = after ? ' AND r.`createdAt` <= ? AND (r.`createdAt` < ? OR r.`id` < ?)' : '';
  const rows = await db.rows(
    `SELECT ${shape.select} FROM (SELECT r.\`id\` FROM \`${shape.table}\` r WHERE ${where}${beyond} ORDER BY ${order} LIMIT ?) k
     JOIN \`${shape.table}\` r ON r.\`id\` = k.\`id\` ${shape.joins} ORDER BY ${order}`,
    [...params, ...(after ? [after[0], after[0], after[1]] : []), size + 1],
  );
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const next = rows.length > size ? Buffer.from(JSON.stringify([last[by], last.id])).toString('base64url') : null;
  const items = shown.map((row) => shaped(shape, row));
  await shape.lists(db, items, sealing);
  return { items, next };
}
const customers = async (where, params, key) => ({ ...(await page({ shape: CUSTOMER, where, params })), ...(await total('customer', key ?? where, params)) });

/** One customer with the heads of their contacts, deals and history. */
async function overview(id) {
  const [[row], contacts, deals, quotes, history] = await Promise.all([
    db.rows(`SELECT ${CUSTOMER.whole} FROM customer r ${CUSTOMER.joins} WHERE r.id = ? AND r.deletedKey = ''`, [id]),
    db.rows("SELECT r.id, r.name, r.title, r.decisionRole FROM contact r WHERE r.customerId = ? AND r.deletedKey = '' ORDER BY r.createdAt DESC, r.id DESC LIMIT 10", [id]),
    db.rows("SELECT r.id, r.name, r.status, r.stageId, r.amount, r.currency, r.expectedCloseOn, s.name AS stageName, s.nameZh FROM opportunity r JOIN stage s ON s.id = r.stageId WHERE r.customerId = ? AND r.deletedKey = '' ORDER BY r.createdAt DESC, r.id DESC LIMIT 10", [id]),
    db.rows("SELECT r.id, r.number, r.name, r.status, r.total, r.currency, r.validUntil FROM quote r WHERE r.customerId = ? AND r.deletedKey = '' ORDER BY r.createdAt DESC, r.id DESC LIMIT 10", [id]),
    db.rows("SELECT DISTINCT a.id, a.at, a.actorId, a.action, u.name AS actorName FROM audit_change c JOIN audit a ON a.id = c.auditId LEFT JOIN user u ON u.id = a.actorId WHERE c.recordKind = 'customer' AND c.recordId = ? ORDER BY a.id DESC LIMIT 10", [id]),
  ]); // prettier-ignore
  const customer = shaped(CUSTOMER, row, true);
  await CUSTOMER.lists(db, [customer], sealing);
  return {
    record: customer,
    contacts,
    opportunities: deals.map(({ stageName, nameZh, ...deal }) => ({ ...deal, stage: named(deal.stageId, stageName, nameZh) })),
    quotes,
    history: history.map(({ id: unit, at, actorId, action, actorName }) => ({ id: unit, at: iso(at), actorId, action, actor: named(actorId, actorName) })),
  };
}

/** Amount and count by stage and month over all deals. */
const stages = () =>
  recent('stages', () =>
    db.rows(
      "SELECT r.stageId, r.status, SUBSTR(r.openedOn, 1, 7) AS month, COUNT(*) AS count, SUM(r.amount) AS amount, SUM(r.weighted) AS weighted FROM opportunity r WHERE r.deletedKey = '' AND r.currency = ? GROUP BY r.stageId, r.status, SUBSTR(r.openedOn, 1, 7) ORDER BY month, r.stageId, r.status",
      [currency],
    ),
  );

const AGES = ['not-due', '1-30', '31-60', '61-90', '91-180', 'over-180'];
/** What is outstanding, by how long it is overdue. */
const ageing = () =>
  recent('ageing', async () => {
    const day = (back) => new Date(Date.now() - back * 86_400_000).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
    const edges = [0, 30, 60, 90, 180].map(day);
    const rows = await db.rows(
      `SELECT CASE ${edges.map((_, index) => `WHEN r.dueOn >= ? THEN ${index}`).join(' ')} ELSE 5 END AS age, r.currency, COUNT(*) AS count, SUM(r.open) AS amount
       FROM receivable r WHERE r.deletedKey = '' AND r.status IN ('pending', 'partly') GROUP BY age, r.currency ORDER BY age, r.currency`,
      edges,
    );
    return { items: rows.map(({ age, currency: own, count, amount }) => ({ age: AGES[age], currency: own, count, amount: Number(amount) })) };
  });

const LIVING = "r.`deletedKey` = ''";
const routes = {
  '/customers': () => customers(LIVING, []),
  '/search': ({ q, like }) =>
    customers(`${LIVING} AND ${match ? 'r.rowid IN (SELECT rowid FROM customer_search WHERE customer_search MATCH ?)' : 'MATCH(r.searchText) AGAINST (? IN BOOLEAN MODE)'} AND r.searchText LIKE ?`, [q, like]),
  '/opportunities': async ({ stageId, from, to, after }) => {
    const [where, params] = [`${LIVING} AND r.stageId = ? AND r.amount >= ? AND r.amount <= ?`, [stageId, Number(from), Number(to)]];
    const cursor = after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : null;
    return { ...(await page({ shape: DEAL, where, params, after: cursor })), ...(await total('opportunity', where, params)) };
  },
  '/contracts': async ({ stage, from }) => {
    const [where, params] = [`${LIVING} AND r.stage = ? AND r.amount >= ?`, [stage, Number(from)]];
    return { ...(await page({ shape: CONTRACT, where, params, by: 'endsOn', way: 'ASC' })), ...(await total('contract', where, params)) };
  },
  '/ageing': () => ageing(),
  '/overview': ({ id }) => overview(id),
  '/stages': () => stages(),
};

const server = createServer(async (request, response) => {
  const address = new URL(request.url, 'http://bare');
  const answer = (status, body) => {
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
  };
  try {
    if (request.method === 'GET') return answer(200, await routes[address.pathname](Object.fromEntries(address.searchParams)));
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = JSON.parse(Buffer.concat(parts).toString());
    if (address.pathname === '/customers') return answer(201, await createCustomer(db, principal, body, sealing));
    if (address.pathname === '/agree') return answer(200, await agree(db, principal, body));
    return answer(200, await moveDeal(db, principal, body));
  } catch (error) {
    return answer(500, { error: String(error.stack) });
  }
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready at http://127.0.0.1:${server.address().port}\n`));
