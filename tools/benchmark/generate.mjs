// Fills the tables Rapport made with companies, people, deals and what happened to them; the same rows for the same seed.
import { searchText } from '../../dist/libs/kernel/api/records/search-text.js';
import { withoutIndexes } from './indexes.mjs';
import { Contracts, MONEY_TABLES } from './money.mjs';
import { CITIES, company, idAt, person, seeded } from './random.mjs';

export const SCALES = {
  S: { customers: 10_000, contacts: 30_000, deals: 50_000, contracts: 10_000, pending: 4000, memory: '512M' },
  M: { customers: 100_000, contacts: 300_000, deals: 500_000, contracts: 100_000, pending: 8000, memory: '2G' },
  L: { customers: 1_000_000, contacts: 3_000_000, deals: 5_000_000, contracts: 1_000_000, pending: 8000, memory: '8G' },
};
const START = Date.UTC(2023, 0, 1);
const SPAN = 3 * 365 * 86_400_000;
const moment = (ms) => new Date(ms).toISOString().slice(0, 23).replace('T', ' ');
const day = (ms) => new Date(ms).toISOString().slice(0, 10);

const TABLES = ['customer', 'customer_phones', 'customer_emails', 'customer_tags', 'contact', 'contact_phones', 'contact_link', 'opportunity', 'stage_history', 'audit', 'audit_change', ...MONEY_TABLES];
const AT_ONCE = 4;

/** Collects rows by table and writes them a thousand at a time, a few statements at once. */
class Tables {
  #waiting = new Map();
  #writing = new Set();
  constructor(database) {
    this.database = database;
  }
  async add(table, row) {
    const rows = this.#waiting.get(table) ?? [];
    this.#waiting.set(table, rows);
    rows.push(row);
    if (rows.length >= 1000) await this.#start(table, rows.splice(0));
  }
  async flush() {
    for (const [table, rows] of this.#waiting) if (rows.length > 0) await this.#start(table, rows.splice(0));
    await Promise.all(this.#writing);
  }
  async #start(table, rows) {
    const writing = this.#write(table, rows).finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
    if (this.#writing.size >= AT_ONCE) await Promise.race(this.#writing);
  }
  async #write(table, rows) {
    const names = Object.keys(rows[0]);
    const size = Math.floor(30_000 / names.length);
    for (let at = 0; at < rows.length; at += size) {
      const part = rows.slice(at, at + size);
      const marks = part.map(() => `(${names.map(() => '?').join(', ')})`).join(', ');
      await this.database.bulk(`INSERT INTO \`${table}\` (${names.map((name) => `\`${name}\``).join(', ')}) VALUES ${marks}`, part.flatMap((row) => names.map((name) => row[name])));
    }
  }
}

/** Makes everything, then the statistics the optimizer goes by. */
export async function generate(database, scale, company) {
  await withoutIndexes(database, TABLES, () => fill(database, scale, company));
  await database.exec(database.kind === 'sqlite' ? 'ANALYZE' : `ANALYZE TABLE ${TABLES.join(', ')}`);
  process.stderr.write('\r');
}

/** `owners` are `{ id, teamId }`, `stages` `{ id, pipelineId, probability }` in their order. */
async function fill(database, scale, { owners, stages, currency, seed, sealing, flow }) {
  const r = seeded(seed);
  const tables = new Tables(database);
  const born = (at, owner, id) => ({
    id, ownerId: owner.id, teamId: owner.teamId, version: 1, createdAt: moment(at), createdById: owner.id, updatedAt: moment(at), updatedById: owner.id, deletedKey: '', custom: '{}',
  }); // prettier-ignore
  const list = async (kind, name, recordId, values) => {
    for (const [position, value] of values.entries()) await tables.add(`${kind}_${name}`, { recordId, position, ...sealing.entry(kind, name, recordId, value) });
  };
  const audited = async (kind, record, at, owner, n) => {
    const id = idAt(at, n);
    await tables.add('audit', { id, at: moment(at), actorId: owner.id, action: `${kind}.create` });
    await tables.add('audit_change', { id, auditId: id, recordKind: kind, recordId: record.id, field: '*', newValue: JSON.stringify({ name: record.name }) });
  };
  let n = 0;
  const [perCustomer, dealsEach, contractsEach] = [scale.contacts / scale.customers, scale.deals / scale.customers, scale.contracts / scale.customers];
  const contracts = new Contracts(tables, r, { currency, sealing, flow: { ...flow, pending: scale.pending } });
  if (database.kind === 'sqlite') await database.exec('BEGIN');
  for (let i = 0; i < scale.customers; i++) {
    const at = START + (i / scale.customers) * SPAN;
    const owner = r.of(owners);
    const [name, city] = [company(r), r.of(CITIES)];
    const tags = r.chance(0.3) ? [r.of(['vip', 'partner', 'export'])] : [];
    const customer = {
      ...born(at, owner, idAt(at, n++)), searchText: searchText([name, city, ...tags]), name, kind: r.chance(0.9) ? 'company' : 'person', status: r.of(['potential', 'active', 'active', 'inactive']),
      level: r.of(['A', 'B', 'C', null]), industry: r.of(['technology', 'manufacturing', 'retail', 'finance', 'medical']), source: r.of(['referral', 'website', 'exhibition']),
      city, employees: r.below(5000), revenue: r.below(1e9),
    }; // prettier-ignore
    await tables.add('customer', customer);
    await list('customer', 'phones', customer.id, [`+8613${String(100_000_000 + i)}`]);
    await list('customer', 'emails', customer.id, r.chance(0.5) ? [`office${i}@example.com`] : []);
    await list('customer', 'tags', customer.id, tags);
    await audited('customer', customer, at, owner, n++);
    for (let c = 0; c < perCustomer; c++) {
      const contact = { ...born(at, owner, idAt(at, n++)), name: person(r), customerId: customer.id, title: r.of(['Buyer', 'Director', '采购经理', '总经理', null]) };
      await tables.add('contact', { ...contact, searchText: searchText([contact.name, contact.title]) });
      await list('contact', 'phones', contact.id, [`+8615${String(100_000_000 + i * 3 + c).slice(-9)}`]);
      await tables.add('contact_link', { ...born(at, owner, idAt(at, n++)), contactId: contact.id, customerId: customer.id, primary: 1 });
    }
    for (let d = 0; d < dealsEach; d++) {
      const opened = at + r.next() * (START + SPAN - at);
      const status = r.of(['open', 'open', 'won', 'lost']);
      const closed = status === 'open' ? null : Math.min(opened + r.below(120) * 86_400_000, START + SPAN);
      const stage = r.of(stages);
      const amount = 10_000 + r.below(5_000_000);
      const probability = status === 'open' ? stage.probability : status === 'won' ? 10_000 : 0;
      const deal = {
        ...born(opened, owner, idAt(opened, n++)), name: `${name.slice(0, 40)} ${d + 1}`, customerId: customer.id, pipelineId: stage.pipelineId, stageId: stage.id, stageSince: moment(opened), status,
        amount, currency, probability, probabilityManual: 0, weighted: Math.round((amount * probability) / 10_000), expectedCloseOn: day(opened + r.below(90) * 86_400_000), openedOn: day(opened),
        closedOn: closed ? day(closed) : null, lostReason: status === 'lost' ? 'price' : null, imported: 0,
      }; // prettier-ignore
      await tables.add('opportunity', { ...deal, searchText: searchText([deal.name]) });
      const passage = { opportunityId: deal.id, pipelineId: stage.pipelineId, stageId: stage.id, amount, probability };
      await tables.add('stage_history', { id: idAt(opened, n++), ...passage, status: 'open', enteredAt: moment(opened), leftAt: closed ? moment(closed) : null });
      if (closed) await tables.add('stage_history', { id: idAt(closed, n++), ...passage, status, enteredAt: moment(closed), leftAt: null });
    }
    for (let c = 0; c < contractsEach; c++, n += 10) await contracts.add(born, customer, at, owner, n);
    if (i % 10_000 === 9999) process.stderr.write(`\r${i + 1} customers …`);
  }
  await tables.flush();
  if (database.kind === 'sqlite') await database.exec('COMMIT');
}
