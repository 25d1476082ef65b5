// A new customer and a moved deal: checked, audited, in one transaction.
import { searchText } from '../../dist/libs/kernel/api/records/search-text.js';
import { newId } from '../../dist/libs/kernel/api/database/ids.js';
import { CUSTOMER, DEAL, named, placeholders, shaped } from './bare-shapes.mjs';

export const stored = () => new Date().toISOString().slice(0, 23).replace('T', ' ');
const KNOWN = new Set(['name', 'kind', 'status', 'city', 'phones', 'emails', 'tags']);

export function insert(table, row) {
  const names = Object.keys(row);
  return [`INSERT INTO \`${table}\` (${names.map((name) => `\`${name}\``).join(', ')}) VALUES (${placeholders(names)})`, Object.values(row)];
}
export async function audit(run, principal, now, action, kind, recordId, changes) {
  const id = newId();
  await run(...insert('audit', { id, at: now, actorId: principal.id, action }));
  const rows = changes.map(([field, old, value]) => [newId(), id, kind, recordId, field, old === null ? null : JSON.stringify(old), JSON.stringify(value)]);
  await run(`INSERT INTO \`audit_change\` (\`id\`, \`auditId\`, \`recordKind\`, \`recordId\`, \`field\`, \`oldValue\`, \`newValue\`) VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`, rows.flat());
}

/** Creates a customer; throws what a check refuses. */
export function createCustomer(db, principal, body, sealing) {
  for (const name of Object.keys(body)) if (!KNOWN.has(name)) throw new Error(`unknown ${name}`);
  if (typeof body.name !== 'string' || body.name.length === 0 || [...body.name].length > 200) throw new Error('name');
  if (!['company', 'person'].includes(body.kind) || !['potential', 'active', 'inactive'].includes(body.status)) throw new Error('choice');
  const [id, now] = [newId(), stored()];
  const { phones = [], emails = [], tags = [], ...own } = body;
  const row = {
    id, version: 1, ownerId: principal.id, teamId: principal.teamId, createdAt: now, createdById: principal.id, updatedAt: now, updatedById: principal.id, deletedKey: '', custom: '{}',
    searchText: searchText([own.name, own.city, ...tags]), ...own,
  }; // prettier-ignore
  return db.together(async (run) => {
    await run(...insert('customer', row));
    for (const [field, values] of Object.entries({ phones, emails, tags })) {
      const rows = values.map((value, position) => ({ recordId: id, position, ...sealing.entry('customer', field, id, value) }));
      if (rows.length > 0) await run(`INSERT INTO \`customer_${field}\` (${Object.keys(rows[0]).map((name) => `\`${name}\``).join(', ')}) VALUES ${rows.map((row) => `(${placeholders(Object.keys(row))})`).join(', ')}`, rows.flatMap((row) => Object.values(row)));
    }
    await audit(run, principal, now, 'customer.create', 'customer', id, [['*', null, body]]);
    const me = named(principal.id, principal.name);
    const whole = Object.fromEntries([...CUSTOMER.columns, 'note'].map((name) => [name, row[name] ?? null]));
    return { ...shaped(CUSTOMER, { ...whole, note: null }, true), phones, emails, tags, owner: me, createdBy: me, updatedBy: me };
  });
}

/** Moves a deal to a stage; `version` is what the caller saw. */
export async function moveDeal(db, principal, { id, version, stageId }) {
  const [deal] = await db.rows(`SELECT ${DEAL.whole}, p.probability AS wanted, p.name AS wantedName, p.nameZh AS wantedZh FROM opportunity r ${DEAL.joins} JOIN stage p ON p.id = ? WHERE r.id = ? AND r.deletedKey = ''`, [stageId, id]);
  if (!deal || deal.status !== 'open') throw new Error('not open');
  const now = stored();
  const weighted = Math.round((deal.amount * deal.wanted) / 10_000);
  return db.together(async (run) => {
    const { affected } = await run('UPDATE `opportunity` SET `stageId` = ?, `stageSince` = ?, `probability` = ?, `weighted` = ?, `version` = ?, `updatedAt` = ?, `updatedById` = ? WHERE `id` = ? AND `version` = ?', [
      stageId, now, deal.wanted, weighted, version + 1, now, principal.id, id, version,
    ]); // prettier-ignore
    if (affected !== 1) throw new Error('stale');
    await run('UPDATE `stage_history` SET `leftAt` = ? WHERE `opportunityId` = ? AND `leftAt` IS NULL', [now, id]);
    await run(...insert('stage_history', { id: newId(), opportunityId: id, pipelineId: deal.pipelineId, stageId, status: 'open', enteredAt: now, amount: deal.amount, probability: deal.wanted }));
    await audit(run, principal, now, 'opportunity.move', 'opportunity', id, [['stageId', deal.stageId, stageId], ['probability', deal.probability, deal.wanted]]);
    const after = { ...deal, stageId, stageSince: now, probability: deal.wanted, weighted, version: version + 1, updatedAt: now, updatedById: principal.id, updatedByName: principal.name, stageName: deal.wantedName, stageZh: deal.wantedZh };
    return { ...shaped(DEAL, after, true), lines: [] };
  });
}
