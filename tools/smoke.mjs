// 100,000 customers and 30,000 deals: how long lists and the report take, as a client sees it.
import { build } from './build.mjs';
import { bring, inWorkspace } from './workspace.mjs';

const CUSTOMERS = 100_000;
const DEALS = 30_000;
const ROUNDS = 40;
const column = (target, name = target) => ({ target, column: name, values: [] });
const day = (offset) => new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);

const customers = () => {
  const rows = Array.from({ length: CUSTOMERS }, (_, i) => `Firm ${i} ${['Harbour', 'Lamp', 'Stone', 'Field'][i % 4]},company,${['active', 'potential', 'inactive'][i % 3]},${['retail', 'finance', 'medical'][i % 3]},City ${i % 200},${i % 5000},${i}`);
  return `name,kind,status,industry,city,employees,id\n${rows.join('\n')}\n`;
};
const deals = () => {
  const rows = Array.from({ length: DEALS }, (_, i) => `Deal ${i},Firm ${i} ${['Harbour', 'Lamp', 'Stone', 'Field'][i % 4]},${['won', 'lost', 'open'][i % 3]},${day(i % 200)},${i % 3 === 2 ? '' : day((i % 200) + (i % 60))},${100 + (i % 900)}`);
  return `name,customer,status,opened,closed,amount\n${rows.join('\n')}\n`;
};

const ROUTES = {
  list: '/customers', 'list, sorted by name': '/customers?sort=name', 'list, sorted by employees': '/customers?sort=-employees', 'filtered by status': '/customers?status=active',
  'filtered by industry and city': '/customers?industry=retail&city=City%2015', 'filtered by name': '/customers?name.starts=Firm%20777', 'my own': '/customers?ownerId=me', search: '/customers?q=harbour%2077',
  'totals of all customers': '/sums/customer?fields=employees,revenue', 'totals of all deals': '/sums/opportunity?fields=amount,weighted', 'totals of active customers': '/sums/customer?fields=employees,revenue&status=active',
  'deals that were won': '/opportunities?status=won&sort=-closedOn',
  board: '/opportunities/board', 'report of a quarter': '/reports/sales?from=2026-04-01&to=2026-06-30', 'report of all time': '/reports/sales',
};

if (!build()) process.exit(1);
await inWorkspace({}, async (client) => {
  await bring(client, 'customer', customers(), { source: 'smoke', columns: [...['name', 'kind', 'status', 'industry', 'city', 'employees'].map((name) => column(name)), column('externalId', 'id')] });
  await bring(client, 'opportunity', deals(), { source: 'smoke', columns: [column('name'), column('customerId', 'customer'), column('status'), column('openedOn', 'opened'), column('closedOn', 'closed'), column('amount')] });
  let slow = 0;
  for (const [name, path] of Object.entries(ROUTES)) {
    const times = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      const answer = await client.request('GET', path);
      times.push(performance.now() - start);
      if (name === 'list' && round === 0 && answer.next === null) throw new Error('The list is not paged');
      if (round === 0) await new Promise((next) => setTimeout(next, 10));
    }
    const sorted = times.toSorted((a, b) => a - b);
    const [first, median, p95] = [times[0], sorted[ROUNDS >> 1], sorted[Math.floor(ROUNDS * 0.95)]];
    if (median > 100) slow++;
    process.stdout.write(`${median <= 100 ? '✓' : '✗'} ${name.padEnd(32)} first ${first.toFixed(1).padStart(7)} ms   median ${median.toFixed(1).padStart(7)} ms   p95 ${p95.toFixed(1).padStart(7)} ms\n`);
  }
  process.exitCode = slow > 0 ? 1 : 0;
});
