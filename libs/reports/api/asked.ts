import { Invalid } from '#kernel/api';
import { isDay, type Fault } from '#kernel/model';
import { NARROWED_BY, type Asked } from '#reports/model';

const ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const KNOWN: readonly string[] = ['from', 'to', ...NARROWED_BY];
const DAY = { type: 'string', format: 'date' };
const told = (name: string, schema: object, description: string) => ({ name, in: 'query', schema, description });

/** What every report may be asked by, for the API's document. */
export const ASKED_BY = [
  told('from', DAY, 'First day of the period; all time without it.'), told('to', DAY, 'Last day of the period, included.'),
  told('ownerId', { type: 'string', format: 'uuid' }, 'Only what belongs to this person.'), told('teamId', { type: 'string', format: 'uuid' }, 'Only what belongs to this team.'), told('customerId', { type: 'string', format: 'uuid' }, 'Only what concerns this customer.'),
  told('currency', { type: 'string', pattern: '^[A-Z]{3}$' }, 'Only amounts in this currency, told in it. Without it everything is told in the workspace’s currency.'),
]; // prettier-ignore

/** A report as its address asks for it. Throws Invalid. */
export function askedOf({ from = '1000-01-01', to = '9999-12-31', ...rest }: Record<string, string>, also: readonly string[] = []): Asked {
  const odd = Object.keys(rest).filter((name) => !KNOWN.includes(name) && !also.includes(name));
  const faults: Fault[] = odd.map((name) => ({ pointer: `/${name}`, code: 'unknown' }));
  for (const [name, day] of Object.entries({ from, to })) if (!isDay(day)) faults.push({ pointer: `/${name}`, code: 'day' });
  for (const name of ['ownerId', 'teamId', 'customerId'] as const) if (rest[name] && !ID.test(rest[name])) faults.push({ pointer: `/${name}`, code: 'uuid' });
  if (rest['currency'] && !/^[A-Z]{3}$/.test(rest['currency'])) faults.push({ pointer: '/currency', code: 'currency' });
  if (faults.length === 0 && to < from) faults.push({ pointer: '/to', code: 'day-order' });
  if (faults.length > 0) throw new Invalid(faults);
  return { from, to, ...Object.fromEntries(NARROWED_BY.flatMap((name) => (rest[name] ? [[name, rest[name]]] : []))) };
}
