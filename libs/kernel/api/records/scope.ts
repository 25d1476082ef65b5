import { currentPrincipal, reachOf, type Principal } from '../access/context.ts';
import { Forbidden } from '../http/problems.ts';
import { and, isIn, or, sql, TRUE, type Sql } from './sql.ts';
import { tableOf, type RecordTableInfo } from './table.ts';
import type { Row } from './row.ts';
import type { Reach } from '#kernel/model';

/** What a share lets somebody do, beside what their roles reach. */
const SHARED: Readonly<Record<string, readonly ('read' | 'write')[]>> = { read: ['read', 'write'], update: ['write'], link: ['write'] };

/** How many records a predicate is asked about: a few, the newest until a page is full, or all. */
export type Span = 'few' | 'page' | 'all';

/** The predicate that keeps a statement within what the current principal may do with records of a kind. */
export function scopeOf(table: RecordTableInfo, verb: string, alias = 'r', span: Span = 'few'): Sql {
  const principal = currentPrincipal();
  const reach = reachOf(`${table.info.name}.${verb}`, principal);
  if (!reach) throw new Forbidden(`${table.info.name}.${verb}`);
  if (reach === 'all' || !table.info.owned) return TRUE;
  const ways = [directly(principal, reach, alias), sharedWith(principal, table.info.name, verb, alias), table.through ? linked(table, alias, verb, span) : null];
  const open = ways.filter((way) => way !== null);
  return open.length > 1 ? or(...open) : (open[0] as Sql);
}

/** The predicate of a permission that is not a verb of the kind itself, such as one to see reports. */
export function reachedBy(permission: string, alias = 'r'): Sql {
  const reach = reachOf(permission);
  if (!reach) throw new Forbidden(permission);
  return reach === 'all' ? TRUE : directly(currentPrincipal(), reach, alias);
}

/** What may be named to the principal where something else points at it: nothing that they could not open. */
export function namedTo(table: RecordTableInfo, alias = 'r'): Sql {
  const { owned, name } = table.info;
  if (!owned || currentPrincipal().id === null) return TRUE;
  return reachOf(`${name}.read`) ? scopeOf(table, 'read', alias) : sql('1 = 0');
}

function directly(principal: Principal, reach: Reach, alias: string): Sql {
  const own = sql(`${alias}.\`ownerId\` = ?`, principal.id);
  if (reach === 'own' || !principal.teamId) return own;
  const team = reach === 'team' ? [principal.teamId] : principal.teams;
  return or(own, isIn(`${alias}.\`teamId\``, team));
}

/** Visible because somebody shared it; asked only for those with whom something is shared. */
function sharedWith({ id, shares }: Principal, kind: string, verb: string, alias: string): Sql | null {
  const most = shares?.kinds[kind];
  if (!shares || !most || !SHARED[verb]?.includes(most)) return null;
  const write = verb === 'read' ? '' : " AND s.`may` = 'write'";
  return sql(
    `EXISTS (SELECT 1 FROM \`record_share\` s WHERE s.\`userId\` = ? AND s.\`kind\` = ? AND s.\`recordId\` = ${alias}.\`id\` AND (s.\`until\` IS NULL OR s.\`until\` > ?)${write})`,
    id, kind, shares.at,
  ); // prettier-ignore
}

/**
 * Visible because it is linked to something one may see. MariaDB works EXISTS out for every record at once, which pays where all are
 * asked about, or few are linked; a subquery for a value is asked record by record.
 */
function linked(table: RecordTableInfo, alias: string, verb: string, span: Span): Sql {
  const { through } = table;
  const there = verb === 'link' ? 'update' : verb;
  if (!through || !reachOf(`${through.to}.${there}`)) return sql('1 = 0');
  const other = tableOf(through.to);
  const within = and(
    sql(`l.\`${through.column}\` = ${alias}.\`id\``),
    sql(`l.\`deletedKey\` = ''`),
    sql(`o.\`deletedKey\` = ''`),
    scopeOf(other, there, 'o'),
  );
  const join = `\`${through.table}\` l JOIN \`${other.table}\` o ON o.\`id\` = l.\`${through.toColumn}\``;
  const atOnce = span === 'all' || (span === 'page' && reachOf(`${through.to}.${there}`) === 'own');
  return sql(atOnce ? `EXISTS (SELECT 1 FROM ${join} WHERE ${within.text})` : `(SELECT 1 FROM ${join} WHERE ${within.text} LIMIT 1) = 1`, ...within.params);
}

/** Whether a permission reaches as far as a record with this owner and team. */
export function reaches(permission: string, row: Row, owned = true, principal = currentPrincipal()): boolean {
  const reach = reachOf(permission, principal);
  if (!reach) return false;
  if (reach === 'all' || !owned || row['ownerId'] === principal.id) return true;
  if (reach === 'own' || !principal.teamId) return false;
  const teams = reach === 'team' ? [principal.teamId] : principal.teams;
  return teams.includes(row['teamId'] as string);
}
