import { addDays } from '#kernel/model';
import { daysOfAge, type Age } from '#receivables/model';
import { NARROWED_BY, type Asked, type MoneyReportName, type ReportItem, type ReportSection } from '#reports/model';
import { EVER } from './report-address.ts';

export interface Behind {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}
const SIGNED = 'signed,active,expired,completed,terminated,archived';
const EXECUTED = 'active,expired,completed,terminated,archived';
const OPEN = 'pending,partly';
const PLANNED = 'waiting,pending,partly,done';

/** The days of a period as a list asks for them; none for all time. */
function within(field: string, { from, to }: Pick<Asked, 'from' | 'to'>): Record<string, string> {
  return { ...(from === EVER.from ? {} : { [`${field}.gte`]: from }), ...(to === EVER.to ? {} : { [`${field}.lte`]: to }) };
}
/** The days of a month, as far as they are in the period. */
function month(key: string, { from, to }: Asked): { from: string; to: string } {
  const [first, last] = [`${key}-01`, addDays(`${addDays(`${key}-28`, 4).slice(0, 7)}-01`, -1)];
  return { from: first < from ? from : first, to: last > to ? to : last };
}
const FIELDS: Readonly<Partial<Record<ReportSection['by'], string>>> = { owner: 'ownerId', team: 'teamId', customer: 'customerId', warehouse: 'warehouseId', category: 'categoryId' };

/** The list behind a figure or a mark of a report. */
export function behind(report: MoneyReportName, section: Pick<ReportSection, 'key' | 'by'>, item: Pick<ReportItem, 'key'>, asked: Asked, today: string): Behind {
  const narrowed = Object.fromEntries(NARROWED_BY.flatMap((name) => (asked[name] ? [[name, asked[name]]] : [])));
  const field = FIELDS[section.by];
  const one: Record<string, string> = field ? (item.key ? { [field]: item.key } : { [`${field}.empty`]: 'true' }) : {};
  const list = (path: string, query: Record<string, string>): Behind => ({ path, query: { ...narrowed, ...query, ...one } });
  const overdue = { status: OPEN, 'dueOn.lte': addDays(today, -1) };
  if (section.by === 'contract') return { path: `/contracts/${item.key}`, query: {} };
  if (report === 'stock') return stock(section, item, one);

  if (report === 'receivables') {
    if (section.by === 'age') {
      const { from, to } = daysOfAge(item.key as Age, today);
      return list('/receivables', { status: OPEN, ...(from ? { 'dueOn.gte': from } : {}), ...(to ? { 'dueOn.lte': to } : {}) });
    }
    if (section.key === 'forecast') return list('/receivables', item.key === 'overdue' ? overdue : { status: OPEN, ...within('dueOn', month(item.key, { ...EVER, from: today })) });
    if (section.key.startsWith('ageing')) return list('/receivables', { status: OPEN });
    if (section.by === 'month') return list('/receivables', { status: PLANNED, ...within('dueOn', month(item.key, asked)) });
    if (item.key === 'outstanding' || item.key === 'daysOutstanding') return list('/receivables', { status: OPEN });
    if (item.key === 'overdue') return list('/receivables', overdue);
    if (item.key === 'received') return list('/payments', { approval: 'approved', kind: 'receipt', ...within('receivedOn', asked) });
    return list('/receivables', { status: PLANNED, ...within('dueOn', asked) });
  }

  const signed = { stage: SIGNED, ...within('signedOn', asked) };
  if (section.by === 'stage') return list('/contracts', { stage: item.key });
  if (section.by === 'month') return list('/contracts', { stage: SIGNED, ...within('signedOn', month(item.key, asked)) });
  if (item.key === 'executed') return list('/contracts', { ...signed, stage: EXECUTED });
  if (item.key === 'expiring' || item.key === 'renewalRate') return list('/contracts', { stage: SIGNED, ...within('endsOn', asked) });
  if (item.key === 'renewed') return list('/contracts', { renewed: 'true', stage: SIGNED, ...within('endsOn', asked) });
  if (item.key === 'unpaid') return list('/contracts', { ...signed, 'difference.gt': '0', sort: '-difference' });
  if (item.key === 'unbilled') return list('/contracts', { ...signed, 'difference.lt': '0', sort: 'difference' });
  if (item.key === 'receivable') return list('/contracts', { ...signed, sort: '-receivable' });
  return list('/contracts', signed);
}

function stock(section: Pick<ReportSection, 'by'>, { key }: Pick<ReportItem, 'key'>, one: Record<string, string>): Behind {
  if (section.by === 'product') return { path: `/products/${key}`, query: {} };
  if (section.by === 'category') return { path: '/products', query: one };
  return { path: '/stock', query: { 'onHand.gt': '0', ...one } };
}
