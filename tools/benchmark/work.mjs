// What people do all day, asked of both servers: W1–W7 of the budgets, and the money (W11–W13). `rapport` and `bare` give the n-th request.
import { searchPattern, searchQuery } from './search.mjs';
import { FRAGMENTS } from './random.mjs';
import { reopen } from './bare-approval.mjs';

const get = (path) => ({ path });
/** The same answer whatever the order of its properties; when a total was taken does not matter. */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'totalAt').toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, plain(one)]));
}

/** The work of a run, given what was generated; what writes comes last. */
export function workOf({ stages, deals, customers, deep, tasks, kind }) {
  const range = 'amount.gte=1000000&amount.lte=3000000';
  const stageOf = (n) => stages[n % stages.length].id;
  const bareDeals = (n, after = '') => `/opportunities?stageId=${stageOf(n)}&from=1000000&to=3000000${after}`;
  const fragment = (n) => FRAGMENTS[n % FRAGMENTS.length];
  const newCustomer = (n) => ({ name: `新客户 ${n} ${fragment(n)}`, kind: 'company', status: 'active', city: '上海', phones: ['+8613812345678'], emails: [], tags: ['vip'] });
  /** Deals are moved back and forth between two stages; each server has its own. */
  const mover = (own) => (n) => {
    const deal = own[n % own.length];
    const [stageId, version] = [stages[deal.version % 2].id, deal.version++];
    return { deal, stageId, version };
  };
  const half = Math.floor(deals.length / 2);
  const [ours, theirs] = [mover(deals.slice(0, half)), mover(deals.slice(half))];
  const inForce = ['active', 'expired', 'completed', 'signed'];
  /** Each server has its own people to ask; the last of a round ends it. */
  const third = Math.floor(tasks.length / 3);
  const asked = { rapport: tasks.slice(0, third), bare: tasks.slice(third) };
  return [
    { id: 'W1', name: '25 newest customers + total', budget: 0.6, p99: 20, rapport: () => get('/customers?size=25'), bare: () => get('/customers') },
    {
      id: 'W2', name: 'deals of a stage in a range + total', budget: 0.6, p99: 40,
      rapport: (n) => get(`/opportunities?stageId=${stageOf(n)}&${range}&size=25`), bare: (n) => get(bareDeals(n)),
    },
    {
      id: 'W2 deep', name: 'the same at position 50,000', budget: 0.8,
      rapport: (n) => get(`/opportunities?stageId=${stageOf(n)}&${range}&size=25&after=${deep[n % stages.length]}`), bare: (n) => get(bareDeals(n, `&after=${deep[n % stages.length]}`)),
    },
    { id: 'W3', name: 'one customer, contacts, deals, history', budget: 0.7, rapport: (n) => get(`/customers/${customers[n % customers.length]}/overview`), bare: (n) => get(`/overview?id=${customers[n % customers.length]}`) },
    {
      id: 'W6', name: 'customers by a fragment + total', budget: 0.75,
      rapport: (n) => get(`/customers?q=${encodeURIComponent(fragment(n))}&size=25`), bare: (n) => get(`/search?q=${encodeURIComponent(searchQuery(fragment(n), kind))}&like=${encodeURIComponent(searchPattern(fragment(n)))}`),
    },
    { id: 'W7', name: 'deals by stage and month', budget: 0.33, rapport: () => get('/reports/stages'), bare: () => get('/stages') },
    {
      id: 'W11', name: 'contracts of a stage above an amount, by their end, + total', budget: 0.6, p99: 40,
      rapport: (n) => get(`/contracts?stage=${inForce[n % 4]}&amount.gte=3000000&sort=endsOn&size=25`), bare: (n) => get(`/contracts?stage=${inForce[n % 4]}&from=3000000`),
    },
    { id: 'W13', name: 'what is outstanding, by how long', budget: 0, p99: 40, rapport: () => get('/receivables/ageing'), bare: () => get('/ageing') },
    { id: 'W10', name: 'W1 at 256 connections', budget: 0, p99: 150, connections: 256, rapport: () => get('/customers?size=25'), bare: () => get('/customers') },
    {
      id: 'W4', name: 'create a customer', budget: 0.4, expect: [201], writes: true,
      rapport: (n) => ({ method: 'POST', path: '/customers', body: newCustomer(n) }), bare: (n) => ({ method: 'POST', path: '/customers', body: newCustomer(n) }),
    },
    {
      id: 'W12', name: 'agree to a contract', budget: 0, p99: 100, writes: true, connections: 4, before: (tables, who) => reopen(tables, asked[who]),
      rapport: (n) => asked.rapport[n] && { method: 'POST', path: `/approval-tasks/${asked.rapport[n]}/agree`, body: {} },
      bare: (n) => asked.bare[n] && { method: 'POST', path: '/agree', body: { taskId: asked.bare[n] } },
    },
    {
      id: 'W5', name: 'move a deal', budget: 0.4, writes: true, connections: 8,
      rapport(n) {
        const { deal, stageId, version } = ours(n);
        return { method: 'POST', path: `/opportunities/${deal.id}/move`, body: { stageId }, headers: { 'if-match': `"${version}"` } };
      },
      bare(n) {
        const { deal, stageId, version } = theirs(n);
        return { method: 'POST', path: '/move', body: { id: deal.id, version, stageId } };
      },
    },
  ]; // prettier-ignore
}
